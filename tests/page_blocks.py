"""What stands in a page of docs/: its blocks in order, its links and its headings.

A block that begins with `# File: NAME` or `// File: NAME` is that file; formats without comments have
`<!-- File: NAME -->` above them. Other remarks above a block:

    <!-- not run: why -->               its example cannot be run here
    <!-- tested by tests/test_x.py -->  that test does what the page shows
    <!-- same as impsim/x.yml -->       it is that file
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
BLOCK = re.compile(
    r"(?:^<!-- (?P<remark>[^\n]*) -->\n)?"
    r"^(?P<fence>```+)(?P<language>[\w{}-]*)(?P<more>[^\n]*)\n(?P<text>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
NAMED = re.compile(r"(?://|#) File: (\S+)\n")
REMARK = re.compile(r"(File|not run|tested by|same as):? (.+)")
LINK = re.compile(r"(?<!`)\[[^]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
LABEL = re.compile(r"^\(([\w-]+)\)=$", re.MULTILINE)


class Block(NamedTuple):
    """One fenced block.  kind: its language, or `fragment`.  words: what else stands behind the fence.  name: of the
    file that it is, or "".  remark: (what, more) from the comment above it, or ("", "").  line: where it begins."""

    kind: str
    text: str
    words: tuple[str, ...]
    name: str
    remark: tuple[str, str]
    line: int


def blocks(page: str) -> list[Block]:
    """All blocks of a page; directives are none."""
    found = []
    for match in BLOCK.finditer(page):
        remark = REMARK.fullmatch(match["remark"] or "")
        named = NAMED.match(match["text"])
        name = named[1] if named else remark[2] if remark and remark[1] == "File" else ""
        words = tuple(match["more"].split())
        kind = "fragment" if words == ("fragment",) and match["language"] == "yaml" else match["language"]
        line = page.count("\n", 0, match.start("fence")) + 1
        found.append(Block(kind, match["text"], words, name, (remark[1], remark[2]) if remark else ("", ""), line))
    return [block for block in found if not block.kind.startswith("{")]


def files(page: str) -> dict[str, str]:
    """The files of a page as they are at its end."""
    return {block.name: block.text for block in blocks(page) if block.name}


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command of a console with what it prints."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


def links(page: str) -> list[str]:
    """Where a page's links lead, outside of its blocks."""
    return LINK.findall(re.sub(r"`[^`\n]*`", "", BLOCK.sub("", page)))


def anchors(page: str) -> set[str]:
    """What a link can name behind a `#`: headings as GitHub and MyST spell them, and labels."""
    text = BLOCK.sub("", page)
    return {slug(heading) for heading in HEADING.findall(text)} | set(LABEL.findall(text))


def slug(heading: str) -> str:
    """`What can happen?` is `what-can-happen`."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
