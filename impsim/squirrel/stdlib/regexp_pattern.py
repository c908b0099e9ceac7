"""Patterns of the `regexp` class: from text to nodes, as sqstdrex.cpp reads them.

The language is small and has its oddities, which programs have come to terms with: a
class such as \\d inside [...] is a class, \\b inside [...] the letter b; "^" is an anchor only
where an alternative begins; "?", "{" and "]" outside their place are ordinary characters;
after one quantifier "*" or "+" ends the expression ("unexpected character") but "?" is a letter.
The pattern ends at its first NUL.
"""

from __future__ import annotations

from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.stdlib.arguments import DIGITS, SPACES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

ONE, ANY, END, BEGIN, BOUNDARY, REPEAT, CHOICE, GROUP, PLAIN_GROUP = range(9)  # what a node is

UNLIMITED = 0xFFFF  # the reference keeps repeat counts in 16 bits, this one for "no limit"
MAX_NESTING = 100  # parentheses; the reference recurses until its stack ends
CLASS_LETTERS = "aAwWsSdDxXcCpPlu"
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v"}
NUMBER_DIGITS = 9


class Node:
    """kind: one of the above. value: the characters that ONE accepts, the (least, most) times of REPEAT, the number of
    GROUP, or whether BOUNDARY must be one. left, right: their parts. next: what follows in the sequence."""

    __slots__ = ("kind", "value", "left", "right", "next")

    def __init__(self, kind: int, value: Any = None) -> None:
        self.kind = kind
        self.value = value
        self.left: Optional[Node] = None
        self.right: Optional[Node] = None
        self.next: Optional[Node] = None


EVERY = frozenset(map(chr, range(256)))
_ASCII = EVERY - frozenset(map(chr, range(128, 256)))
_CLASSES = {
    "a": frozenset(c for c in _ASCII if c.isalpha()),
    "w": frozenset(c for c in _ASCII if c.isalnum() or c == "_"),
    "s": frozenset(SPACES),
    "d": frozenset(DIGITS),
    "x": frozenset(DIGITS + "abcdefABCDEF"),
    "c": frozenset(c for c in _ASCII if c < " " or c == "\x7f"),
    "p": frozenset(c for c in _ASCII if " " < c <= "~" and not c.isalnum()),
    "l": frozenset(c for c in _ASCII if c.islower()),
    "u": frozenset(c for c in _ASCII if c.isupper()),
}


def class_of(letter: str) -> frozenset[str]:
    """The characters of \\d and its like, in C's own locale."""
    known = _CLASSES.get(letter)
    return EVERY - _CLASSES[letter.lower()] if known is None else known


def signed(character: str) -> int:
    """A character as C's char compares it."""
    code = ord(character)
    return code - 256 if code > 127 else code


class Pattern:
    """A compiled pattern. root: the group around it all. groups: number of captures, the whole match included.

    Raises SquirrelError with the reference's text for a pattern that it does not take.
    """

    def __init__(self, text: str) -> None:
        self.text = text.partition("\0")[0] + "\0"
        self.position = 0
        self.groups = 1
        self.depth = 0
        self.root = Node(GROUP, 0)
        self.root.left = self.alternatives()
        if self.peek() != "\0":
            raise SquirrelError("unexpected character")

    def peek(self) -> str:
        return self.text[self.position]

    def take(self) -> str:
        character = self.text[self.position]
        self.position += 1
        if self.position == len(self.text):
            raise SquirrelError("letter expected")
        return character

    def expect(self, character: str) -> None:
        if self.peek() != character:
            raise SquirrelError("expected paren")
        self.position += 1

    def alternatives(self) -> Node:
        """list := ["^"] element... ["|" list]"""
        anchor = None
        if self.peek() == "^":
            self.position += 1
            anchor = Node(BEGIN)
        first = self.sequence()
        if anchor is not None:
            anchor.next = first
            first = anchor
        if self.peek() != "|":
            return first
        self.position += 1
        choice = Node(CHOICE)
        choice.left = first
        self.enter()
        choice.right = self.alternatives()
        self.depth -= 1
        return choice

    def enter(self) -> None:
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise SquirrelError("regular expression too deeply nested")

    def sequence(self) -> Node:
        """Elements up to a "|", ")", "*", "+" or the end; the first one."""
        first = last = self.repeated(self.element())
        while self.peek() not in "|)*+\0":
            last.next = self.repeated(self.element())
            last = last.next
        return first

    def element(self) -> Node:
        character = self.peek()
        if character == "(":
            return self.group()
        if character == "[":
            self.position += 1
            node = self.character_set()
            self.expect("]")
            return node
        if character == "$":
            self.position += 1
            return Node(END)
        if character == ".":
            self.position += 1
            return Node(ANY)
        return self.character(in_set=False)

    def group(self) -> Node:
        self.position += 1
        if self.peek() == "?":
            self.position += 1
            self.expect(":")
            node = Node(PLAIN_GROUP)
        else:
            node = Node(GROUP, self.groups)
            self.groups += 1
        self.enter()
        node.left = self.alternatives()
        self.depth -= 1
        self.expect(")")
        return node

    def repeated(self, node: Node) -> Node:
        """The node with the quantifier behind it, if there is one."""
        mark = self.peek()
        if mark in "*+?":
            self.position += 1
            bounds = {"*": (0, UNLIMITED), "+": (1, UNLIMITED), "?": (0, 1)}[mark]
        elif mark == "{":
            self.position += 1
            bounds = self.counts()
        else:
            return node
        repeat = Node(REPEAT, bounds)
        repeat.left = node
        return repeat

    def counts(self) -> tuple[int, int]:
        if self.peek() not in DIGITS:
            raise SquirrelError("number expected")
        least = most = self.number()
        if self.peek() == ",":
            self.position += 1
            most = self.number() if self.peek() in DIGITS else UNLIMITED
            self.expect("}")
        elif self.peek() == "}":
            self.position += 1
        else:
            raise SquirrelError(", or } expected")
        return least, most

    def number(self) -> int:
        start = self.position
        while self.peek() in DIGITS:
            self.position += 1
            if self.position - start > NUMBER_DIGITS:
                raise SquirrelError("overflow in numeric constant")
        return int(self.text[start : self.position]) & 0xFFFF

    def character(self, in_set: bool) -> Node:
        """A character or an escape."""
        if self.peek() != "\\":
            return Node(ONE, frozenset(self.printable()))
        self.position += 1
        escaped = self.take()
        if escaped in CLASS_LETTERS:
            return Node(ONE, class_of(escaped))
        if escaped in "bB" and not in_set:
            return Node(BOUNDARY, escaped == "b")
        return Node(ONE, frozenset(ESCAPES.get(escaped, escaped)))

    def printable(self) -> str:
        if not " " <= self.peek() <= "~":
            raise SquirrelError("letter expected")
        return self.take()

    def character_set(self) -> Node:
        """What is between [ and ]."""
        negated = self.peek() == "^"
        if negated:
            self.position += 1
        if self.peek() == "]":
            raise SquirrelError("empty class")
        accepted: set[str] = set()
        first: frozenset[str] = frozenset()
        while self.peek() != "]":
            if self.peek() == "-" and first:
                accepted |= self.range(first)
                first = frozenset()
            else:
                accepted |= first
                first = self.character(in_set=True).value
        accepted |= first
        return Node(ONE, EVERY - accepted if negated else frozenset(accepted))

    def range(self, first: frozenset[str]) -> set[str]:
        self.position += 1
        (low,) = first if len(first) == 1 else "\x7f"  # a class such as \d is above everything
        if signed(low) > signed(self.peek()) or len(first) > 1:
            raise SquirrelError("invalid range")
        if self.peek() == "\\":
            self.position += 1
            escaped = self.take()
            high = ESCAPES.get(escaped, escaped)
        else:
            high = self.printable()
        return {c for c in EVERY if signed(low) <= signed(c) <= signed(high)}
