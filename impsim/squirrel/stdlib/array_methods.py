"""Methods of array. Those of 3.0.x return null where later versions return the array."""

from __future__ import annotations

import sys

from impsim.squirrel.comparison import equal
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.limits import MAX_ARRAY
from impsim.squirrel.native import native, plain, with_room
from impsim.squirrel.stdlib.arguments import as_integer, check, own_error, slots, wrong_argument
from impsim.squirrel.stdlib.number_methods import object_tostring, object_weakref
from impsim.squirrel.stdlib.string_methods import slice_range
from impsim.squirrel.stdlib.table_methods import object_clear
from impsim.squirrel.values import MISSING, FunctionType, dereference, truthy
from impsim.squirrel.values.array import Array
from impsim.squirrel.values.weakref import WeakRef

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


@plain("len", 1, "a")
def array_len(this: Any) -> int:
    """The number of elements."""
    if type(this) is Array:
        return len(this)
    raise wrong_argument("a", this)


@plain("append", 2, "a")
def array_append(this: Any, value: Any) -> None:
    """Adds an element at the end."""
    if type(this) is not Array:
        raise wrong_argument("a", this)
    this.append(value)


@plain("push", 2, "a")
def array_push(this: Any, value: Any) -> None:
    """Adds an element at the end."""
    if type(this) is not Array:
        raise wrong_argument("a", this)
    this.append(value)


@plain("pop", 1, "a")
def array_pop(this: Any) -> Any:
    """Takes the last element off. Raises SquirrelError("empty array")."""
    if type(this) is not Array:
        raise wrong_argument("a", this)
    if not this:
        raise SquirrelError("empty array")
    return this.pop()


@plain("top", 1, "a")
def array_top(this: Any) -> Any:
    """The last element."""
    if type(this) is not Array:
        raise wrong_argument("a", this)
    if not this:
        raise SquirrelError("top() on a empty array")
    return this[-1]


def checked_size(size: int) -> int:
    """A wanted array size. Raises SquirrelError for one that would harm the host; the reference crashes below 0."""
    if 0 <= size <= MAX_ARRAY:
        return size
    raise SquirrelError("array size out of range (0 to %d)" % MAX_ARRAY)


@plain("extend", 2, "aa")
def array_extend(this: Any, other: Any) -> None:
    """Adds the elements of another array."""
    if type(this) is not Array or type(other) is not Array:
        raise wrong_argument("aa", this, other)
    checked_size(len(this) + len(other))
    this.extend(other)


@plain("insert", 3, "an")
def array_insert(this: Any, index: Any, value: Any) -> None:
    """Puts an element before the one at index. Raises SquirrelError("index out of range")."""
    if type(this) is not Array or type(index) is not int:
        check("an", this, index)
        index = as_integer(index)
    if not 0 <= index <= len(this):
        raise SquirrelError("index out of range")
    this.insert(index, value)


@plain("remove", 2, "an")
def array_remove(this: Any, index: Any) -> Any:
    """Takes the element at index out. Raises SquirrelError("idx out of range")."""
    if type(this) is not Array or type(index) is not int:
        check("an", this, index)
        index = as_integer(index)
    if not 0 <= index < len(this):
        raise SquirrelError("idx out of range")
    return dereference(this.pop(index))


@native("resize", -2, "an")
def array_resize(this: Any, size: Any, fill: Any = None, *_: Any) -> None:
    """Drops elements at the end or adds fill there."""
    size = checked_size(as_integer(size))
    length = len(this)
    if size < length:
        del this[size:]
    else:
        this.extend([fill] * (size - length))


@native("reverse", 1, "a")
def array_reverse(this: Any) -> None:
    """Turns the order round."""
    this.reverse()


def root_of(closure: Any) -> Any:
    """The root table that a compiled closure belongs to; None for a native, which needs none."""
    return closure.__globals__.get("ƒroot")


SORTING = "impsim.squirrel.stdlib.sort"  # merging and comparing: much that few programs need


def _load_sorting() -> Any:
    return __import__(SORTING, fromlist=["sort"])


@native("sort", -1, "ac")
def array_sort(this: Any, comparator: Any = None, *_: Any) -> None:
    """Sorts in place by `<=>` or by a comparator(a, b) whose result is below, at or above 0."""
    sorting = sys.modules.get(SORTING) or with_room(_load_sorting)
    if comparator is None or _:  # with two extra arguments the reference overlooks the comparator
        sorting.sort(this)
    else:
        sorting.sort_by(this, comparator, root_of(comparator))


@plain("slice", -1, "ann")
def array_slice(this: Any, start: Any = MISSING, end: Any = MISSING, *_: Any) -> Any:
    """A new array of the elements from start up to end. Where start lies before the array, nulls come first."""
    if type(this) is Array and type(start) is int:
        if end is MISSING:
            if 0 <= start <= len(this):
                return this[start:]
        elif type(end) is int and 0 <= start <= end <= len(this):
            return this[start:end]
    check("ann", this, start, end)
    start, end = slice_range(len(this), start, end)
    checked_size(end - start)
    missing = min(-start, end - start) if start < 0 else 0
    return [None] * missing + this[max(start, 0) : max(end, 0)]


def _elements(array: Any) -> Iterator[Any]:
    """As many elements as there are now; what a callback does to the array shows, gone ones repeat the last."""
    value = None
    for index in range(len(array)):
        if index < len(array):
            value = array[index]
            if type(value) is WeakRef:
                value = value.ƒtarget()
        yield value


@plain("map", 2, "ac")
def array_map(this: Any, function: Any) -> Any:
    """A new array of function(element), called with the array as `this`."""
    kind: Any = type(function)
    if type(this) is not Array or kind is not FunctionType:
        raise wrong_argument("ac", this, function)
    try:
        return [function(this, value) for value in _elements(this)]
    except TypeError as error:
        raise own_error(error) from None


@native("apply", 2, "ac")
def array_apply(this: Any, function: Any) -> None:
    """Replaces every element by function(element)."""
    index = 0
    try:
        for value in _elements(this):
            result = function(this, value)
            if index < len(this):
                this[index] = result
            index += 1
    except TypeError as error:
        raise own_error(error) from None


@native("reduce", 2, "ac")
def array_reduce(this: Any, function: Any) -> Any:
    """function(function(first, second), third) and so on; null for an empty array."""
    elements = _elements(this)
    result = next(elements, None)
    try:
        for value in elements:
            result = function(this, result, value)
    except TypeError as error:
        raise own_error(error) from None
    return result


@native("filter", 2, "ac")
def array_filter(this: Any, function: Any) -> Any:
    """A new array of the elements for which function(index, element) holds."""
    try:
        return [value for index, value in enumerate(_elements(this)) if truthy(function(this, index, value))]
    except TypeError as error:
        raise own_error(error) from None


@plain("find", 2, "a.")
def array_find(this: Any, wanted: Any) -> Any:
    """The index of the first element equal to wanted, or null."""
    if type(this) is not Array:
        raise wrong_argument("a", this)
    if type(wanted) is str and wanted in this:  # to Python a string equals nothing else
        return this.index(wanted)
    for index, value in enumerate(_elements(this)):
        if equal(value, wanted):
            return index
    return None


ARRAY_METHODS = slots(
    array_len,
    array_append,
    array_extend,
    array_push,
    array_pop,
    array_top,
    array_insert,
    array_remove,
    array_resize,
    array_reverse,
    array_sort,
    array_slice,
    object_weakref,
    object_tostring,
    object_clear,
    array_map,
    array_apply,
    array_reduce,
    array_filter,
    array_find,
)
