"""The agent of docs/cloud.md has a real port; the page tells every verb and field of MQTT."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from page_blocks import DOCS, files

from impsim.scenario.mqtt_stimuli import MQTT_VERBS
from impsim.scenario.mqtt_subject import MQTT
from impsim.scenario.mqtt_world import BROKER

PAGE = (DOCS / "cloud.md").read_text(encoding="utf-8")
WORDS = set(re.findall(r"`([^`\n]+)`", PAGE))


CURL = re.compile(r"^\$ curl (?:-X (\w+) -d '(.*)' )?http://127.0.0.1:8080(/\S*)\n(.*\n)", re.MULTILINE)


def test_the_agent_of_the_page_answers_as_it_shows(root: Path, tmp_path: Path) -> None:
    """Its session with curl, at a port that is free."""
    for name, text in files(PAGE).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = ["run", "lamp.device.nut", "--agent", "web.agent.nut", "--http-listen", "0", "--speed", "20"]
    process = subprocess.Popen(
        [sys.executable, "-m", "impsim", *command],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root), "IMPSIM_CACHE_DIR": ""},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        assert process.stderr is not None
        place = urlsplit(process.stderr.readline().split()[-1].decode())
        session = CURL.findall(PAGE)
        assert len(session) == 2
        for method, body, path, shown in session:
            connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
            connection.request(method or "GET", path, body)
            assert connection.getresponse().read().decode() == shown
            connection.close()
    finally:
        process.kill()
        process.communicate()


def test_it_tells_every_verb_and_field() -> None:
    assert sorted({*MQTT_VERBS, *BROKER, *MQTT} - WORDS - {"topic"}) == []
