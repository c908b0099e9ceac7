"""From the text of a file to the tree of its directives.

A line whose first character is `@` is a directive if a directive's name follows, a comment if white space follows, and
else ordinary text, as are all other lines: Squirrel has lambdas and strings that begin with `@`. The expressions of
directives are kept as text until they are needed, since those of a branch not taken may be anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Optional, Union

from impsim.errors import Diagnostic
from impsim.impt.builder import syntax
from impsim.impt.builder.evaluation import nearest
from impsim.impt.builder.syntax import Problem

NAMES = (
    "include", "set", "if", "elseif", "else", "endif", "while", "endwhile", "repeat", "endrepeat",
    "macro", "endmacro", "end", "error", "warning",
)  # fmt: skip
_DIRECTIVE = re.compile(r"\s*@(%s)\b" % "|".join(NAMES), re.ASCII)
_COMMENT = re.compile(r"\s*@\s")
_ALMOST = re.compile(r"\s*@([a-z]{3,})\b", re.ASCII)
_SET = re.compile(r"([A-Za-z_$][\w$]*)\s*(?:=(?!=))?\s*", re.ASCII)
_STRING_OR_COMMENT = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|//.*|/\*.*?\*/""")
_NO_ARGUMENT = frozenset(("else", "end", "endif", "endwhile", "endrepeat", "endmacro"))
_BLOCKS = ("if", "while", "repeat", "macro")


class Source:
    """One file. path: as people see it; folder: what `__PATH__` says; name: what `__FILE__` says.

    remote: the reference by which a file of another repository was included, with its root and its ref.
    """

    def __init__(
        self, text: str, path: str, folder: str, name: str, remote: tuple[str, str, str] = ("", "", "")
    ) -> None:
        self.path = path
        self.folder = folder
        self.name = name
        self.remote, self.prefix, self.ref = remote
        self.lines = re.findall(r"[^\n]*\n|[^\n]+", text)  # str.splitlines knows line ends that Squirrel does not

    def wrong(self, message: str, line: int, column: int = 0, hint: str = "") -> Diagnostic:
        """line, column: 1-based; without a column that of the directive."""
        text = self.lines[line - 1].rstrip("\r\n") if 0 < line <= len(self.lines) else ""
        column = column or len(text) - len(text.lstrip()) + 1
        return Diagnostic(message, self.path, line, column, text, hint, "builder")


@dataclass(frozen=True)
class Expression:
    """A text and where it begins: its line, and the column (0-based) of its first character."""

    line: int
    column: int
    text: str


@dataclass
class Text:
    """Lines that go to the output as they are, from `line` on, or a part of one line."""

    line: int
    lines: list[str]


@dataclass
class Inline:
    line: int
    expression: Expression


@dataclass
class Set:
    line: int
    name: str
    expression: Expression


@dataclass
class Include:
    line: int
    once: bool
    expression: Expression


@dataclass
class Say:
    """@error or @warning."""

    line: int
    fatal: bool
    expression: Expression


@dataclass
class If:
    """branches: condition (None is @else) and body."""

    line: int
    branches: list[tuple[Optional[Expression], list[Node]]]


@dataclass
class Loop:
    line: int
    counted: bool
    expression: Expression
    body: list[Node] = field(default_factory=list)


@dataclass
class Macro:
    line: int
    expression: Expression
    body: list[Node] = field(default_factory=list)


Node = Union[Text, Inline, Set, Include, Say, If, Loop, Macro]


def parse(source: Source) -> tuple[list[Node], list[Diagnostic]]:
    """The tree of a file, and warnings. Raises Diagnostic."""
    reader = _Reader(source)
    for line, text in enumerate(source.lines, 1):
        reader.line(line, text)
    reader.close()
    return reader.root, reader.warnings


class _Reader:
    """opened: the blocks around the current line with the names of their directives; body: where nodes go."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.root: list[Node] = []
        self.body = self.root
        self.opened: list[tuple[str, Union[If, Loop, Macro], list[Node]]] = []
        self.warnings: list[Diagnostic] = []

    def line(self, line: int, text: str) -> None:
        found = _DIRECTIVE.match(text)
        if found:
            self.directive(found.group(1), line, _argument(line, found.end(), text))
        elif not _COMMENT.match(text) and text.strip() != "@":
            self.look_closer(line, text)
            self.plain(line, text)

    def look_closer(self, line: int, text: str) -> None:
        found = _ALMOST.match(text)
        hint = nearest(found.group(1), NAMES) if found else ""
        if found and hint:
            message = "'@%s' is no directive: the line stays in the program" % found.group(1)
            self.warnings.append(self.source.wrong(message, line, 0, hint.replace("'", "'@", 1)))

    def plain(self, line: int, text: str) -> None:
        """Text with its inline expressions. Builder takes `@{` for one only if a `}` follows in the line."""
        start = 0
        while "}" in text[(at := text.find("@{", start)) :] and at >= 0:
            self.text(line, text[start:at])
            end = self.inline_end(line, text, at)
            self.body.append(Inline(line, Expression(line, at + 2, text[at + 2 : end])))
            start = end + 1
        self.text(line, text[start:])

    def text(self, line: int, text: str) -> None:
        last = self.body[-1] if self.body else None
        if isinstance(last, Text) and last.line + len(last.lines) == line and last.lines[-1].endswith("\n"):
            last.lines.append(text)
        elif text:
            self.body.append(Text(line, [text]))

    def inline_end(self, line: int, text: str, at: int) -> int:
        try:
            end = syntax.parse_prefix(text, at + 2)[1]
            if text[end : end + 1] != "}":
                raise Problem("'}' is missing", end, "it ends what @{ began in column %d" % (at + 1))
            return end
        except Problem as problem:
            message = "@{} holds no expression" if text[at + 2 : problem.offset + 1].strip() == "}" else problem.message
            raise self.source.wrong(message, line, problem.offset + 1, problem.hint) from None

    def directive(self, name: str, line: int, argument: Expression) -> None:
        if name in _NO_ARGUMENT and argument.text:
            message = "@%s takes nothing behind it" % name
            raise self.source.wrong(message, line, argument.column + 1, "@elseif takes a condition" * (name == "else"))
        if name not in _NO_ARGUMENT and not argument.text:
            raise self.source.wrong("@%s needs %s" % (name, _NEEDS[name]), line)
        if name in _BLOCKS:
            self.open(name, line, argument)
        elif name in ("elseif", "else"):
            self.branch(name, line, argument)
        elif name.startswith("end"):
            self.end(name, line)
        else:
            self.body.append(self.statement(name, line, argument))

    def statement(self, name: str, line: int, argument: Expression) -> Node:
        if name == "include":
            return self.include(line, argument)
        if name != "set":
            return Say(line, name == "error", argument)
        found = _SET.match(argument.text)
        if not found or found.end() == len(argument.text):
            raise self.source.wrong("@set needs a name and a value", line, argument.column + 1, "@set name = value")
        return Set(line, found.group(1), _part(argument, found.end()))

    def include(self, line: int, argument: Expression) -> Node:
        once = re.match(r"once\b\s*", argument.text)
        argument = _part(argument, once.end() if once else 0)
        if not argument.text:
            raise self.source.wrong("@include once needs %s" % _NEEDS["include"], line)
        return Include(line, bool(once), argument)

    def open(self, name: str, line: int, argument: Expression) -> None:
        block: Union[If, Loop, Macro]
        if name == "if":
            block = If(line, [(argument, [])])
        elif name == "macro":
            block = Macro(line, argument)
        else:
            block = Loop(line, name == "repeat", argument)
        self.body.append(block)
        self.opened.append((name, block, self.body))
        self.body = block.branches[0][1] if isinstance(block, If) else block.body

    def branch(self, name: str, line: int, argument: Expression) -> None:
        block = self.opened[-1][1] if self.opened else None
        if not isinstance(block, If):
            raise self.source.wrong("@%s without an @if" % name, line, 0, self.still_open())
        if block.branches[-1][0] is None:
            raise self.source.wrong(
                "@%s after the @else of this @if" % name, line, 0, "the @if is in line %d" % block.line
            )
        block.branches.append((argument if name == "elseif" else None, []))
        self.body = block.branches[-1][1]

    def end(self, name: str, line: int) -> None:
        if not self.opened or name not in ("end", "end" + self.opened[-1][0]):
            raise self.source.wrong("@%s closes nothing" % name, line, 0, self.still_open())
        self.body = self.opened.pop()[2]

    def still_open(self) -> str:
        return "open is the @%s of line %d" % (self.opened[-1][0], self.opened[-1][1].line) if self.opened else ""

    def close(self) -> None:
        if self.opened:
            name, block, _ = self.opened[-1]
            raise self.source.wrong("this @%s is not closed" % name, block.line, 0, "@end%s or @end closes it" % name)


_NEEDS = {
    "include": "a file or a macro",
    "set": "a name and a value",
    "if": "a condition",
    "elseif": "a condition",
    "while": "a condition",
    "repeat": "a number",
    "macro": "a name and its parameters, as in @macro name(a, b)",
    "error": "a message",
    "warning": "a message",
}


def _argument(line: int, start: int, text: str) -> Expression:
    """What stands behind a directive's name, without the comment at its end."""
    rest = _STRING_OR_COMMENT.sub(lambda found: _blank(found.group()), text[start:])
    return _part(Expression(line, start, rest.rstrip()), len(rest) - len(rest.lstrip()))


def _blank(found: str) -> str:
    return found if found[0] in "\"'" else " " * len(found)


def _part(expression: Expression, start: int) -> Expression:
    return Expression(expression.line, expression.column + start, expression.text[start:])
