"""The order in which tables show their slots: the reference's, however and whenever they were filled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle.client import Oracle

from impsim.squirrel import nodes
from impsim.squirrel.compile import compile_source
from impsim.squirrel.printer import to_source
from impsim.squirrel.stdlib import install_stock
from impsim.squirrel.values import rawdelete, rawset, table
from impsim.squirrel.values.table import clear, keys
from impsim.squirrel.vm import VM

FLOATS = [0.0, -0.0, 1.0, 1.5, -3.25, 1e10, 3e9, -3e9, 0.1]
INTS = [*range(-4, 20), 64, 1000, 0x7FFFFFFF, -0x80000000]
STRINGS = ["", "a", "b", "ab", "name", "len", "__class__", "find", "x" * 40, "y" * 100 + "z", "é", "ÿ\x80", "two words"]
STRINGS += [f"k{number}" for number in range(30)]
KEYS = st.one_of(st.sampled_from(STRINGS), st.sampled_from(INTS), st.sampled_from(FLOATS), st.booleans())
STEPS = st.one_of(
    st.tuples(st.just("set"), KEYS),
    st.tuples(st.just("set"), KEYS),
    st.tuples(st.just("delete"), KEYS),
    st.tuples(st.sampled_from(["show", "clone", "clear", "literal"]), st.integers(0, 9)),
)
HISTORIES = st.lists(STEPS, min_size=1, max_size=60)
SHOW = 'foreach (k, v in t) print(typeof k + ":" + k + " "); print("\\n");\n'


def scalar(value: object) -> str:
    return to_source(nodes.Literal(0, 0, value))


def statement(step: tuple[str, Any], number: int) -> str:
    """One step of a history as Squirrel."""
    action, key = step
    if action == "set":
        return f"t[{scalar(key)}] <- {number};\n"
    if action == "delete":
        return f"if ({scalar(key)} in t) delete t[{scalar(key)}];\n"
    if action == "clone":
        return "t = clone t;\n" + SHOW
    if action == "clear":
        return "t.clear();\n" + SHOW
    if action == "literal":
        return "t = {%s};\n" % ", ".join(f"m{member} = {member}" for member in range(key)) + SHOW
    return SHOW


def history(steps: list[tuple[str, Any]]) -> str:
    """A program that goes through a table's history and shows its order at the end, and where a step says so."""
    return "local t = {};\n" + "".join(statement(step, number) for number, step in enumerate(steps)) + SHOW


def run_here(source: str) -> str:
    written: list[str] = []
    vm = VM(written.append)
    install_stock(vm)
    vm.run(compile_source(source))
    return "".join(written)


@pytest.fixture(scope="module")
def oracle(oracle_python: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Oracle]:
    nothing: Path = tmp_path_factory.mktemp("oracle") / "empty.nut"
    nothing.write_bytes(b"")
    server = Oracle(oracle_python, nothing)
    yield server
    server.close()


@settings(max_examples=200)
@given(steps=HISTORIES)
def test_histories_show_the_order_of_the_reference(oracle: Oracle, steps: list[tuple[str, Any]]) -> None:
    source = history(steps)
    assert run_here(source) == oracle.run(source).output


@settings(max_examples=200)
@given(steps=HISTORIES)
def test_looking_changes_nothing(steps: list[tuple[str, Any]]) -> None:
    """The order is worked out only when somebody asks: asking after each step ends in the same order."""
    seldom, often = table({}), table({})
    for action, key in steps:
        if action == "set":
            rawset(seldom, key, 1), rawset(often, key, 1)
        elif action == "delete":
            rawdelete(seldom, key), rawdelete(often, key)
        elif action == "clear":
            clear(seldom), clear(often)
        keys(often)
    assert list(map(repr, keys(seldom))) == list(map(repr, keys(often)))


ORDERS: dict[str, tuple[str, str]] = {
    "integers": ("foreach (i in [0,3,6,9,12,15,18,21,24,27]) t[i] <- 1;", "0 18 3 21 6 24 9 27 12 15"),
    "strings": ('for (local i = 0; i < 10; i++) t["k" + i] <- 1;', "k1 k0 k3 k2 k5 k4 k7 k6 k9 k8"),
    "a literal": ("t = {a = 1, b = 2, c = 3, d = 4, e = 5};", "a c b e d"),
    "put back": ("t = {a = 1, b = 2, c = 3}; delete t.a; t.a <- 1;", "a c b"),
}


@pytest.mark.parametrize("name", ORDERS)
def test_orders_that_are_known(name: str) -> None:
    """Without the reference VM at hand."""
    fill, order = ORDERS[name]
    assert run_here("local t = {};\n" + fill + '\nforeach (k, v in t) print(k + " ");').split() == order.split()


def test_orders_on_pypy(impsim: Callable[..., Any], pypy: str, tmp_path: Path) -> None:
    """PyPy's own objects forget the order in which attributes came; tables must not."""
    programs = Path(__file__).parent.parent / "squirrel"
    source = (programs / "show.nut").read_text() + (programs / "tables" / "order.nut").read_text()
    (tmp_path / "order.nut").write_text(source)
    assert impsim("sq", "order.nut", python=pypy).stdout == impsim("sq", "order.nut").stdout != b""


def test_walking_twice_shows_the_same() -> None:
    order = table({f"k{number}": number for number in range(100)})
    first, second = keys(order), keys(order)
    assert first == second
    assert sorted(first) == sorted(f"k{number}" for number in range(100))
