"""The generated pages have everything, and their links lead somewhere. Sphinx is not needed for any of this."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest
from page_blocks import DOCS, PAGES, anchors, links

sys.path.append(str(Path(__file__).resolve().parents[2] / "tools"))

from docsite import api, assemble, codes, commands, formats, layers, markup, models, parts

from impsim import cli
from impsim.impos.stub_reader import read_all
from impsim.scenario.stimuli import VERBS

Pages = dict[str, str]
INLINE = re.compile(r"\]\{#([\w-]+)\}")


@pytest.fixture(scope="module")
def made() -> Pages:
    """All pages of the site by their path."""
    found = {}
    for module in (codes, commands, formats, models, parts):
        found.update(module.pages())
    found.update(api.pages({"imp.wakeup": ["tests/impos/test_agent.py"]}))
    return {**found, **{path.relative_to(DOCS).as_posix(): path.read_text(encoding="utf-8") for path in PAGES}}


def labels(text: str) -> set[str]:
    return anchors(text) | set(INLINE.findall(text))


def test_every_link_leads_somewhere(made: Pages) -> None:
    """To a page that is written or made, and to a place of it. A label alone may be on any page."""
    everywhere = {name for text in made.values() for name in labels(text)}
    for name, text in made.items():
        for link in links(text):
            target, _, anchor = link.partition("#")
            if "://" in target or target.endswith(".svg"):
                continue
            path = (Path("/") / name).parent / target if target else Path("/") / name
            page = str(path.resolve().relative_to("/"))
            assert page in made, (name, link)
            assert not anchor or anchor in (labels(made[page]) if target else everywhere), (name, link)


def test_every_label_is_of_one_place(made: Pages) -> None:
    found = [label for text in made.values() for label in re.findall(r"^\(([\w-]+)\)=|\]\{#([\w-]+)\}", text, re.M)]
    assert len(found) == len(set(found))


def test_every_stub_has_its_place_on_the_page_of_its_object(made: Pages) -> None:
    for stub in read_all():
        object_page = api.slug(stub.key if stub.kind == "object" else api.owner(stub))
        page = made[f"reference/api/{object_page if stub.object or stub.kind == 'object' else 'constants'}.md"]
        assert api.label(stub) in labels(page), stub.key


def test_a_page_says_what_its_stub_says(made: Pages) -> None:
    page = made["reference/api/imp-net.md"]
    section = page.partition("(api-imp-net-setwifihints)=")[2].partition("\n(api-")[0]
    assert section.startswith("\n### `imp.net.setwifihints(")
    for told in (
        "| `",
        "Models\n: all but impC001",
        "impOS\n: from 37.32 on",
        "Fidelity\n: approximate",
        "Assumed\n: ",
    ):
        assert told in section
    assert "<https://developer.electricimp.com/" in section
    assert "Tested by\n: `tests/impos/test_agent.py`" in made["reference/api/imp.md"]


@pytest.mark.parametrize(
    ("value", "signature"),
    [
        ([], "x.y()"),
        ([("a", None), ("b", None)], "x.y(a, b)"),
        ([("a", "1"), ("b", "2")], "x.y([a][, b])"),
        ([("a", None), ("b", "2")], "x.y(a[, b])"),
    ],
)
def test_signatures(value: Any, signature: str) -> None:
    assert api.signature(api.Stub("x", "y", "method", value, {})) == signature


def test_the_page_of_commands_has_every_option(made: Pages) -> None:
    page = made["reference/commands.md"]
    for name in cli.COMMANDS:
        command = cli.command_module(name).COMMAND
        section = page.partition(f"(impsim-{name})=")[2].partition("\n(impsim-")[0]
        assert [option for option in command.options if f"| `{option}" not in section] == []
        assert [example for example in (command.usage, *command.examples) if example not in section] == []


def test_every_verb_has_a_sentence(made: Pages) -> None:
    assert sorted(formats.verb_texts()) == sorted(VERBS), "write one into tools/docsite/verbs.toml"
    page = made["reference/verbs.md"]
    assert [verb for verb in VERBS if f"### {verb}\n" not in page] == []


def test_every_verb_has_its_fields(made: Pages) -> None:
    for name, verb in VERBS.items():
        section = made["reference/verbs.md"].partition(f"### {name}\n")[2].partition("\n(verb-")[0]
        assert set(re.findall(r"^\| `(\w+)`", section, re.M)) == set(verb.fields), name


def test_every_key_of_the_project_file_stands_in_the_example_of_its_reader(made: Pages) -> None:
    keys = set(re.findall(r"^\| `([\w.]+)` \|", made["reference/impsim-toml.md"], re.M))
    assert {key for key in keys if "." in key} <= set(formats.project_texts())
    assert "| `tests.paths` | a list: text each | what `impsim test` runs" in made["reference/impsim-toml.md"]


def test_every_pattern_of_the_schema_has_words() -> None:
    """A pattern that is none of these is told as text."""
    from impsim.scenario.schema import schema

    assert patterns(schema()) - set(formats.PATTERNS) == {r"^[^\W\d][\w.-]*$", "^[/?]"}


def patterns(below: Any) -> set[str]:
    if isinstance(below, list):
        return {found for each in below for found in patterns(each)}
    if not isinstance(below, dict):
        return set()
    own = {below["pattern"]} if isinstance(below.get("pattern"), str) else set()
    return own.union(*(patterns(each) for each in below.values()))


def test_every_layer_has_words() -> None:
    """A package that the contract of import-linter names, and nothing else."""
    rows = layers.layers()
    assert rows[0] == ["cli"]
    assert rows[-1] == ["errors"]
    assert {name for row in rows for name in row} <= set(layers.ABOUT)
    packages = {path.name for path in (layers.ROOT / "impsim").iterdir() if (path / "__init__.py").is_file()}
    assert packages <= {name for row in rows for name in row}


def test_a_link_by_the_name_of_a_file_shows_the_title(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assemble, "generated", dict)
    assemble.assemble(tmp_path)
    text = (tmp_path / "scenarios.md").read_text(encoding="utf-8")
    assert "[world.md](world.md)" in (DOCS / "scenarios.md").read_text(encoding="utf-8")
    assert "[](world.md)" in text
    assert "[world.md]" not in text


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("a_b <c> |d|", r"a\_b \<c\> \|d\|"),
        ("see imp.net.info() and imp.nothing", r"see [`imp.net.info()`](#x) and imp.nothing"),
    ],
)
def test_prose(text: str, made: str) -> None:
    assert markup.prose(text, lambda name: "#x" * (name == "imp.net.info")) == made


def test_programs_of_codes_say_whether_they_work(made: Pages) -> None:
    pages = [text for name, text in made.items() if re.match(r"reference/codes/[A-Z]\d", name)]
    assert len(pages) > 1
    assert [text for text in pages if "```squirrel fails" in text or "```squirrel works" in text] == []
    assert sum(text.count("*This fails:*\n\n```squirrel\n") for text in pages) > 1
    assert sum(text.count("*This works:*\n\n```squirrel\n") for text in pages) > 1
