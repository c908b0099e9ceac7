"""Every page of docs/ does as it says: its files are written, its commands run, their output compared.

Nobody lists pages: a new one is tested when it is there. Its blocks are taken in order, in a folder of its own that has
the examples of scenarios/. What a block does is told by its language:

    console           its commands run in a shell and print what stands below each; a line `...` stands for any lines;
                      `impsim repl` runs at a terminal, where what stands behind prompts is typed
    squirrel          a device's program that runs for a minute without an error; with the word `agent` an agent's;
                      with `fails` an error must come
    yaml              a world
    yaml fragment     a part of a scenario: the rest is taken from the first scenario of the page
    toml              a project file, impsim.toml
    json, python      values; a script

Whatever has a file's name is that file, for the commands below it. Anything else needs a remark above it, which
tests/page_blocks.py tells. Remarks that say `not run` are counted. When output changes, tools/pages.py writes it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from page_blocks import DOCS, PAGES, Block, anchors, blocks, commands, files, links
from terminal import Terminal

IDS = [path.relative_to(DOCS).as_posix() for path in PAGES]
TEXTS = {path.relative_to(DOCS).as_posix(): path.read_text(encoding="utf-8") for path in PAGES}
PROGRAMS = (
    "impsim",
    "pytest",
    "coverage",
    "sh",
    "cat",
    "cp",
    "mv",
    "rm",
    "mkdir",
    "cd",
    "ls",
    "head",
    "tail",
    "printf",
)
APPEARING = ("pytest", "coverage")  # what they print has times in it: shown lines are beginnings of lines
INSTALLED = any(point.name == "impsim" for point in entry_points(group="pytest11"))
PLUGINS = "-p no:cacheprovider" + ("" if INSTALLED else " -p impsim.plugins.pytest_plugin")
CHANGING = ("IMPSIM_", "NO_COLOR", "PYTEST", "COV")  # variables that change what commands do
READ_BY_DEFAULT = {"impsim.toml", "pytest.ini", ".coveragerc", "conftest.py", ".impt.test"}
NOT_RUN = {
    "ci.md": 1,
    "lessons.md": 2,
    "tutorial/first-program.md": 1,
}  # how many examples of a page say that they are not run


class Folder:
    """A page's folder, and a shell in it."""

    def __init__(self, path: Path, cache: Path, root: Path, page: str) -> None:
        self.path = path
        self.root = root
        self.page = page
        programs = path.parent / f"{path.name}-programs"
        programs.mkdir()
        for name, module in {"impsim": "impsim", "pytest": "pytest", "coverage": "coverage"}.items():
            (programs / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {module} "$@"\n', encoding="utf-8")
            (programs / name).chmod(0o755)
        clean = {name: text for name, text in os.environ.items() if not name.startswith(CHANGING)}
        clean.update(PYTHONPATH=str(root), IMPSIM_CACHE_DIR=str(cache), PYTEST_ADDOPTS=PLUGINS)
        self.environment = {**clean, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
        if "scenarios/" in page:
            shutil.copytree(root / "scenarios", path / "scenarios")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Both streams of a command as one, as a terminal shows them."""
        return subprocess.run(
            arguments,
            cwd=self.path,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
        )

    def write(self, name: str, text: str) -> None:
        path = self.path / name
        assert self.path in path.resolve().parents
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def check(folder: Folder, block: Block) -> None:
    """One block."""
    what, more = block.remark
    if what == "same as":
        assert (folder.root / more).read_text(encoding="utf-8") == block.text, more
    if what == "tested by":
        assert (folder.root / more).is_file(), more
    if block.name:
        folder.write(block.name, block.text)
    elif not what:
        by_kind = CHECKS.get(block.kind)
        assert by_kind, f"line {block.line}: nothing runs ```{block.kind}: give it a name or a remark"
        by_kind(folder, block)


def check_console(folder: Folder, block: Block) -> None:
    assert block.text.startswith("$ "), f"line {block.line}: a console begins with a command, `$ `"
    for command, shown in commands(block.text):
        program = command.split()[0]
        if CONVERSATION.fullmatch(command):
            seen = conversation(folder, command, shown)
            assert re.fullmatch(expected(shown), seen) or seen == shown, command
            continue
        assert program in PROGRAMS, f"line {block.line}: {program} is not run: say why in a remark"
        done = folder.run("sh", "-c", command)
        if program in APPEARING:
            assert done.returncode == 0, done.stdout
            told = [" ".join(line.split()) for line in done.stdout.splitlines()]
            missing = [line for line in shown.splitlines() if not any(beginning(line, one) for one in told)]
            assert missing == [], done.stdout
        elif not re.fullmatch(expected(shown), done.stdout):
            assert done.stdout == shown, f"{command}: `python tools/pages.py docs/PAGE.md` writes what it prints now"


CONVERSATION = re.compile(r"impsim repl(?! --help)[^|<]*")
TYPED = re.compile(r"^(?:\w+ \d+\.\d+>|  +\.\.\.) ?(.*)$", re.MULTILINE)


def conversation(folder: Folder, command: str, shown: str) -> str:
    """What a session shows at a real terminal when what stands behind its prompts is typed."""
    environment = {**folder.environment, "XDG_STATE_HOME": str(folder.path / "state")}
    terminal = Terminal(folder.path, environment, *command.split()[2:])
    seen = terminal.see()
    for line in TYPED.findall(shown):
        terminal.type(line)
        seen += terminal.see()
    assert terminal.leave() == 0
    return seen.rpartition("\n")[0] + "\n"


def beginning(line: str, told: str) -> bool:
    return told.startswith(" ".join(line.split()))


def expected(shown: str) -> str:
    """The pattern of what a command prints."""
    parts = [re.escape(part) for part in re.split(r"^\.\.\.\n", shown, flags=re.MULTILINE)]
    return r"(?:.*\n)*?".join(parts)


def check_squirrel(folder: Folder, block: Block) -> None:
    folder.write("example.nut", block.text)
    source = ["-e", "local nothing;", "--agent", "example.nut"] if "agent" in block.words else ["example.nut"]
    done = folder.run("impsim", "run", *source, "--for", "1m")
    assert (done.returncode != 0) == ("fails" in block.words), f"line {block.line}: {done.stdout}"


def check_world(folder: Folder, block: Block) -> None:
    folder.write("example.world.yaml", block.text)
    code = 'imp.wakeup(60, function() { server.log("there"); });'
    done = folder.run(
        "impsim", "run", "-e", code, "--world", "example.world.yaml", "--for", "2m", "--format", "message"
    )
    assert done.stdout == "there\n", f"line {block.line}: {done.stdout}"


def check_fragment(folder: Folder, block: Block) -> None:
    there = files(folder.page)
    for name, text in there.items():
        folder.write(name, text)
    base = sections(next(text for name, text in there.items() if name.endswith(".scenario.yaml")))
    if "pump.agent.nut" in there:
        base["devices"] = base["devices"].replace("impos: 36, ", "agent: pump.agent.nut, ")
    folder.write("whole.scenario.yaml", "".join({**base, **sections(block.text)}.values()))
    done = folder.run("impsim", "test", "whole.scenario.yaml")
    assert done.returncode == 0, f"line {block.line}: {done.stdout}"


def sections(text: str) -> dict[str, str]:
    """The top-level parts of a scenario by their keys."""
    parts = [part for part in re.split(r"^(?=\w)", text, flags=re.MULTILINE) if re.match(r"\w+:", part)]
    return {part.partition(":")[0]: part for part in parts}


def check_project_file(folder: Folder, block: Block) -> None:
    """It is read; which of its paths there are is the business of the page's other tests."""
    folder.write("project/impsim.toml", block.text)
    for name in re.findall(r'"([\w./-]+)"', block.text):
        if name.endswith(".yaml"):
            folder.write(f"project/{name}", "{}\n")
        else:
            (folder.path / "project" / name).mkdir(parents=True, exist_ok=True)
    done = folder.run("sh", "-c", "cd project && impsim test")
    assert "impsim.toml:" not in done.stdout, f"line {block.line}: {done.stdout}"


def check_json(folder: Folder, block: Block) -> None:
    try:
        json.loads(block.text)
    except ValueError:
        for line in block.text.splitlines():
            json.loads(line)


def check_python(folder: Folder, block: Block) -> None:
    folder.write("example.py", block.text)
    done = folder.run(sys.executable, "example.py")
    assert done.returncode == 0, f"line {block.line}: {done.stdout}"


CHECKS = {
    "console": check_console,
    "squirrel": check_squirrel,
    "yaml": check_world,
    "fragment": check_fragment,
    "toml": check_project_file,
    "json": check_json,
    "python": check_python,
}


@pytest.mark.parametrize("name", IDS)
def test_a_page_does_as_it_says(name: str, root: Path, cache_home: Path, tmp_path: Path) -> None:
    (tmp_path / "page").mkdir()
    folder = Folder(tmp_path / "page", cache_home, root, TEXTS[name])
    for block in blocks(TEXTS[name]):
        check(folder, block)


def test_what_is_not_run_is_counted() -> None:
    found = Counter(name for name, text in TEXTS.items() for block in blocks(text) if block.remark[0] == "not run")
    assert found == NOT_RUN


@pytest.mark.parametrize("name", IDS)
def test_a_test_that_a_page_names_reads_it(name: str, root: Path) -> None:
    for block in blocks(TEXTS[name]):
        if block.remark[0] == "tested by":
            assert Path(name).name in (root / block.remark[1]).read_text(encoding="utf-8"), block.remark


@pytest.mark.parametrize("name", IDS)
def test_every_file_of_a_page_is_used(name: str) -> None:
    text = TEXTS[name]
    used = "\n".join(line for line in text.splitlines() if " File: " not in line)
    unused = [file for file in files(text) if file not in used and Path(file).name not in used]
    assert set(unused) <= READ_BY_DEFAULT


@pytest.mark.parametrize("name", IDS)
def test_links_lead_somewhere(name: str) -> None:
    for link in links(TEXTS[name]):
        target, _, anchor = link.partition("#")
        if "://" in target or re.search(r"(^|/)reference/|layers\.svg$", target):
            continue  # elsewhere, or made by the generator: tests/docs/ looks after those
        path = (DOCS / name).parent / target if target else DOCS / name
        assert path.is_file(), link
        assert not anchor or anchor in anchors(path.read_text(encoding="utf-8")), link


def test_every_page_has_a_place_in_the_site() -> None:
    """Named by a toctree: `docs/index.md` has the first."""
    named = set()
    for name, text in TEXTS.items():
        for tree in re.findall(r"^```\{toctree\}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            entries = [line for line in tree.splitlines() if line and not line.startswith(":")]
            named |= {(Path(name).parent / re.sub(r".*<(.*)>", r"\1", entry)).as_posix() for entry in entries}
    assert {name.removesuffix(".md") for name in IDS} - named == {"index"}


@pytest.mark.parametrize("name", IDS)
def test_headings_are_in_order(name: str) -> None:
    """One title, at the top, and no level left out: screen readers go by them."""
    outside = re.sub(r"^```.*?^```$", "", TEXTS[name], flags=re.MULTILINE | re.DOTALL)
    levels = [len(marks) for marks in re.findall(r"^(#+) ", outside, re.MULTILINE)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [(before, after) for before, after in zip(levels, levels[1:], strict=False) if after > before + 1] == []


@pytest.mark.parametrize("name", IDS)
def test_pictures_have_words(name: str) -> None:
    assert re.findall(r"!\[\s*\]\([^)]*\)", TEXTS[name]) == []


FALSE = {
    "other output": "```console\n$ impsim run -e 'server.log(\"a\");' --format message\nb\n```\n",
    "less output": "```console\n$ printf 'a\\nb\\n'\na\n```\n",
    "lines that are not left out": "```console\n$ printf 'a\\nb\\n'\nb\n...\n```\n",
    "a program that fails": '```squirrel\nthrow "x";\n```\n',
    "an agent that fails": '```squirrel agent\nthrow "x";\n```\n',
    "a program that should fail": '```squirrel fails\nserver.log("x");\n```\n',
    "a damaged world": "```yaml\nwifi: {in_raech: 1}\n```\n",
    "a damaged project file": "```toml\n[tets]\n```\n",
    "no JSON": "```json\n{a: 1}\n```\n",
    "a script that fails": "```python\nraise ValueError\n```\n",
    "a program that nobody runs": "```console\n$ curl http://localhost/\n```\n",
    "a language that nothing runs": "```text\nx\n```\n",
    "another file": "<!-- same as LICENSE -->\n```text\nx\n```\n",
    "a test that is not there": "<!-- tested by tests/test_none.py -->\n```text\nx\n```\n",
    "a file elsewhere": "```yaml\n# File: ../x.yaml\na: 1\n```\n",
}


@pytest.mark.parametrize("page", FALSE.values(), ids=FALSE)
def test_a_page_that_is_not_true_fails(page: str, root: Path, cache_home: Path, tmp_path: Path) -> None:
    (tmp_path / "page").mkdir()
    folder = Folder(tmp_path / "page", cache_home, root, page)
    (block,) = blocks(page)
    with pytest.raises((AssertionError, ValueError)):
        check(folder, block)
