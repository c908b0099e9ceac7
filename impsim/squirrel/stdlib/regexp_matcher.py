"""The matcher of `regexp`, with the very habits of sqstdrex.cpp.

It does not backtrack. A repeat takes one more as long as it can, but stops early where
the node behind it already matches; an alternative once taken is not taken back.
So `a*a` does not match "aaa", and `(b+)(bbb)` finds less than others would: programs rely on what
it finds (developer.electricimp.com/squirrel/regexp lists this as a known issue). It also looks at the NUL
behind the text: `.` and `[^a]` match it. Characters further behind count as NUL here.

Groups are numbered as they open, but one is recorded only when its number is the one that is due
(`due`), which a group that failed or that contains others can upset; records of an
earlier search in the same text stay until they are overwritten.
"""

from __future__ import annotations

from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.stdlib.arguments import SPACES
from impsim.squirrel.stdlib.regexp_pattern import (
    ANY,
    BEGIN,
    BOUNDARY,
    CHOICE,
    END,
    GROUP,
    ONE,
    PLAIN_GROUP,
    REPEAT,
    UNLIMITED,
    Node,
    Pattern,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional

MAX_STEPS = 1_000_000  # nodes tried in one call; the time of nested repeats grows with a power of the text's length
FAILED = -1


class Matcher:
    """A pattern at work. begins, lengths: of the groups, as the last calls left them."""

    def __init__(self, pattern: Pattern) -> None:
        self.root = pattern.root
        self.begins = [0] * pattern.groups
        self.lengths = [0] * pattern.groups
        self.text = ""
        self.bol = self.eol = self.due = self.steps = 0

    def start(self, text: str, start: int) -> None:
        """Prepares for the part of text from start to the next NUL."""
        if text != self.text:
            self.begins = [0] * len(self.begins)
            self.lengths = [0] * len(self.lengths)
            self.text = text
        end = text.find("\0", start)
        self.bol, self.eol = start, len(text) if end < 0 else end
        self.steps = MAX_STEPS

    def match(self, text: str) -> bool:
        """Whether the pattern matches the whole text."""
        self.start(text, 0)
        self.due = 0
        return self.try_node(self.root, 0, None) == self.eol

    def search(self, text: str, start: int) -> Optional[tuple[int, int]]:
        """Begin and end of the first match at or after start, or None."""
        if not 0 <= start < len(text):
            return None
        self.start(text, start)
        for begin in range(start, self.eol):
            self.due = 0
            end = self.try_node(self.root, begin, None)
            if end != FAILED:
                return begin, end
        return None

    def at(self, position: int) -> str:
        return self.text[position] if 0 <= position < len(self.text) else "\0"

    def try_node(self, node: Node, position: int, following: Optional[Node]) -> int:
        """Where the node's match at position ends, or FAILED. following: what comes after the group around it."""
        self.steps -= 1
        if self.steps < 0:
            raise SquirrelError("regular expression takes too long")
        kind = node.kind
        if kind == ONE:
            return position + 1 if self.at(position) in node.value else FAILED
        if kind == REPEAT:
            return self.repeat(node, position, following)
        if kind in (GROUP, PLAIN_GROUP):
            return self.group(node, position, following)
        if kind == CHOICE:
            end = self.sequence(node.left, position)
            return self.sequence(node.right, position) if end == FAILED else end
        return self.assertion(node, position)

    def assertion(self, node: Node, position: int) -> int:
        kind = node.kind
        if kind == ANY:
            return position + 1
        if kind == BEGIN:
            holds = position == self.bol
        elif kind == END:
            holds = position == self.eol
        else:
            assert kind == BOUNDARY
            holds = self.is_boundary(position) == node.value
        return position if holds else FAILED

    def is_boundary(self, position: int) -> bool:
        here = self.at(position) in SPACES
        if (position == self.bol and not here) or (position == self.eol and self.at(position - 1) not in SPACES):
            return True
        return here != (self.at(position + 1) in SPACES)

    def sequence(self, node: Optional[Node], position: int) -> int:
        """The nodes of an alternative, one after the other."""
        while node is not None and position != FAILED:
            position = self.try_node(node, position, None)
            node = node.next
        return position

    def group(self, group: Node, position: int, following: Optional[Node]) -> int:
        begin = position
        number = FAILED
        if group.kind == GROUP and group.value == self.due:
            number = self.due
            self.begins[number] = begin
            self.due += 1
        due = self.due
        node = group.left
        while node is not None:
            position = self.try_node(node, position, following if node.next is None else node.next)
            if position == FAILED:
                if number != FAILED:
                    self.begins[number] = self.lengths[number] = 0
                return FAILED
            node = node.next
        self.due = due
        if number != FAILED:
            self.lengths[number] = position - self.begins[number]
        return position

    def repeat(self, node: Node, position: int, following: Optional[Node]) -> int:
        least, most = node.value
        stop = following if node.next is None else node.next
        good = position
        count = 0
        assert node.left is not None
        while count == UNLIMITED or count < most:
            before, due = position, self.due
            position = self.try_node(node.left, position, stop)
            if position == FAILED:
                break
            count += 1
            good = position
            if stop is not None and self.stops(stop, position, following) and count >= least:
                break
            if position >= self.eol:
                break
            if position == before and self.due == due:  # each further turn would be the same again
                count = max(count, most)
                break
        return good if least <= count and (count <= most or most == UNLIMITED) else FAILED

    def stops(self, stop: Node, position: int, following: Optional[Node]) -> bool:
        """Whether the node behind a repeat matches here. One that may be absent does not stop it."""
        if stop.kind == REPEAT and stop.value[0] == 0:
            return False
        after = stop.next
        if after is None and following is not None:
            after = following.next
        return self.try_node(stop, position, after) != FAILED
