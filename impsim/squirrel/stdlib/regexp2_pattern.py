"""Patterns of agents' `regexp2`: from text to a program for the machine in regexp2.

impOS uses Google's RE2 there (developer.electricimp.com/squirrel/regexp2), whose answers are those of
Perl without back references, found in linear time. Supported is what the page lists, and lazy
repeats, named classes such as [[:alpha:]], (?i) at the start and (?P<name>...).
"""

from __future__ import annotations

from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.stdlib.arguments import DIGITS
from impsim.squirrel.stdlib.number_text import HEX_DIGITS
from impsim.squirrel.stdlib.regexp_pattern import EVERY, class_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MAX_PATTERN = 256  # characters: a limit of impOS
MAX_REPEAT = 1000  # a limit of RE2
MAX_PROGRAM = 20000  # instructions; nested repeats multiply
MAX_NESTING = 100  # parentheses

# Instructions: (ONE, characters), (SPLIT, preferred, other), (JUMP, target), (SAVE, slot), (ASSERT, kind), (FOUND,)
ONE, SPLIT, JUMP, SAVE, ASSERT, FOUND = range(6)

_LETTERS = {"a": "\a", "f": "\f", "t": "\t", "n": "\n", "r": "\r", "v": "\v"}
_ASSERTIONS = {"A": "begin", "z": "end", "b": "word", "B": "inside"}
_RE2_SPACES = frozenset("\t\n\f\r ")
_NAMED = {"alpha": "a", "digit": "d", "space": "s", "xdigit": "x", "cntrl": "c", "punct": "p"}
_NAMED.update({"lower": "l", "upper": "u"})
NOT_NEWLINE = EVERY - {"\n"}


def perl_class(letter: str) -> frozenset[str]:
    """\\\\d and its like; \\\\s is without the vertical tab in RE2."""
    if letter in "sS":
        return _RE2_SPACES if letter == "s" else EVERY - _RE2_SPACES
    return class_of(letter)


def with_both_cases(characters: frozenset[str]) -> frozenset[str]:
    return characters | {c.swapcase() for c in characters if c.isascii()}


class Program:
    """A compiled pattern. code: the instructions; groups: number of captures, the whole match included.

    Raises SquirrelError for a pattern that is wrong or too large.
    """

    def __init__(self, text: str) -> None:
        if len(text) > MAX_PATTERN:
            raise SquirrelError("regular expression longer than %d characters" % MAX_PATTERN)
        self.text = text
        self.position = 0
        self.groups = 1
        self.depth = 0
        self.folds = self.skip("(?i)")
        body = self.alternatives()
        if self.position < len(text):
            raise self.error("unexpected )")
        self.code: list[Any] = [(SAVE, 0), *body, (SAVE, 1), (FOUND,)]

    def error(self, what: str) -> SquirrelError:
        return SquirrelError("regexp2: %s: `%s`" % (what, self.text))  # ASSUMED: the text

    def peek(self) -> str:
        return self.text[self.position : self.position + 1]

    def take(self) -> str:
        if self.position >= len(self.text):
            raise self.error("unexpected end")
        self.position += 1
        return self.text[self.position - 1]

    def skip(self, mark: str) -> bool:
        found = self.text.startswith(mark, self.position)
        self.position += len(mark) if found else 0
        return found

    # Code is relative: jumps count from the instruction itself.

    def alternatives(self) -> list[Any]:
        branches = [self.sequence()]
        while self.skip("|"):
            branches.append(self.sequence())
        code = branches.pop()
        while branches:
            branch = branches.pop()
            code = [(SPLIT, 1, len(branch) + 2), *branch, (JUMP, len(code) + 1), *code]
        return code

    def sequence(self) -> list[Any]:
        code: list[Any] = []
        while self.peek() not in ("", "|", ")"):
            code += self.repeated()
            if len(code) > MAX_PROGRAM:
                raise self.error("too large")
        return code

    def repeated(self) -> list[Any]:
        code = self.element()
        while True:
            bounds = self.bounds()
            if bounds is None:
                return code
            code = self.repeat(code, bounds, self.skip("?"))

    def bounds(self) -> Any:
        """(least, most) of a quantifier, most None for no limit; None when there is no quantifier."""
        for mark, bounds in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self.skip(mark):
                return bounds
        start = self.position
        if not self.skip("{"):
            return None
        least = self.digits()
        most = least
        if self.skip(","):
            most = self.digits()
        if not self.skip("}") or least == "":
            self.position = start
            return None
        return self.checked_counts(int(least), None if most == "" else int(most))

    def digits(self) -> str:
        start = self.position
        while self.peek() and self.peek() in DIGITS:
            self.position += 1
        return self.text[start : self.position]

    def checked_counts(self, least: int, most: Any) -> Any:
        if max(least, most or 0) > MAX_REPEAT or (most is not None and most < least):
            raise self.error("bad repetition")
        return least, most

    def repeat(self, code: list[Any], bounds: Any, lazy: bool) -> list[Any]:
        least, most = bounds
        if len(code) * max(least, most or 1) > MAX_PROGRAM:
            raise self.error("too large")
        result: list[Any] = code * least
        if most is None:
            return [*result, _split(len(code) + 2, lazy), *code, (JUMP, -len(code) - 1)]
        optional: list[Any] = []
        for _ in range(most - least):
            optional = [_split(len(code) + len(optional) + 1, lazy), *code, *optional]
        return [*result, *optional]

    def element(self) -> list[Any]:
        character = self.peek()
        if character == "(":
            return self.group()
        if character == "\\":
            return self.escape()
        if character in ("*", "+", "?"):
            raise self.error("no argument for repetition operator")
        self.position += 1
        if character == "[":
            return [(ONE, self.character_set())]
        if character in ("^", "$"):
            return [(ASSERT, "begin" if character == "^" else "end")]
        return [(ONE, NOT_NEWLINE if character == "." else self.folded(frozenset(character)))]

    def folded(self, characters: frozenset[str]) -> frozenset[str]:
        return with_both_cases(characters) if self.folds else characters

    def group(self) -> list[Any]:
        self.position += 1
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise self.error("nested too deeply")
        number = 0
        if not self.skip("?:"):
            if self.skip("?P<"):
                self.position = self.text.find(">", self.position) + 1 or len(self.text)
            elif self.peek() == "?":
                raise self.error("invalid group")
            number = self.groups
            self.groups += 1
        code = self.alternatives()
        if not self.skip(")"):
            raise self.error("missing )")
        self.depth -= 1
        return [(SAVE, 2 * number), *code, (SAVE, 2 * number + 1)] if number else code

    def escape(self) -> list[Any]:
        self.position += 1
        if self.peek() in _ASSERTIONS and self.peek():
            return [(ASSERT, _ASSERTIONS[self.take()])]
        return [(ONE, self.folded(self.escaped()))]

    def escaped(self) -> frozenset[str]:
        """What an escape stands for, in a class or outside."""
        letter = self.take()
        if letter in "dDsSwW":
            return perl_class(letter)
        if letter in _LETTERS:
            return frozenset(_LETTERS[letter])
        if letter == "x":
            return frozenset(chr(self.hexadecimal()))
        if letter in "01234567":
            return frozenset(chr(self.octal(letter)))
        if letter.isalnum() and letter.isascii():
            raise self.error("invalid escape sequence")
        return frozenset(letter)

    def hexadecimal(self) -> int:
        digits = self.text[self.position : self.position + 2]
        if len(digits) < 2 or not set(digits) <= set(HEX_DIGITS):
            raise self.error("invalid escape sequence")
        self.position += 2
        return int(digits, 16)

    def octal(self, first: str) -> int:
        digits = first
        while len(digits) < 3 and self.peek() and self.peek() in "01234567":
            digits += self.take()
        return int(digits, 8) & 255

    def character_set(self) -> frozenset[str]:
        """What is between [ and ]; a "]" right at the start is a character."""
        negated = self.skip("^")
        accepted: frozenset[str] = frozenset()
        start = self.position
        while self.peek() != "]" or self.position == start:
            accepted |= self.set_item()
        self.position += 1
        accepted = self.folded(accepted)
        return EVERY - accepted if negated else accepted

    def set_item(self) -> frozenset[str]:
        if self.skip("[:"):
            return self.named_class()
        low = self.set_character()
        if len(low) > 1 or self.peek() != "-" or self.text[self.position + 1 : self.position + 2] == "]":
            return low
        self.position += 1
        high = self.set_character()
        if len(high) > 1 or min(high) < min(low):
            raise self.error("invalid character class range")
        return frozenset(map(chr, range(ord(min(low)), ord(min(high)) + 1)))

    def set_character(self) -> frozenset[str]:
        return self.escaped() if self.skip("\\") else frozenset(self.take())

    def named_class(self) -> frozenset[str]:
        end = self.text.find(":]", self.position)
        name = self.text[self.position : end] if end >= 0 else ""
        self.position = end + 2
        if name == "alnum":
            return class_of("a") | class_of("d")
        if name == "word":
            return class_of("w")
        if name not in _NAMED:
            raise self.error("invalid character class range")
        return class_of(_NAMED[name])


def _split(length: int, lazy: bool) -> Any:
    return (SPLIT, length, 1) if lazy else (SPLIT, 1, length)
