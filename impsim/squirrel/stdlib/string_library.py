"""The string library's functions: format, split and the three strips."""

from __future__ import annotations

from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.native import native, plain
from impsim.squirrel.stdlib.arguments import SPACES, slots, wrong_argument
from impsim.squirrel.stdlib.format import format_
from impsim.squirrel.values.array import Array

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@plain("split", 3, ".ss")
def split(this: Any, text: Any, separators: Any) -> Any:
    """The parts between runs of separators, as C's strtok finds them: no empty ones; a NUL ends both strings."""
    if type(text) is not str or type(separators) is not str:
        raise wrong_argument(".ss", this, text, separators)
    if separators == "":
        raise SquirrelError("empty separators string")
    if "\0" in text or "\0" in separators:
        text = text.partition("\0")[0]
        separators = separators.partition("\0")[0]
    if len(separators) != 1:
        if separators == "":
            return Array([text] if text else ())
        for other in separators[1:]:
            text = text.replace(other, separators[0])
        separators = separators[0]
    parts = text.split(separators)
    return Array(filter(None, parts)) if "" in parts else parts


@plain("strip", 2, ".s")
def strip(this: Any, text: Any) -> str:
    """Without white space at either end."""
    if type(text) is not str:
        raise wrong_argument(".s", this, text)
    return text.strip(SPACES)


@native("lstrip", 2, ".s")
def lstrip(this: Any, text: str) -> str:
    """Without white space at the start; the reference loses what follows a NUL."""
    return text.lstrip(SPACES).partition("\0")[0]


@native("rstrip", 2, ".s")
def rstrip(this: Any, text: str) -> str:
    """Without white space at the end."""
    return text.rstrip(SPACES)


STRING_FUNCTIONS = slots(format_, strip, lstrip, rstrip, split)
