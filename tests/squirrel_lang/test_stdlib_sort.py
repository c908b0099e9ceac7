"""array.sort: whatever way round is taken, the result is that of the reference's heap sort."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impsim.squirrel.comparison import compare
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.numeric import f32
from impsim.squirrel.stdlib.sort import heap_sort, sort, sort_by

ITEMS = st.lists(st.tuples(st.integers(-3, 3), st.integers(0, 9)), max_size=20)
COMPARATORS: dict[str, Callable[..., Any]] = {
    "by key": lambda this, a, b: (a[0] > b[0]) - (a[0] < b[0]),
    "down": lambda this, a, b: b[0] - a[0],
    "ties down": lambda this, a, b: 1 if a[0] > b[0] else -1,
    "ties up": lambda this, a, b: -1 if a[0] < b[0] else 1,
    "fractions": lambda this, a, b: (a[0] - b[0]) * 0.4,
    "bools": lambda this, a, b: a > b,
    "always less": lambda this, a, b: -1,
    "by both": lambda this, a, b: (a > b) - (a < b),
    "no number": lambda this, a, b: "1" if a[1] == 9 else (a > b) - (a < b),
    "too few parameters": lambda this, a: 0,
}


def outcome(sorter: Callable[..., None], array: list[Any], *arguments: Any) -> tuple[str, Any]:
    """The array afterwards, with the signs of its zeros, and the error."""
    try:
        sorter(array, *arguments)
    except SquirrelError as error:
        return repr(array), error.value
    return repr(array), None


def pure(comparator: Callable[..., Any]) -> Callable[..., Any]:
    def marked(this: Any, *arguments: Any) -> Any:
        return comparator(this, *arguments)

    marked.__doc__ = "pure"
    return marked


@pytest.mark.parametrize("name", [name for name in COMPARATORS if name != "too few parameters"])
@given(items=ITEMS)
def test_a_pure_comparator_changes_nothing(name: str, items: list[Any]) -> None:
    comparator = COMPARATORS[name]
    assert outcome(sort_by, list(items), pure(comparator), None) == outcome(sort_by, list(items), comparator, None)


@given(
    st.one_of(
        st.lists(st.integers(-5, 5)),
        st.lists(st.floats(width=32, allow_nan=True)),
        st.lists(st.sampled_from([0.0, -0.0, 1.5, float("nan"), float("inf"), float("-inf")])),
        st.lists(st.text("ab\0", max_size=3)),
        st.lists(st.one_of(st.integers(-2, 2), st.sampled_from([-1.0, 0.0, 1.0]))),
        st.lists(st.sampled_from([None, 1, "a", True, False])),
    )
)
def test_without_a_comparator(items: list[Any]) -> None:
    assert outcome(sort, list(items)) == outcome(heap_sort, list(items), compare)


def test_a_sorted_array_is_sorted() -> None:
    array = [f32(x) for x in (2.5, -1.0, 7.25, 0.0)]
    sort(array)
    assert array == [-1.0, 0.0, 2.5, 7.25]


def test_a_wrong_number_of_parameters() -> None:
    for comparator in (COMPARATORS["too few parameters"], pure(COMPARATORS["too few parameters"])):
        with pytest.raises((SquirrelError, TypeError)) as caught:
            sort_by([2, 1], comparator, None)
        assert "paramet" in str(caught.value) or "argument" in str(caught.value)


@pytest.mark.parametrize("items", [[0, -2], [0, 1, 2], [2, 0, 1, 4, 3]])
def test_a_pure_comparator_that_contradicts_itself(items: list[int]) -> None:
    """Neighbours that compare below zero both ways, or above."""

    def comparator(this: Any, a: int, b: int) -> int:
        return (a * 7 - b * 3) % 5 - 2

    assert outcome(sort_by, list(items), pure(comparator), None) == outcome(sort_by, list(items), comparator, None)


def test_an_error_leaves_the_array_as_the_reference_does() -> None:
    calls = []

    def comparator(this: Any, a: int, b: int) -> int:
        calls.append(1)
        if len(calls) == 5:
            raise SquirrelError({})
        return a - b

    array = [1, 2, 3, 4, 5, 6]
    assert outcome(sort_by, array, comparator, None) == ("[1, 6, 2, 4, 5, 3]", "compare func failed")
