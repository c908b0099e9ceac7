"""The catalogue of codes: one page of codes/ for everything that can be wrong with a program.

A page is Markdown: `# R201 missing-slot: TITLE`, the explanation, programs that fail with this code and programs that
work, and free sections. `## Texts` has the device's own words, one in backticks per line; `…` stands for what differs,
and of several pages that know a text the one with the most words of it is right. All of it is read when somebody asks.
"""

from __future__ import annotations

import os
import re

from impsim.diagnosis.spelling import nearest
from impsim.errors import Diagnostic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Optional

FOLDER = os.path.join(os.path.dirname(__file__), "codes")
FAMILIES = {
    "C": "The program does not compile",
    "R": "The program failed while it ran",
    "M": "This model, release or side does not have it",
    "S": "impsim does not simulate it yet",
    "W": "Traps that `impsim check` warns of",
}
TITLE = re.compile(r"# (?P<code>[A-Z]\d{3}) (?P<name>[a-z0-9-]+): (?P<title>.+)\n")
BLOCK = re.compile(r"^```squirrel (?P<kind>fails|works)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
OF_COMPILERS = ("syntax", "scope", "too-deep", "not-text", "require", "space")  # the kinds of such Diagnostics
OPTION = re.compile(r"// (?P<name>model|impos|side|command): (?P<value>\S+)\n")
TEXTS = re.compile(r"^## Texts\n(?P<list>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
QUOTED = re.compile(r"^- `(.+)`", re.MULTILINE)
ANYTHING = "…"  # in a text


class Program:
    """A program of a page. kind: fails or works; command: how it is tried, check or run; model, impos: "" for any."""

    def __init__(self, kind: str, text: str, family: str) -> None:
        self.kind = kind
        self.text = text
        options: dict[str, str] = {}
        found = OPTION.match(text)
        while found:
            options[found["name"]] = found["value"]
            found = OPTION.match(text, found.end())
        self.model = options.get("model", "")
        self.impos = options.get("impos", "")
        self.side = options.get("side", "device")
        self.command = options.get("command", "check" if family in "CW" else "run")


class Page:
    """What is known of a code. text: the page below its title; texts: what a device says, with `…` for what differs."""

    def __init__(self, code: str, name: str, title: str, text: str) -> None:
        self.code = code
        self.name = name
        self.title = title
        self.text = text

    @property
    def family(self) -> str:
        """The letter of its code."""
        return self.code[0]

    @property
    def programs(self) -> list[Program]:
        """Its programs in order."""
        return [Program(found["kind"], found["text"], self.family) for found in BLOCK.finditer(self.text)]

    @property
    def texts(self) -> list[str]:
        """The device's words that mean it."""
        section = TEXTS.search(self.text)
        return QUOTED.findall(section["list"]) if section else []


def names() -> dict[str, str]:
    """The code and name of every page, in the order of codes: no page is read for it."""
    files = sorted(file[:-3] for file in os.listdir(FOLDER) if file.endswith(".md"))
    return {file[:4]: file[5:] for file in files}


def page(code: str) -> Page:
    """The page of a code that there is."""
    path = os.path.join(FOLDER, "%s-%s.md" % (code, names()[code]))
    with open(path, encoding="utf-8") as file:
        text = file.read()
    title = TITLE.match(text)
    if title is None:
        raise ValueError("%s: the first line is no `# CODE name: title`" % path)
    return Page(title["code"], title["name"], title["title"], text[title.end() :].strip("\n") + "\n")


def pages() -> Iterator[Page]:
    """Every page, in the order of codes."""
    return map(page, names())


def find(given: str) -> Page:
    """The page that a code, a name or a device's words mean. Raises Diagnostic, with did you mean."""
    known = names()
    wanted = given.strip().strip("[]")
    if wanted.upper() in known:
        return page(wanted.upper())
    for code, name in known.items():
        if name == wanted.lower():
            return page(code)
    found = of_text(wanted.removeprefix("ERROR: "))
    if found is None:
        raise Diagnostic("there is no code '%s'" % given, hint=_suggestion(wanted, known), code="code")
    return found


def _suggestion(wanted: str, known: dict[str, str]) -> str:
    near = nearest(wanted.lower(), known.values())
    if near:
        return "did you mean '%s'?" % near
    parts = [name for name in known.values() if len(wanted) > 2 and wanted.lower() in name]
    if parts:
        return "did you mean '%s'?" % "', '".join(parts[:5])
    return "`impsim explain` lists the codes"


def of_text(message: str) -> Optional[Page]:
    """The page of a text that a device says; None for one that is the program's own."""
    found = match(message)
    return page(found) if found else None


def match(message: str) -> str:
    """The code of a text that a device says, "" for one that is nobody's but the program's."""
    best, code = -1, ""
    for fixed, pattern, of in patterns():
        if fixed > best and pattern.match(message):
            best, code = fixed, of
    return code


def coded(problem: Diagnostic) -> Diagnostic:
    """The same Diagnostic of a program that does not compile, with the code of the page that knows its message."""
    if problem.code in OF_COMPILERS:
        problem.code = match(problem.message) or problem.code
    return problem


_patterns: list[tuple[int, re.Pattern[str], str]] = []


def patterns() -> list[tuple[int, re.Pattern[str], str]]:
    """For each text of the pages: how many of its characters are fixed, what it matches, its code."""
    if not _patterns:
        for one in pages():
            for text in one.texts:
                parts = text.split(ANYTHING)
                pattern = re.compile(".*?".join(map(re.escape, parts)) + r"\Z", re.DOTALL)
                _patterns.append((sum(map(len, parts)), pattern, one.code))
    return _patterns
