"""What natives share: checking arguments as a mask says, and C's number conversions.

Hot natives are declared `plain` and test the types that they expect themselves; where a
test fails they ask `wrong_argument` for the error that the declared mask gives.
"""

from __future__ import annotations

import sys

from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.native import parse_mask, type_mask_error
from impsim.squirrel.numeric import f32, truncate
from impsim.squirrel.values import MISSING, type_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

ARITY = "wrong number of parameters"
SPACES = " \t\n\v\f\r"  # C's isspace
DIGITS = "0123456789"


def wrong_argument(mask: str, *parameters: Any) -> SquirrelError:
    """The error of the first parameter (`this` is one) that the mask does not admit."""
    for position, (admitted, value) in enumerate(zip(parse_mask(mask), parameters)):
        if value is not MISSING and admitted and type_name(value) not in admitted:
            return type_mask_error(position, type_name(value), admitted)
    raise AssertionError("arguments fit the mask " + mask)


def check(mask: str, *parameters: Any) -> None:
    """Raises SquirrelError when a parameter is not what the mask admits; MISSING ones are left out."""
    for position, (admitted, value) in enumerate(zip(parse_mask(mask), parameters)):
        if value is not MISSING and admitted and type_name(value) not in admitted:
            raise type_mask_error(position, type_name(value), admitted)


def as_integer(number: Any) -> int:
    """An integer or float argument as the reference's sq_getinteger reads it."""
    return number if type(number) is int else truncate(number)


def as_float(number: Any) -> float:
    """An integer or float argument as the reference's sq_getfloat reads it."""
    return number if type(number) is float else f32(number)


def own_error(error: TypeError) -> Exception:
    """For natives that call a closure directly: a TypeError raised in their own file is a wrong number of arguments.

    Any other TypeError is given back.
    """
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    here = sys._getframe(1).f_code.co_filename
    return SquirrelError(ARITY) if trace is not None and trace.tb_frame.f_code.co_filename == here else error


def slots(*natives: Any) -> dict[str, Callable[..., Any]]:
    """Natives by the names that they declare."""
    return {function.ƒnative[0]: function for function in natives}
