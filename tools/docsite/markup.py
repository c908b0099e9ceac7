"""Markdown as the generated pages use it: plain text made safe, tables, links to members of the API."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

SPECIAL = re.compile(r"([\\`*_\[\]<>|#{}$~])")
URL = re.compile(r"https?://[^\s;,()]+")
NAME = re.compile(r"\b[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?:\(\))?")


def plain(text: str) -> str:
    """Text in which no sign means anything to Markdown."""
    return SPECIAL.sub(r"\\\1", text)


def told(text: str) -> str:
    """Plain text in which `names` are code."""
    return "".join(code(part) if at % 2 else plain(part) for at, part in enumerate(text.split("`")))


def prose(text: str, link: Callable[[str], str]) -> str:
    """The same, with names of the API as code that leads to them.  link: a name without () -> target, "" for none."""
    made, last = [], 0
    for found in NAME.finditer(text):
        target = link(found[0].removesuffix("()"))
        if target:
            made += [plain(text[last : found.start()]), f"[`{found[0]}`]({target})"]
            last = found.end()
    return "".join([*made, plain(text[last:])])


def code(text: str) -> str:
    """Text as code, also in a table."""
    fence = "``" if "`" in text else "`"
    return f"{fence}{text}{fence}".replace("|", "\\|") if text else ""


def codes(names: Iterable[str]) -> str:
    return " ".join(code(name) for name in names)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; its cells are Markdown already."""
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def definitions(pairs: Iterable[tuple[str, str]]) -> str:
    """Terms with what is to be said of each; those of which nothing is to be said are left out."""
    return "\n\n".join(f"{term}\n: {text}" for term, text in pairs if text)


def tree(caption: str, pages: Iterable[str], hidden: bool = True) -> str:
    """The pages that stand below this one."""
    options = [f":caption: {caption}"] if caption else []
    options += [":hidden:"] if hidden else [":maxdepth: 1"]
    return "\n".join(["```{toctree}", *options, "", *pages, "```"])


def linked(text: str) -> str:
    """Plain text with its addresses as links."""
    made, last = [], 0
    for found in URL.finditer(text):
        made += [plain(text[last : found.start()]), f"<{found[0]}>"]
        last = found.end()
    return "".join([*made, plain(text[last:])])


def listed(names: Sequence[str], word: str = "and") -> str:
    """`a, b and c`."""
    return f"{', '.join(names[:-1])} {word} {names[-1]}" if len(names) > 1 else "".join(names)


def page(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
