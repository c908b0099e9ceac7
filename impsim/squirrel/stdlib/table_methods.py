"""Methods of table, and the raw access that tables, classes and instances share."""

from __future__ import annotations

from impsim.squirrel.delegation import get_delegate, set_delegate
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.native import LETTERS, native, plain
from impsim.squirrel.stdlib.arguments import slots, wrong_argument
from impsim.squirrel.stdlib.number_methods import object_tostring, object_weakref
from impsim.squirrel.values import (
    MISSING,
    Class,
    FunctionType,
    count,
    dereference,
    is_table,
    rawdelete,
    rawget,
    rawin,
    rawset,
    type_name,
)
from impsim.squirrel.values.array import Array
from impsim.squirrel.values.table import clear

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@plain("len", 1, "t")
def table_len(this: Any) -> int:
    """The number of slots."""
    if is_table(this):
        return count(this)
    raise wrong_argument("t", this)


def _rawget(container: Any, key: Any) -> Any:
    value = MISSING if key is None else rawget(container, key)
    if value is MISSING:
        raise SquirrelError("the index doesn't exist")
    return dereference(value)


def _rawset(container: Any, key: Any, value: Any) -> None:
    if key is None:
        raise SquirrelError("null key")
    if type(container) is Class and container.ƒtype is not None and type(value) is not FunctionType:
        return  # instantiated: the reference refuses, and forgets to say so
    rawset(container, key, value)


def _rawin(container: Any, key: Any) -> bool:
    return key is not None and rawin(container, key)


def raw_access(letter: str) -> tuple[Any, Any, Any]:
    """rawget, rawset and rawin for one type, by its mask letter."""
    wanted = LETTERS[letter][0]

    @plain("rawget", 2, letter)
    def container_rawget(this: Any, key: Any) -> Any:
        if type_name(this) != wanted:
            raise wrong_argument(letter, this)
        return _rawget(this, key)

    @plain("rawset", 3, letter)
    def container_rawset(this: Any, key: Any, value: Any) -> None:
        if type_name(this) != wanted:
            raise wrong_argument(letter, this)
        _rawset(this, key, value)

    @plain("rawin", 2, letter)
    def container_rawin(this: Any, key: Any) -> bool:
        if type_name(this) != wanted:
            raise wrong_argument(letter, this)
        return _rawin(this, key)

    return container_rawget, container_rawset, container_rawin


@native("rawdelete", 2, "t")
def table_rawdelete(this: Any, key: Any) -> Any:
    """Takes a slot out; its value, or null."""
    return None if key is None else rawdelete(this, key)


@native("clear", 1, ".")
def object_clear(this: Any) -> None:
    """Empties a table or an array."""
    if is_table(this):
        clear(this)
    elif type(this) is Array:
        this.clear()
    else:
        raise SquirrelError("clear only works on table and array")


@native("setdelegate", 2, ".t|o")
def table_setdelegate(this: Any, delegate: Any) -> Any:
    """Sets or takes away (null) the delegate; gives the table."""
    if not is_table(this):
        raise SquirrelError("unexpected type %s" % type_name(this))
    set_delegate(this, delegate)
    return this


@native("getdelegate", 1, ".")
def table_getdelegate(this: Any) -> Any:
    """The delegate, or null."""
    if not is_table(this):
        raise SquirrelError("wrong type")
    return get_delegate(this)


TABLE_METHODS = slots(
    table_len,
    *raw_access("t"),
    table_rawdelete,
    object_weakref,
    object_tostring,
    object_clear,
    table_setdelegate,
    table_getdelegate,
)
