"""What deep sleep keeps of the table nv."""

from __future__ import annotations

import pytest

from impsim.impos import nv
from impsim.squirrel.compile import compile_source
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.stdlib import install_impos
from impsim.squirrel.vm import VM


def program(code):
    """The VM of a program that has run."""
    vm = VM(impos=True)
    install_impos(vm)
    vm.run(compile_source(code, "p.nut"))
    return vm


def after_sleep(before, after):
    """What an expression gives in the next run of a program."""
    vm = VM(impos=True)
    install_impos(vm)
    nv.restore(vm.root, nv.saved(program(before).root))
    return vm.run(compile_source("return (%s\n)" % after, "p.nut"))


KEPT = [
    ("nv <- {n = 1}", "nv.n", 1),
    ('nv <- {n = 1.5, b = true, s = "text", z = null}', 'nv.n == 1.5 && nv.b && nv.s == "text" && nv.z == null', True),
    ("nv <- {a = [1, [2, {x = 3}]]}", "nv.a[1][1].x", 3),
    ("nv <- {b = blob(3)}", "nv.b.len()", 3),
    ("nv <- {b = blob(3)}", "typeof nv.b", "blob"),
    ("nv <- {}", "nv.len()", 0),
    ("nv <- {f = function() {}, n = 1}", '!("f" in nv) && nv.n == 1', True),
    ("class C {}; nv <- {c = C(), k = C, n = 1}", '!("c" in nv) && !("k" in nv) && nv.n == 1', True),
    ("local x = 1", '"nv" in getroottable()', False),
    ("nv <- 1", '"nv" in getroottable()', False),
    ("nv <- [1]", '"nv" in getroottable()', False),
    ("local nv = {}", '"nv" in getroottable()', False),
]


@pytest.mark.parametrize(("before", "after", "value"), KEPT)
def test_what_is_kept(before, after, value):
    assert after_sleep(before, after) == value


def test_a_later_change_does_not_reach_what_was_saved():
    vm = program("nv <- {a = [1]}")
    packed = nv.saved(vm.root)
    vm.root.nv.a.append(2)
    other = VM(impos=True)
    nv.restore(other.root, packed)
    assert other.root.nv.a == [1]
    other.root.nv.a.append(3)
    nv.restore(vm.root, packed)
    assert vm.root.nv.a == [1]


def test_a_counter_over_three_sleeps():
    packed = None
    for number in range(1, 4):
        vm = VM(impos=True)
        install_impos(vm)
        nv.restore(vm.root, packed)
        vm.run(compile_source('if (!("nv" in getroottable())) nv <- {count = 0}; nv.count++', "p.nut"))
        assert vm.root.nv.countʹ == number
        packed = nv.saved(vm.root)


def filled(count):
    return nv.saved(program("nv <- {b = blob(%d)}" % count).root)


def test_just_under_four_kilobytes_fit():
    assert filled(4000) is not None
    with pytest.raises(SquirrelError, match="nv table is too large"):
        filled(4096)


TOO_MUCH = {
    "strings": 'nv <- {}; for (local i = 0; i < 300; i++) nv["k" + i] <- "0123456789"',
    "itself": "nv <- {}; nv.self <- nv",
}


@pytest.mark.parametrize("code", TOO_MUCH.values(), ids=TOO_MUCH)
def test_too_much_is_an_error_and_changes_nothing(code):
    vm = program(code)
    before = dict(vm.root.nv.ƒslots)
    with pytest.raises(SquirrelError):
        nv.saved(vm.root)
    assert nv.saved_by_impos(vm.root) is None
    assert vm.root.nv.ƒslots == before


def test_impos_saves_what_a_call_would():
    root = program("nv <- {n = [1, 2]}").root
    assert nv.saved_by_impos(root) == nv.saved(root) is not None


@pytest.mark.parametrize("reason", range(12))
def test_wake_reasons_that_keep_it(reason):
    assert nv.survives(reason) is (reason in (1, 3, 7))
