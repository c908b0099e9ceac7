"""docs/cloud.md does as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_pages import DOCS, Run, output, steps

from impsim.scenario.mqtt_stimuli import MQTT_VERBS
from impsim.scenario.mqtt_subject import MQTT
from impsim.scenario.mqtt_world import BROKER

PAGE = (DOCS / "cloud.md").read_text(encoding="utf-8")
WORDS = set(re.findall(r"`([^`\n]+)`", PAGE))


def test_its_commands_print_what_it_shows(impsim: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for command, shown in steps(PAGE, tmp_path):
        assert output(impsim, command) == shown, command


def test_it_tells_every_verb_and_field() -> None:
    assert sorted({*MQTT_VERBS, *BROKER, *MQTT} - WORDS - {"topic"}) == []
