"""What values take on a device, and that a program which needs more is stopped, always at the same place."""

from __future__ import annotations

import json
import pathlib
import subprocess

import memory_programs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from memory_programs import HOARDS, ROOM, VALUES, Measured, hoarded, taken

from impsim.impos.conversions import to_squirrel
from impsim.impos.memory import MOST_EARLY, Memory, OutOfMemory, in_use
from impsim.squirrel.compile import compile_source
from impsim.squirrel.values import dereference
from impsim.squirrel.vm import VM

EXACT = {name: case for name, case in VALUES.items() if case[1] is not None}


@pytest.mark.parametrize(("code", "size"), EXACT.values(), ids=EXACT)
def test_what_values_take(code, size):
    assert taken(code) == size


@pytest.mark.parametrize("code", [code for code, _ in VALUES.values()], ids=VALUES)
def test_a_second_look_finds_the_same(code):
    measured = Measured(code, 1 << 30)
    root = measured.vm.root
    assert measured.memory.in_use() == measured.memory.in_use()
    assert in_use(root) == in_use(root) == in_use(root, [root])


def test_pypy_finds_the_same(pypy, root):
    here = pathlib.Path(memory_programs.__file__)
    environment = {"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run([pypy, str(here)], capture_output=True, env=environment, timeout=60)
    assert run.stderr == b""
    values, hoards = json.loads(run.stdout)
    assert values == {name: taken(code) for name, (code, _) in VALUES.items()}
    assert hoards == {name: hoarded(code) for name, code in HOARDS.items()}


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-100, 100) | st.floats(width=32) | st.text("abc", max_size=9),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text("xyz", max_size=3), inner, max_size=6),
    max_leaves=30,
)


@given(PLAIN, PLAIN)
def test_an_element_more_never_takes_less(value, element):
    array = to_squirrel([value])
    before = in_use(array)
    array.append(to_squirrel(element))
    assert in_use(array) >= before + 8 * (len(array) % 2 == 0)


@given(st.dictionaries(st.text("abc", max_size=3), PLAIN, max_size=8), st.text("abc", max_size=3), PLAIN)
def test_a_slot_more_never_takes_less(slots, name, value):
    before = in_use(to_squirrel({key: kept for key, kept in slots.items() if key != name}))
    assert in_use(to_squirrel({**slots, name: value})) >= before


GROWING = {
    "an array": ("::x <- []", "x.append(x.len())", 400),
    "a table": ("::x <- {}", "x[x.len()] <- 1", 600),
    "a string": ('::x <- ""', 'x += "0123456789"', 400),
    "a blob": ("::x <- blob()", 'x.writestring("0123456789")', 400),
    "closures": ("::x <- []", "local v = x.len(); x.append(function() { return v++ })", 3000),
    "what a closure captures": ("::x <- (function() { local a = []; return @() a.append(a.len()) })()", "x()", 300),
    "what a generator holds": (
        "::x <- (function() { local a = []; while (true) { a.append(1); yield } })()",
        "resume x",
        300,
    ),
    "chained instances": ("class C { next = null }; ::x <- null", "local c = C(); c.next = x; x = c", 2000),
}


@pytest.mark.parametrize(("first", "more", "least"), GROWING.values(), ids=GROWING)
def test_growth_shows(first, more, least):
    sizes = [taken("%s; for (local i = 0; i < %d; i++) { %s }" % (first, turns, more)) for turns in range(0, 80, 8)]
    assert sizes == sorted(sizes)
    assert sizes[-1] - sizes[0] >= least


def test_strings_count_once_by_content():
    one, hundred = (
        taken('::x <- array(100); for (local i = 0; i < %d; i++) x[i] = "s" + "hared"' % n) for n in (1, 100)
    )
    assert one == hundred


def test_what_a_program_lets_go_is_free_again():
    assert taken("::x <- {}; for (local i = 0; i < 50; i++) x[i] <- []; x = null") == 0


def test_running_functions_hold_their_locals():
    sizes = []
    vm = VM(impos=True)
    memory = Memory(vm, ROOM)
    vm.root.look = lambda this: sizes.append(memory.in_use())
    code = "local a = null; look(); a = [1, 2, 3, 4]; look(); a = null; look()"
    vm.run(compile_source(code, "p.nut"))
    assert sizes[1] - sizes[0] == 80
    assert sizes[2] == sizes[0]


def test_a_look_keeps_nothing_alive():
    code = (
        "::w <- null; ::look <- null; ::f <- function() { local t = {}; w = t.weakref(); look();"
        " local there = w != null; t = null; return [there, w] }"
    )
    measured = Measured(code, 1 << 30)
    root = measured.vm.root
    root.look = lambda this: measured.memory.in_use() and None
    there, gone = root.f(root)
    assert there
    assert dereference(gone) is None


def test_what_the_host_keeps_counts():
    vm = VM(impos=True)
    kept = []
    memory = Memory(vm, ROOM, lambda: kept)
    assert memory.free() == ROOM
    kept.append([1, 2, 3])
    assert memory.free() == ROOM - 40 - 32


def test_the_root_table_counts_from_its_first_size_on():
    vm = VM(impos=True)
    memory = Memory(vm, ROOM)
    for number in range(5):
        vm.root.__dict__[number] = number
    assert memory.in_use() == 80
    vm.root.__dict__.clear()
    assert memory.in_use() == 0


def test_no_room_left_is_out_of_memory():
    vm = VM(impos=True)
    memory = Memory(vm, 1000)
    vm.root.x = "x" * 900
    assert 0 <= memory.free() < 100
    vm.root.x = "x" * 1000
    with pytest.raises(OutOfMemory) as stopped:
        memory.free()
    assert stopped.value.reason == "out of memory"
    with pytest.raises(OutOfMemory):
        for _ in range(100):
            memory.turn_over()


# name -> about how much fits into an imp001
FITTING = {
    "blobs in a local": (70, 76),
    "blobs in a slot": (70, 76),
    "integers": (9000, 9800),
    "a string": (7000, 7900),
    "in spite of catching": (70, 76),
    "recursion": (180, 250),
    "slots": (1000, 1400),
}


@pytest.mark.parametrize(("name", "least", "most"), [(name, *bounds) for name, bounds in FITTING.items()], ids=FITTING)
def test_a_hoarder_is_stopped_about_where_memory_ends(name, least, most):
    assert least <= hoarded(HOARDS[name]) <= most


@pytest.mark.parametrize("code", HOARDS.values(), ids=HOARDS)
def test_every_hoarder_is_stopped_at_the_same_place_every_time(code):
    first, second = Measured("::n <- 0;" + code), Measured("::n <- 0;" + code)
    assert first.out_of_memory
    assert first.n == second.n


class Looks(Memory):
    """Counts how often it looks, and how many values."""

    looks = values = 0

    def _census(self):
        census = super()._census()
        self.looks += 1
        self.values += census.looked_at
        return census


STEADY = {
    "a small heap": "local n = 0; while (n < 300000) n++",
    "a large heap": "local a = array(1000, 1); local n = 0; while (n < 300000) n++",
    "a heap that breathes": "local n = 0; while (n < 300000) { local a = []; while (a.len() < 900) a.append(n++) }",
}


@pytest.mark.parametrize("code", STEADY.values(), ids=STEADY)
def test_looking_costs_little(code, monkeypatch):
    monkeypatch.setattr(memory_programs, "Memory", Looks)
    memory = Measured(code).memory
    assert memory.looks > 2
    assert memory.looks <= 300000 / 8192 * 2 + MOST_EARLY
    assert memory.values <= 300000 / 8


def test_turns_are_looked_at_though_they_take_no_steps():
    vm = VM(impos=True)
    memory = Looks(vm, ROOM)
    for _ in range(10000):
        memory.turn_over()
    assert 30 < memory.looks < 60
