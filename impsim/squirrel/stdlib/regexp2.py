"""The `regexp2` class of agents: a machine that tries all ways through a pattern at once (Pike's).

Its threads are kept in the order in which Perl would try them, so the first to arrive wins, and
no two stand at the same instruction: time is linear in the text.
"""

from __future__ import annotations

from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.native import native
from impsim.squirrel.stdlib.arguments import as_integer
from impsim.squirrel.stdlib.native_class import native_class
from impsim.squirrel.stdlib.regexp import span
from impsim.squirrel.stdlib.regexp2_pattern import ASSERT, FOUND, JUMP, ONE, SAVE, SPLIT, Program
from impsim.squirrel.stdlib.regexp_pattern import class_of
from impsim.squirrel.values.array import Array

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

MAX_STEPS = 5_000_000  # instructions in one call; linear, but texts may be long
WORD = class_of("w")
Slots = tuple[int, ...]  # begin and end of each group, -1 where it took no part


class Machine:
    """A program running over a text."""

    def __init__(self, program: Program, text: str) -> None:
        self.code = program.code
        self.nothing: Slots = (-1,) * (2 * program.groups)
        self.text = text
        self.steps = MAX_STEPS

    def run(self, start: int, whole: bool) -> Optional[Slots]:
        """The first match at or after start; with whole, one of the whole text. None when there is none."""
        found = None
        threads: list[tuple[int, Slots]] = []
        for position in range(start, len(self.text) + 1):
            if found is None and (position == start or not whole):
                self.add(threads, {at for at, _ in threads}, 0, position, self.nothing)
            if not threads:
                if found is not None or whole:
                    break
                continue
            ended, threads = self.step(threads, position, whole)
            found = ended or found
        return found

    def step(self, threads: Any, position: int, whole: bool) -> tuple[Optional[Slots], Any]:
        """Moves every thread over the character at position; gives the match of the first that ends, before which
        all others give way."""
        character = self.text[position : position + 1]
        following: list[tuple[int, Slots]] = []
        seen: set[int] = set()
        for at, saved in threads:
            instruction = self.code[at]
            if instruction[0] == FOUND:
                if not whole or position == len(self.text):
                    return saved, following
            elif character and character in instruction[1]:
                self.add(following, seen, at + 1, position + 1, saved)
        return None, following

    def add(self, threads: Any, seen: set[int], at: int, position: int, saved: Slots) -> None:
        """Adds the threads that an instruction leads to without reading a character, in order."""
        pending = [(at, saved)]
        while pending:
            at, saved = pending.pop()
            if at in seen:
                continue
            seen.add(at)
            self.steps -= 1
            if self.steps < 0:
                raise SquirrelError("regular expression takes too long")
            instruction = self.code[at]
            kind = instruction[0]
            if kind in (ONE, FOUND):
                threads.append((at, saved))
            elif kind == JUMP:
                pending.append((at + instruction[1], saved))
            elif kind == SPLIT:
                pending.append((at + instruction[2], saved))
                pending.append((at + instruction[1], saved))
            elif kind == SAVE:
                slot = instruction[1]
                pending.append((at + 1, (*saved[:slot], position, *saved[slot + 1 :])))
            elif kind == ASSERT and self.holds(instruction[1], position):
                pending.append((at + 1, saved))

    def holds(self, assertion: str, position: int) -> bool:
        if assertion == "begin":
            return position == 0
        if assertion == "end":
            return position == len(self.text)
        before = position > 0 and self.text[position - 1] in WORD
        after = position < len(self.text) and self.text[position] in WORD
        return (before != after) == (assertion == "word")


class Regexp2:
    """An instance of `regexp2`. ƒprogram is set by the constructor."""

    __slots__ = ("__weakref__", "ƒserial", "ƒclass", "ƒprogram")
    ƒprogram: Program
    ƒis_meta = True  # what type() calls "meta" in impOS


def first_match(this: Any, text: str, start: Any, whole: bool = False) -> Optional[Slots]:
    """The slots of the first match. Raises SquirrelError for an instance of another class."""
    try:
        program = this.ƒprogram
    except AttributeError:
        raise SquirrelError("the regexp2 is invalid") from None
    start = as_integer(start)
    return Machine(program, text).run(start, whole) if 0 <= start <= len(text) else None


@native("constructor", 2, ".s")
def regexp2_constructor(this: Any, pattern: str) -> None:
    """regexp2(pattern): up to 256 characters. The limit of ten objects at a time is not modelled."""
    if isinstance(this, Regexp2):
        this.ƒprogram = Program(pattern)


@native("match", 2, "xs")
def regexp2_match(this: Any, text: str) -> bool:
    """Whether the pattern matches the whole text."""
    return first_match(this, text, 0, whole=True) is not None


@native("search", -2, "xsn")
def regexp2_search(this: Any, text: str, start: Any = 0, *_: Any) -> Any:
    """A table with begin and end of the first match, or null."""
    found = first_match(this, text, start)
    return None if found is None else span(found[0], found[1])


@native("capture", -2, "xsn")
def regexp2_capture(this: Any, text: str, start: Any = 0, *_: Any) -> Any:
    """An array of such tables, of the match and of each group, or null. ASSUMED: 0 and 0 for a group without part."""
    found = first_match(this, text, start)
    if found is None:
        return None
    return Array([span(max(begin, 0), max(end, 0)) for begin, end in zip(found[::2], found[1::2])])


@native("_typeof", 1, "x")
def regexp2_typeof(this: Any) -> str:
    return "regexp2"


REGEXP2 = native_class(Regexp2, (regexp2_constructor, regexp2_search, regexp2_match, regexp2_capture, regexp2_typeof))
