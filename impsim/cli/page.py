"""Markdown for a terminal: paragraphs as wide as it is, programs set apart, headings in bold.

Where the output goes into a file, it stays Markdown.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import textwrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

WIDEST = 100  # longer lines are hard to read
NARROWEST = 20
INDENT = "    "
BOLD, RED, GREEN, PLAIN = "\033[1m", "\033[31m", "\033[32m", "\033[0m"
FENCE = re.compile(r"[ \t]*(?:```|~~~)")
ITEM = re.compile(r"(?:[-*]|\d+\.) +")
AS_IT_IS = re.compile(r"[ \t]|\|")  # lines of a program or a table


def is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def tinted(text: str, colour: str) -> str:
    """On a terminal only, and not where NO_COLOR forbids it."""
    if not is_terminal() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    return f"{colour}{text}{PLAIN}"


def shown(text: str) -> str:
    """A page as it is to be printed."""
    if not is_terminal():
        return text
    return "\n".join(line for block in blocks(text) for line in drawn(block, width())) + "\n"


def width() -> int:
    """How long a line may be."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns - 1))


def hanging(text: str, indent: int) -> list[str]:
    """A sentence that stands so far to the right; on a terminal as lines, the first of them without the blanks."""
    if not is_terminal():
        return [text]
    room = max(NARROWEST, width() - indent)
    first, *others = wrapped(text, room) or [""]
    return [first, *(" " * indent + line for line in others)]


def wrapped(text: str, room: int, further: str = "") -> list[str]:
    return textwrap.wrap(text, room, subsequent_indent=further, break_long_words=False, break_on_hyphens=False)


def blocks(text: str) -> Iterator[list[str]]:
    """The lines of a page in groups: an empty line, a program with its fences, a heading, an item, a paragraph."""
    block: list[str] = []
    fenced = False
    for line in text.rstrip("\n").split("\n"):
        fence = bool(FENCE.match(line))
        if block and not fenced and (fence or begins(line, block[-1])):
            yield block
            block = []
        block.append(line)
        fenced ^= fence
        if fence and not fenced:
            yield block
            block = []
    if block:
        yield block


def begins(line: str, before: str) -> bool:
    """Whether a line is no continuation of the one before it."""
    if not line.strip() or not before.strip() or before.startswith("#") or line.startswith("#"):
        return True
    if ITEM.match(line):
        return True
    return bool(AS_IT_IS.match(line)) != bool(AS_IT_IS.match(before)) and not ITEM.match(before)


def drawn(block: list[str], room: int) -> list[str]:
    """A block as lines of a terminal."""
    first = block[0]
    if FENCE.match(first):
        return [INDENT + line if line else "" for line in block[1:-1]]
    if AS_IT_IS.match(first) or not first.strip():
        return block
    if first.startswith("#"):
        return [tinted(first.lstrip("# "), BOLD)]
    item = ITEM.match(first)
    further = " " * len(item[0]) if item else ""
    text = " ".join(line.strip() for line in block)
    return wrapped(text, room, further)
