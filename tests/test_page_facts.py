"""What docs/scenarios.md, docs/ci.md and docs/viewer.md tell is whole: each part of a format, option and key."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from page_blocks import DOCS, blocks

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

SCENARIOS = (DOCS / "scenarios.md").read_text(encoding="utf-8")
CI = (DOCS / "ci.md").read_text(encoding="utf-8")
VIEWER = (DOCS / "viewer.md").read_text(encoding="utf-8")


def test_every_part_of_the_format_is_told(impsim: Run) -> None:
    """What the schema has, the page names."""
    schema = json.loads(impsim("schema").stdout)
    parts, expect = schema["properties"], schema["$defs"]["expect"]["items"]["properties"]
    told = {
        *parts,
        *parts["run"]["properties"],
        *parts["devices"]["additionalProperties"]["properties"],
        *parts["cases"]["items"]["properties"],
        *expect,
        *expect["that"]["anyOf"][1]["properties"],
    } - NOT_TOLD
    assert {name for name in told if not re.search(r"\b%s\b" % re.escape(name), SCENARIOS)} == set()


NOT_TOLD = {
    "nv",  # refused: an imp that power comes to has none
    "report",
    "powersave",  # of world.md
    "fast_boot",
}


def test_every_event_of_the_format_is_told(impsim: Run) -> None:
    """Each kind and its fields stand in a row of the table."""
    kinds = json.loads(impsim("schema").stdout)["$defs"]["expect"]["items"]["properties"]["event"]["oneOf"]
    rows = [line for line in SCENARIOS.splitlines() if line.startswith("| `")]
    untold = []
    for kind in (kind["properties"] for kind in kinds):
        name = kind["kind"]["const"]
        own = set() if name == "fault" else set(kind) - {"device", "kind"}
        if not any({name, *own} <= set(re.findall(r"`([\w.]+)`", row)) for row in rows):
            untold.append((name, own))
    assert untold == []


def test_every_key_of_the_viewer_is_told() -> None:
    """What the page's own help has, the documentation has."""
    script = (DOCS.parent / "impsim" / "trace" / "viewer" / "viewer.js").read_text(encoding="utf-8")
    keys = re.search(r"return \{\n +ArrowRight.*?\};", script, re.DOTALL)
    assert keys is not None
    named = {"ArrowRight": "→", "ArrowLeft": "←", "ArrowUp": "↑", "ArrowDown": "↓", "=": "+"}
    named.update({"PageUp": "Page Up", "PageDown": "Page Down"})
    help_page = (DOCS.parent / "impsim" / "trace" / "viewer" / "page.html").read_text(encoding="utf-8")
    pressed = re.findall(r'(?:^|[{,]) *(?:"(.)"|(\w+)): (?=event|\(|buttons)', keys[0], re.MULTILINE)
    assert len(pressed) > 15
    for key in (first or second for first, second in pressed):
        shown = named.get(key, key)
        assert f"`{shown}`" in VIEWER, key
        assert f"<kbd>{shown.replace('-', '−')}</kbd>" in help_page, key


def test_the_commands_of_the_ci_page_are_right(impsim: Run) -> None:
    options = re.findall(r"^\| `(--?[\w-]+)", CI, re.MULTILINE)
    known = impsim("test", "--help").stdout.decode()
    assert "-k" in options
    assert [option for option in options if f"  {option}" not in known] == []


def test_the_json_lines_of_the_ci_page_are_real(impsim: Run, tmp_path: Path) -> None:
    """The same keys, in the same order."""
    (shown,) = (block.text for block in blocks(CI) if block.kind == "json")
    impsim("init")
    lines = impsim("test", "--format", "json", "-k", "not short").stdout.decode()
    assert [list(json.loads(line)) for line in lines.splitlines()] == [
        list(json.loads(line)) for line in shown.splitlines()
    ]


def test_the_project_file_of_the_ci_page_is_read(impsim: Run, tmp_path: Path) -> None:
    (text,) = (block.text for block in blocks(CI) if block.kind == "toml")
    for name in ("scenarios", "tests", "lib", "vendor/Promise"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "impsim.toml").write_text(text, encoding="utf-8")
    impsim("init", "sample")
    for name in ("scenarios", "src"):
        shutil.copytree(tmp_path / "sample" / name, tmp_path / name, dirs_exist_ok=True)
    shutil.copytree(tmp_path / "scenarios", tmp_path / "tests", dirs_exist_ok=True)
    ran = impsim("test")
    assert ran.returncode == 0, ran.stderr.decode()
    assert ran.stdout.decode().startswith("passed  scenarios/outage.scenario.yaml::base\n")
