"""docs/scenarios.md, docs/ci.md and docs/viewer.md do as they say: files are written, commands run, output compared.

A block that begins with `File: NAME` is that file. A block of a console is run where it stands on the page, after the
files above it. A fragment is a part of a scenario; the rest is taken from the smallest file of the page.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

DOCS = Path(__file__).resolve().parent.parent / "docs"
BLOCK = re.compile(r"^```(\w+)( fragment)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"(?://|#) File: (\S+)\n")
SECTION = re.compile(r"^(?=\w)", re.MULTILINE)
SCENARIOS = (DOCS / "scenarios.md").read_text(encoding="utf-8")
CI = (DOCS / "ci.md").read_text(encoding="utf-8")
VIEWER = (DOCS / "viewer.md").read_text(encoding="utf-8")


def blocks(page: str) -> list[tuple[str, str]]:
    """(language, text) of each; that of a fragment is `fragment`."""
    return [("fragment" if fragment else language, text) for language, fragment, text in BLOCK.findall(page)]


def files(page: str) -> dict[str, str]:
    """The files of a page as they are at its end."""
    return {name[1]: text for _, text in blocks(page) if (name := NAMED.match(text))}


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command of a console with what it prints."""
    for part in text.split("$ ")[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


def output(impsim: Run, command: str) -> str:
    """What a terminal shows."""
    name, *arguments = shlex.split(command)
    assert name == "impsim"
    ran = impsim(*arguments, capture_output=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return ran.stdout.decode()


def steps(page: str, folder: Path) -> Iterator[tuple[str, str]]:
    """The commands of a page in order, each when the files above it are there."""
    for language, text in blocks(page):
        name = NAMED.match(text)
        if name:
            (folder / name[1]).write_text(text, encoding="utf-8")
        if language == "console":
            yield from commands(text)


@pytest.mark.parametrize("page", [SCENARIOS, VIEWER], ids=["scenarios", "viewer"])
def test_the_commands_print_what_the_page_shows(page: str, impsim: Run, tmp_path: Path) -> None:
    for command, shown in steps(page, tmp_path):
        assert output(impsim, command) == shown, command


def sections(text: str) -> dict[str, str]:
    """The top-level parts of a scenario by their keys."""
    parts = [part for part in SECTION.split(text) if re.match(r"\w+:", part)]
    return {part.partition(":")[0]: part for part in parts}


FRAGMENTS = [text for language, text in blocks(SCENARIOS) if language == "fragment"]


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=[" ".join(sections(text)) for text in FRAGMENTS])
def test_a_fragment_is_part_of_a_scenario_that_passes(fragment: str, impsim: Run, tmp_path: Path) -> None:
    there = files(SCENARIOS)
    for name, text in there.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    base = sections(there["smallest.scenario.yaml"])
    base["devices"] = base["devices"].replace("impos: 36, ", "agent: pump.agent.nut, ")
    (tmp_path / "whole.scenario.yaml").write_text("".join({**base, **sections(fragment)}.values()), encoding="utf-8")
    ran = impsim("test", "whole.scenario.yaml")
    assert ran.returncode == 0, ran.stdout.decode() + ran.stderr.decode()


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


@pytest.mark.parametrize("page", [SCENARIOS, CI, VIEWER], ids=["scenarios", "ci", "viewer"])
def test_links_lead_somewhere(page: str) -> None:
    for name, anchor in re.findall(r"\]\((\w+\.md)(?:#([\w-]+))?\)", page):
        text = (DOCS / name).read_text(encoding="utf-8")
        headings = {line.lstrip("# ").lower().replace(" ", "-") for line in text.splitlines() if line.startswith("#")}
        assert not anchor or anchor in headings, (name, anchor)


def test_the_commands_of_the_ci_page_are_right(impsim: Run) -> None:
    options = re.findall(r"^\| `(--?[\w-]+)", CI, re.MULTILINE)
    known = impsim("test", "--help").stdout.decode()
    assert "-k" in options
    assert [option for option in options if f"  {option}" not in known] == []


def test_the_json_lines_of_the_ci_page_are_real(impsim: Run, tmp_path: Path) -> None:
    """The same keys, in the same order."""
    (shown,) = (text for language, text in blocks(CI) if language == "json")
    impsim("init")
    lines = impsim("test", "--format", "json", "-k", "not short").stdout.decode()
    assert [list(json.loads(line)) for line in lines.splitlines()] == [
        list(json.loads(line)) for line in shown.splitlines()
    ]


def test_the_project_file_of_the_ci_page_is_read(impsim: Run, tmp_path: Path) -> None:
    (text,) = (text for language, text in blocks(CI) if language == "toml")
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
