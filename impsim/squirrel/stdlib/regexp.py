"""The `regexp` class. Patterns and matching are in regexp_pattern and regexp_matcher."""

from __future__ import annotations

from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.native import native
from impsim.squirrel.stdlib.arguments import as_integer
from impsim.squirrel.stdlib.native_class import native_class
from impsim.squirrel.values import table
from impsim.squirrel.values.array import Array

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.squirrel.stdlib.regexp_matcher import Matcher


def span(begin: int, end: int) -> Any:
    """The table that search and capture give."""
    return table({"begin": begin, "end": end})


class Regexp:
    """An instance of `regexp`. ƒmatcher is set by the constructor."""

    __slots__ = ("__weakref__", "ƒserial", "ƒclass", "ƒmatcher")
    ƒmatcher: Matcher
    ƒis_meta = True  # what type() calls "meta" in impOS


def matcher_of(this: Any) -> Any:
    """The matcher of an instance. Raises SquirrelError for any other instance."""
    try:
        return this.ƒmatcher
    except AttributeError:
        raise SquirrelError("the regexp is invalid") from None


@native("constructor", 2, ".s")
def regexp_constructor(this: Any, pattern: str) -> None:
    """regexp(pattern). Raises SquirrelError for a pattern that it does not take."""
    if isinstance(this, Regexp):
        from impsim.squirrel.stdlib.regexp_matcher import Matcher  # most programs have no patterns
        from impsim.squirrel.stdlib.regexp_pattern import Pattern

        this.ƒmatcher = Matcher(Pattern(pattern))


@native("match", 2, "xs")
def regexp_match(this: Any, text: str) -> Any:
    """Whether the pattern matches the whole text."""
    return matcher_of(this).match(text)


@native("search", -2, "xsn")
def regexp_search(this: Any, text: str, start: Any = 0, *_: Any) -> Any:
    """A table with begin and end of the first match, or null."""
    found = matcher_of(this).search(text, as_integer(start))
    return None if found is None else span(*found)


@native("capture", -2, "xsn")
def regexp_capture(this: Any, text: str, start: Any = 0, *_: Any) -> Any:
    """An array of such tables, of the match and of each group (0 and 0 for a group that took no part), or null."""
    matcher = matcher_of(this)
    if matcher.search(text, as_integer(start)) is None:
        return None
    groups = zip(matcher.begins, matcher.lengths)
    return Array([span(begin, begin + length) if length > 0 else span(0, 0) for begin, length in groups])


@native("subexpcount", 1, "x")
def regexp_subexpcount(this: Any) -> int:
    """The number of groups, the whole pattern included."""
    return len(matcher_of(this).begins)


@native("_typeof", 1, "x")
def regexp_typeof(this: Any) -> str:
    return "regexp"


REGEXP = native_class(
    Regexp,
    (regexp_constructor, regexp_search, regexp_match, regexp_capture, regexp_subexpcount, regexp_typeof),
)
