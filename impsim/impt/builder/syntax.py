"""The syntax of Builder's expressions: from text to a tree.

Precedence climbing over one regular expression. From loose to tight: ?:, ||, &&, | (the filter), equality, order,
sums, products, then signs, members and calls. A parse stops at the first token that cannot go on, so that the same
function reads `@if a == 1` to the end of its line and `@{a == 1}` up to its brace.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Union

_TOKEN = re.compile(
    r"""(?:\s+|//.*|/\*.*?\*/)*
    (?: (?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
      | (?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
      | (?P<name>[A-Za-z_$\x80-\xff][\w$\x80-\xff]*)
      | (?P<sign>\|\||&&|[=!<>]=|[-+*/%<>!|?:.,()\[\]])
      | (?P<other>$|.) )""",
    re.VERBOSE | re.ASCII | re.DOTALL,
)
STRENGTH = {
    "||": 1, "&&": 2, "|": 3, "==": 4, "!=": 4, "<": 5, ">": 5, "<=": 5, ">=": 5,
    "+": 6, "-": 6, "*": 7, "/": 7, "%": 7,
}  # fmt: skip
CONSTANTS = {"true": True, "false": False, "null": None}
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v"}
_FOREIGN = {
    "=": "== compares; only @set assigns",
    "&": "&& is the logical and",
    "^": "there are no operators on bits",
    "~": "there are no operators on bits",
    "`": "strings take ' or \"",
}


class Problem(Exception):
    """What is wrong with an expression: message, offset in its text, hint."""

    def __init__(self, message: str, offset: int, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.hint = hint


@dataclass
class Literal:
    offset: int
    value: Any


@dataclass
class Name:
    offset: int
    name: str


@dataclass
class Array:
    offset: int
    items: list[Node]


@dataclass
class Member:
    offset: int
    owner: Node
    key: Node


@dataclass
class Call:
    offset: int
    callee: Node
    arguments: list[Node]


@dataclass
class Unary:
    offset: int
    sign: str
    operand: Node


@dataclass
class Binary:
    offset: int
    sign: str
    left: Node
    right: Node


@dataclass
class Choice:
    offset: int
    test: Node
    chosen: Node
    otherwise: Node


Node = Union[Literal, Name, Array, Member, Call, Unary, Binary, Choice]


def parse(text: str) -> Node:
    """The tree of a whole text; `;` may follow. Raises Problem."""
    tree, rest = parse_prefix(text, 0)
    end = _after_semicolons(text, rest)
    if end < len(text):
        raise _unexpected(text, end)
    return tree


def parse_prefix(text: str, start: int) -> tuple[Node, int]:
    """The tree of the longest expression at `start`, and the offset of what follows it. Raises Problem."""
    reader = _Reader(text, start)
    try:
        tree = reader.expression()
    except RecursionError:
        raise Problem("this expression is nested too deeply", start) from None
    return tree, _after_semicolons(text, reader.offset)


def _after_semicolons(text: str, offset: int) -> int:
    """Builder's parser takes semicolons for separators, and @include lines that end in one are common."""
    found = re.compile(r"(?:\s|;|//.*|/\*.*?\*/)*").match(text, offset)
    return found.end() if found else offset


def _unexpected(text: str, offset: int) -> Problem:
    if offset >= len(text):
        return Problem("the expression is not complete", offset)
    sign = text[offset]
    if sign in "\"'":
        return Problem("this string is not closed", offset)
    return Problem("'%s' is not expected here" % sign, offset, _FOREIGN.get(sign, ""))


class _Reader:
    """One token ahead: kind, word and offset are those of the token that waits."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self._end = start
        self.advance()

    def advance(self) -> None:
        found = _TOKEN.match(self.text, self._end)
        assert found is not None and found.lastgroup is not None
        self.kind = found.lastgroup
        self.word = found.group(self.kind)
        self.offset = found.start(self.kind)
        self._end = found.end()

    def takes(self, sign: str) -> bool:
        if self.kind != "sign" or self.word != sign:
            return False
        self.advance()
        return True

    def needs(self, sign: str, opened: int) -> None:
        if not self.takes(sign):
            if self.offset >= len(self.text):
                raise Problem("'%s' is missing" % sign, opened, "it closes this bracket" if sign in ")]" else "")
            raise _unexpected(self.text, self.offset)

    def expression(self) -> Node:
        test = self.binary(1)
        offset = self.offset
        if not self.takes("?"):
            return test
        chosen = self.expression()
        self.needs(":", offset)
        return Choice(offset, test, chosen, self.expression())

    def binary(self, weakest: int) -> Node:
        left = self.unary()
        while self.kind == "sign" and STRENGTH.get(self.word, 0) >= weakest:
            sign, offset = self.word, self.offset
            self.advance()
            right = self.binary(STRENGTH[sign] + 1)
            left = _filtered(offset, left, right) if sign == "|" else Binary(offset, sign, left, right)
        return left

    def unary(self) -> Node:
        sign, offset = self.word, self.offset
        if self.kind == "sign" and sign in ("!", "-", "+"):
            self.advance()
            return Unary(offset, sign, self.unary())
        return self.suffixed(self.primary())

    def suffixed(self, tree: Node) -> Node:
        while True:
            offset = self.offset
            if self.takes("."):
                tree = Member(offset, tree, Literal(self.offset, self.identifier()))
            elif self.takes("["):
                key = self.expression()
                self.needs("]", offset)
                tree = Member(offset, tree, key)
            elif self.takes("("):
                tree = Call(tree.offset, tree, self.items(")", offset))
            else:
                return tree

    def identifier(self) -> str:
        if self.kind != "name":
            raise _unexpected(self.text, self.offset)
        name = self.word
        self.advance()
        return name

    def items(self, closer: str, opened: int) -> list[Node]:
        found: list[Node] = []
        while not self.takes(closer):
            if self.offset >= len(self.text):
                self.needs(closer, opened)
            if found:
                self.needs(",", opened)
            found.append(self.expression())
        return found

    def primary(self) -> Node:
        kind, word, offset = self.kind, self.word, self.offset
        if self.takes("("):
            inner = self.expression()
            self.needs(")", offset)
            return inner
        if self.takes("["):
            return Array(offset, self.items("]", offset))
        if kind not in ("number", "string", "name"):
            raise _unexpected(self.text, offset)
        self.advance()
        return _word(kind, word, offset, self)


def _word(kind: str, word: str, offset: int, after: _Reader) -> Node:
    if kind == "string":
        return Literal(offset, _unquoted(word))
    if kind == "number":
        if after.kind == "name" and after.offset == offset + len(word):
            raise Problem("a name cannot begin with a digit", offset)
        return Literal(offset, float(word))
    if word == "this":
        raise Problem("there is no 'this' in an expression", offset)
    return Literal(offset, CONSTANTS[word]) if word in CONSTANTS else Name(offset, word)


def _filtered(offset: int, value: Node, by: Node) -> Call:
    """value|filter is filter(value), and value|filter(x) is filter(value, x)."""
    if isinstance(by, Call):
        return Call(by.offset, by.callee, [value, *by.arguments])
    return Call(offset, by, [value])


def _unquoted(word: str) -> str:
    """The bytes of a source are characters here; a string of the language has the characters that they spell."""
    content = re.sub(r"\\(.)", lambda found: _CONTROLS.get(found.group(1), found.group(1)), word[1:-1], flags=re.DOTALL)
    return content.encode("latin-1").decode("utf-8", "surrogateescape")
