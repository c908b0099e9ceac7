"""array.sort: the reference's heap sort, at Python's speed where nobody can see the difference.

The reference sorts in place with a heap sort (`_hsort` in sqbaselib.cpp), whose order of equal
elements, and of elements under an inconsistent comparator, is visible. `heap_sort` is that
algorithm, comparison for comparison. It is always right; the rest only avoids it:

Without a comparator, arrays of integers only, floats only or strings only are given to Python's
sort: equal ones cannot be told apart. Excepted are NaN, two zeros of different sign (the reference
compares bits) and strings with NULs (strcmp stops there, so different strings can be equal).

With a comparator that the compiler marked as pure (`is_pure`), Python's sort runs on a copy. Its
result is the reference's when the comparator orders these elements strictly, because a
strict total order has one sorted sequence. That is checked afterwards: every pair of
neighbours must compare below zero, and above zero the other way round (a tie would sit next to its
equal; ties of one integer, string or object with itself do no harm), in integers (a bool or a string
is an error in the reference, a float is truncated there: -0.5 is a tie), and an element must not
be less than itself (comparators such as `a > b ? 1 : -1` that decide ties one way).
A comparator that goes in circles (a < b < c < a) need not show it in neighbours: the first must be less than
the last, and integers far apart are looked at more closely, because the differences of `a - b` wrap. Circles
that hide from both leave the elements in another order than the reference's.
When a check fails, or the comparator throws, the heap sort starts over from the untouched array.
"""

from __future__ import annotations

import sys

from impsim.squirrel.comparison import compare
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.numeric import INT_MAX, truncate
from impsim.squirrel.stdlib.arguments import own_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

if sys.implementation.name == "cpython":
    from _functools import cmp_to_key, partial  # type: ignore[import-not-found]  # functools takes 2 ms to import
else:
    from functools import cmp_to_key

    def partial(function: Callable[..., Any], first: Any) -> Callable[[Any, Any], Any]:
        """A function of the two remaining parameters, in a form that PyPy's compiler likes."""

        def call(a: Any, b: Any) -> Any:
            return function(first, a, b)

        return call


PURE = "pure"  # the docstring of a compiled function that stores nothing and calls nothing with effects
INTEGERS, FLOATS, STRINGS = {int}, {float}, {str}


def is_pure(closure: Any) -> bool:
    """Whether the compiler found that nobody can see how often and on what a closure is called."""
    return closure.__doc__ == PURE  # type: ignore[no-any-return]


def sort(array: Any) -> None:
    """Sorts in place by `<=>`. Raises SquirrelError for elements that have no order."""
    if len(array) < 2:
        return
    if _is_plain(array):
        array.sort()
    else:
        heap_sort(array, compare)


def _is_plain(array: Any) -> bool:
    """Whether Python's own order is the reference's and ties are indistinguishable."""
    kinds = set(map(type, array))
    if kinds == INTEGERS:
        return True
    if kinds == FLOATS:
        total = sum(array)
        return total - total == 0.0 and len({str(zero) for zero in array if zero == 0.0}) < 2
    return kinds == STRINGS and "\0" not in "".join(array)


def sort_by(array: Any, comparator: Any, root: Any) -> None:
    """Sorts in place by a comparator, called with the root table as `this`.

    Raises SquirrelError for what the comparator throws, if that is a string, and for its misbehaviour.
    """
    if len(array) < 2:
        return
    order = partial(comparator, root)
    if is_pure(comparator):
        ordered = _sorted(array, order)
        if ordered is not None:
            array[:] = ordered
            return
    try:
        heap_sort(array, order)
    except TypeError as error:
        raise own_error(error) from None
    except SquirrelError as error:
        if type(error.value) is str:
            raise
        raise SquirrelError("compare func failed") from error


def _sorted(array: Any, order: Callable[[Any, Any], Any]) -> Any:
    """The elements in the one possible order, or None when there may be others."""
    elements = list(array)
    try:
        elements.sort(key=cmp_to_key(order))
        following = elements[1:]
        orders = list(map(order, elements, following))
        backwards = list(map(order, following, elements))
        if order(elements[0], elements[0]) < 0 or set(map(type, orders + backwards)) != INTEGERS:
            return None
        if order(elements[0], elements[-1]) > 0 or _may_circle(elements):
            return None
    except Exception:  # the heap sort meets it again, in its own order
        return None
    highest = max(orders)
    if highest < 0 < min(backwards):
        return elements
    consistent = highest <= 0 <= min(backwards)
    return elements if consistent and _only_twins_tie(elements, orders, backwards) else None


def _may_circle(elements: list[Any]) -> bool:
    """Whether `a - b` can have wrapped: integers too far apart, and in neither of their natural orders."""
    if set(map(type, elements)) != INTEGERS or max(elements) - min(elements) <= INT_MAX:
        return False
    ascending = sorted(elements)
    return elements != ascending and elements != ascending[::-1]


def _only_twins_tie(elements: list[Any], orders: list[int], backwards: list[int]) -> bool:
    """Whether neighbours that compare equal, either way, are the same object, integer or string."""
    for order, reverse, left, right in zip(orders, backwards, elements, elements[1:]):
        if (order == 0 or reverse == 0) and left is not right:
            kind = type(left)
            if (kind is not int and kind is not str) or kind is not type(right) or left != right:
                return False
    return True


def heap_sort(array: Any, order: Callable[[Any, Any], Any]) -> None:
    """The reference's algorithm. When order throws, the array stays as the reference leaves it."""
    size = len(array)
    try:
        for root in range(size // 2, -1, -1):
            _sift_down(array, root, size - 1, order)
        for last in range(size - 1, 0, -1):
            array[0], array[last] = array[last], array[0]
            _sift_down(array, 0, last - 1, order)
    except IndexError:
        if len(array) >= size:
            raise
        # The comparator shortened the array: the reference goes on in freed memory.
        raise SquirrelError("array changed while it was sorted") from None


def _sift_down(array: Any, root: int, bottom: int, order: Callable[[Any, Any], Any]) -> None:
    child = root * 2
    while child <= bottom:
        if child < bottom:
            result = order(array[child], array[child + 1])
            if type(result) is not int:
                result = _integer(result)
            if result <= 0:
                child += 1
        result = order(array[root], array[child])
        if type(result) is not int:
            result = _integer(result)
        if result >= 0:
            return
        if root == child:
            raise SquirrelError("inconsistent compare function")
        array[root], array[child] = array[child], array[root]
        root = child
        child = root * 2


def _integer(result: Any) -> int:
    if type(result) is float:
        return truncate(result)
    raise SquirrelError("numeric value expected as return value of the compare function")
