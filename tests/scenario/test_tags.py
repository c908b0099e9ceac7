"""Tags of scenarios, by which -k chooses, and what of a file is not acted upon."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

TAGGED = """\
impsim: 1
tags: [network, Slow]
devices:
  imp: {device: hello.device.nut}
expect:
  - {id: greets, log: "hello"}
cases:
  - {id: other, tags: [nightly], patch: {run: {until: 90s}}}
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path) -> Path:
    (tmp_path / "a.scenario.yaml").write_text(TAGGED)
    (tmp_path / "b.scenario.yaml").write_text(TAGGED.replace("tags: [network, Slow]\n", ""))
    (tmp_path / "hello.device.nut").write_text('server.log("hello");\n')
    return tmp_path


A, B = "a.scenario.yaml::", "b.scenario.yaml::"
CHOSEN = [
    ("slow", [A + "base", A + "other"]),
    ("not slow", [B + "base", B + "other"]),
    ("nightly", [A + "other", B + "other"]),
    ("network and not nightly", [A + "base"]),
    ("nightly and b.scen", [B + "other"]),
]


@pytest.mark.parametrize(("expression", "ids"), CHOSEN)
def test_tags_are_words_for_a_choice(impsim: Run, expression: str, ids: list[str]) -> None:
    lines = impsim("test", "-k", expression).stdout.decode().splitlines()
    assert [line.split()[1] for line in lines if "::" in line] == ids


def test_a_path_with_an_id_knows_no_tags(impsim: Run) -> None:
    assert impsim("test", "a.scenario.yaml::base").stdout.splitlines()[0].endswith(b"::base")
    assert impsim("test", "a.scenario.yaml::nightly").returncode == 2
