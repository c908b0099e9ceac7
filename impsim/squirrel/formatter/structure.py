"""What each token of a program is: found by running the parser's tables over the tokens once more.

The tree that the parser builds has forgotten brackets, semicolons and where a statement begins. So this drives the same
tables with token numbers instead of nodes: every token learns the rule that has taken it, and every statement and
element of a list where it begins. What cannot be said by a grammar is decided as parser.py does; there it is explained.
"""

from __future__ import annotations

from impsim.squirrel import lexer
from impsim.squirrel.grammar import SECOND_READING, tables
from impsim.squirrel.parser import ends_without_value, supplied

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Union

    Part = Union[int, "Phrase"]

# Lists whose elements stand on lines of their own: the left side of their rules.
ELEMENTS = frozenset(("arguments", "array_items", "parameters", "enum_items", "table_members"))
ITEM = {"first": 0, "add_second": 1, "add_third": 2, "add_parameter": 2}  # which child of such a rule is the element
# Statements in other statements: action -> which children they are.
INNER = {
    "if_then": (4,), "if_else": (4, -2), "while_loop": (4,), "do_while": (1,), "for_loop": (1,),
    "foreach_value": (-1,), "foreach_key_value": (-1,), "try_catch": (1, -1), "function": (1,),
}  # fmt: skip
SECOND_KEYWORDS = {"if_else": "else", "do_while": "while", "try_catch": "catch"}


class Phrase:
    """What has been recognized so far.  first: the number of its first token, -1 if it is empty."""

    __slots__ = ("first",)

    def __init__(self, first: int) -> None:
        self.first = first


class Structure:
    """By numbers of tokens.

    roles: the action, or the left side, of the rule that has each token.  statements: those with which a statement of a
    list begins.  inner: those with which the body of another statement begins -> the first token of that.
    continued: else, catch and the while behind do -> the first token of their statement.  elements: those with which an
    element of a list in brackets begins.
    """

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        self.roles = [""] * len(texts)
        self.statements: set[int] = set()
        self.inner: dict[int, int] = {}
        self.continued: dict[int, int] = {}
        self.elements: set[int] = set()

    def reduced(self, left: str, action: str, parts: list[Part]) -> Phrase:
        """A rule has been recognized."""
        name = action or left
        firsts = [part if isinstance(part, int) else part.first for part in parts]
        for part in parts:
            if isinstance(part, int):
                self.roles[part] = name
        if left in ELEMENTS and action in ITEM:
            self.elements.add(firsts[ITEM[action]])
        elif action == "add_class_member":
            self.elements.add(next(first for first in firsts[1:] if first >= 0))
        elif action in ("first_statement", "add_statement"):
            self.statements.add(firsts[action == "add_statement"])
        elif action in ("step_after", "step_before"):
            self.roles[firsts[action == "step_after"]] = action
        elif action in INNER:
            for child in INNER[action]:
                self.inner[firsts[child]] = firsts[0]
            self._second_keyword(action, parts)
        return Phrase(next((first for first in firsts if first >= 0), -1))

    def _second_keyword(self, action: str, parts: list[Part]) -> None:
        for part in parts[1:]:
            if isinstance(part, int) and self.texts[part] == SECOND_KEYWORDS.get(action):
                first = parts[0]
                self.continued[part] = first if isinstance(first, int) else first.first


def structure(source: str) -> Structure:
    """Of a source that the parser takes."""
    words = lexer.scan(source)
    del words[[text for _, text in words].index("") + 1 :]  # the end is found twice behind a gap
    found = Structure([text for _, text in words])
    driver = _Driver(found)
    offset, previous = 0, ""
    for number, (gap, text) in enumerate(words):
        offset += len(gap)
        driver.take(number, gap, text, driver.kind(text, source, offset), previous)
        offset += len(text)
        previous = text
    return found


class _Driver:
    """The automaton of parser.py in its plain form."""

    def __init__(self, found: Structure) -> None:
        self.found = found
        self.tables = tables()
        self.states = [0]
        self.parts: list[Part] = []
        self.bare = False  # a return or yield that may have no value
        self.kinds: dict[str, str] = {word: word for word in self.tables.words}
        self.kinds.update({"[": "INDEX", "": ""})

    def kind(self, text: str, source: str, offset: int) -> str:
        """Of a token, before its second reading."""
        if text not in self.kinds:
            self.kinds[text] = lexer.classify(text, source, offset)[0]
        return self.kinds[text]

    def take(self, number: int, gap: str, text: str, kind: str, previous: str) -> None:
        """The next token."""
        if self.bare and ends_without_value(text, gap):
            self.push("VOID", Phrase(-1))
        self.bare = kind in ("return", "yield")
        if kind in ("++", "--") and lexer.newline_in(gap):
            kind = "PREFIX"
        while True:
            shifts = self.tables.shifts[self.states[-1]]
            if kind in shifts:
                break
            second = SECOND_READING.get(kind, lexer.UNKNOWN)
            rule = self.tables.defaults[self.states[-1]]
            if second in shifts and second != "ELSE_SEMICOLON":
                kind = second
            elif rule >= 0:
                self.reduce(*self.tables.rules[rule])
            else:
                end = supplied(shifts, text, gap, previous)
                if end == "ELSE_SEMICOLON":
                    kind = end
                else:
                    self.push(end, Phrase(-1))
        self.push(kind, number)

    def push(self, kind: str, part: Part) -> None:
        """Goes where a token leads."""
        self.states.append(self.tables.shifts[self.states[-1]][kind])
        self.parts.append(part)

    def reduce(self, length: int, left: str, action: str) -> None:
        """Recognizes a phrase."""
        parts: list[Any] = self.parts[len(self.parts) - length :]
        del self.parts[len(self.parts) - length :], self.states[len(self.states) - length :]
        self.states.append(self.tables.gotos[self.states[-1]][left])
        self.parts.append(self.found.reduced(left, action, parts))
