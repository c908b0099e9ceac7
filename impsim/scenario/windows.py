"""Windows: when an expectation looks. A bound is a time, or that of something else: `10s`, `unplug + 20s`, `end`."""

from __future__ import annotations

import re

from impsim.scenario import fields as f
from impsim.scenario.documents import Document, Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Optional

END = "end"  # of the run
LATER = re.compile(r"^(.*?)\s*\+\s*(\S+)$")
EARLIER = re.compile(r"^(\S+)\s+-\s+(\S+)$")  # ids have dashes of their own
NAME = re.compile(r"^[^\W\d][\w.-]{0,63}$")
BACKWARDS = "this window ends before it begins"


class Bound:
    """ref: the id of a timeline entry or an expectation, or `end`; "" for the start.  offset_us: from there.

    text: as written.
    """

    def __init__(self, ref: str, offset_us: int, text: str) -> None:
        self.ref = ref
        self.offset_us = offset_us
        self.text = text

    def us(self, moments: Mapping[str, Optional[int]]) -> Optional[int]:
        """When it is, given when other things were; None when that has not been."""
        if not self.ref:
            return self.offset_us
        t_us = moments.get(self.ref)
        return None if t_us is None else max(0, t_us + self.offset_us)


class Window:
    """word: at, within, always, never or order.  first, last: its bounds, the same for `at`."""

    def __init__(self, word: str, first: Bound, last: Bound) -> None:
        self.word = word
        self.first = first
        self.last = last

    @property
    def refs(self) -> list[str]:
        """What its bounds depend on."""
        refs = dict.fromkeys((self.first.ref, self.last.ref))
        return [ref for ref in refs if ref not in ("", END)]

    def us(self, moments: Mapping[str, Optional[int]]) -> Optional[tuple[int, int]]:
        """From when to when; None when something that it refers to has not been."""
        first, last = self.first.us(moments), self.last.us(moments)
        return None if first is None or last is None else (first, last)

    def shown(self, moments: Mapping[str, Optional[int]]) -> str:
        """For people, names with their times."""
        if self.word == "at":
            return "at " + _shown(self.first, moments)
        word = "in" if self.word == "order" else self.word
        return "%s [%s, %s]" % (word, _shown(self.first, moments), _shown(self.last, moments))


def seconds(t_us: int) -> str:
    """12.3 s"""
    return ("%.6f" % (t_us / 1e6)).rstrip("0").rstrip(".") + " s"


def _shown(bound: Bound, moments: Mapping[str, Optional[int]]) -> str:
    t_us = bound.us(moments)
    if not bound.ref or t_us is None:
        return bound.text if t_us is None else seconds(t_us)
    return "%s = %s" % (bound.text, seconds(t_us))


START = Bound("", 0, "0s")
FINISH = Bound(END, 0, END)


def parse(text: str) -> Bound:
    """Raises fields.Wrong."""
    if text[:1].isdigit():
        return Bound("", f.duration_us(text), text)
    for form, sign in ((LATER, 1), (EARLIER, -1)):
        found = form.match(text)
        if found and NAME.match(found[1]):
            return Bound(found[1], sign * f.duration_us(found[2]), text)
    if not NAME.match(text):
        raise f.Wrong("a time like 15s, or an id with a time like unplug + 5s")
    return Bound(text, 0, text)


def _identifier(text: str) -> str:
    if not NAME.match(text) or text == END:
        raise f.Wrong("an id", "a letter, then letters, digits, - _ and .; end is that of the run")
    return text


identifier = f.scalar(_identifier, type="string", pattern=r"^[^\W\d][\w.-]*$", maxLength=64)
_bound = f.scalar(parse, type="string")


@f.reading(**_bound.schema)
def bound(document: Document, node: Node) -> Optional[Bound]:
    """One time; what it refers to must exist."""
    found: Optional[Bound] = _bound(document, node)
    if found is not None and found.ref:
        f.check_name(document, "moment", found.ref, (node.line, node.column))
    return found


@f.reading(type="array", items=_bound.schema, minItems=2, maxItems=2)
def bounds(document: Document, node: Node) -> Optional[tuple[Bound, Bound]]:
    """Two times."""
    if node.kind != "list" or len(node.list) != 2:
        document.wrong(node, "two times expected", "[10s, unplug + 20s]")
        return None
    first, last = (bound(document, below) for below in node.list)
    if first is None or last is None:
        return None
    if first.ref == last.ref and first.offset_us > last.offset_us:
        document.wrong(node, BACKWARDS)
    return first, last
