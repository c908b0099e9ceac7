"""Limits throw Squirrel errors that a program can catch, and leave the host unharmed."""

from __future__ import annotations

import pytest

from impsim.squirrel.compile import compile_source
from impsim.squirrel.errors import Stop
from impsim.squirrel.limits import MAX_ARRAY, MAX_BLOB, MAX_STRING
from impsim.squirrel.stdlib import install_stock
from impsim.squirrel.traceback import call_stack
from impsim.squirrel.vm import VM

# Ways to recurse without end; each is a function body that calls `again`.
RECURSIONS = {
    "a call": "::again <- function() { again() }",
    "a call that adds": "::again <- function() { return 1 + again() }",
    "a comparator": "::again <- function() { [2, 1].sort(function(a, b) { again(); return 0 }) }",
    "map": "::again <- function() { [1].map(function(x) { again() }) }",
    "call": "::again <- function() { again.call(this) }",
    "acall": "::again <- function() { again.acall([this]) }",
    "pcall": "::again <- function() { again.pcall(this) }",
    "bindenv": "::again <- function() { again.bindenv({})() }; ::again = ::again.bindenv(getroottable())",
    "a constructor": "class C { constructor() { C() } }; ::again <- function() { C() }",
    "_get": "class C { function _get(k) { return this[k + 1] } }; ::again <- function() { return C()[0] }",
    "_set": "class C { function _set(k, v) { this[k + 1] = v } }; ::again <- function() { C()[0] = 1 }",
    "_add": "class C { function _add(o) { return this + o } }; ::again <- function() { return C() + 1 }",
    "_call": "class C { function _call(e) { return this() } }; ::again <- function() { return C()() }",
    "_cmp": "class C { function _cmp(o) { return this < o ? 1 : 0 } }; ::again <- function() { return C() < C() }",
    "_tostring": 'class C { function _tostring() { return "" + this } }; ::again <- function() { return "" + C() }',
    "_typeof": "class C { function _typeof() { return typeof this } }; ::again <- function() { return typeof C() }",
    "_nexti": "class C { function _nexti(i) { foreach (x in this) return 1 } };"
    " ::again <- function() { foreach (x in C()) 1 }",
    "a delegate": "local d = {function _get(k) { return this[k + 1] }}; local t = {}; t.setdelegate(d);"
    " ::again <- function() { return t[0] }",
    "generators": "::again <- function() { local g = (function() { yield again() })(); return resume g }",
    "foreach": "::again <- function() { foreach (x in (function() { yield again() })()) 1 }",
    "default": "::again <- function(x = 1) { return again() }",
    "compilestring": '::again <- compilestring("return again()")',
}


@pytest.mark.parametrize("code", RECURSIONS.values(), ids=RECURSIONS)
def test_recursion_without_end_can_be_caught(impsim, tmp_path, code):
    tried = 'local first = ""; try { again() } catch (e) { first = e } print(first);'
    tried += ' try { again() } catch (e) print("|again")'
    (tmp_path / "p.nut").write_text(code + "\n" + tried)
    run = impsim("sq", "p.nut")
    assert run.stderr == b""
    assert run.returncode == 0
    assert run.stdout in (b"stack overflow|again", b""), "pcall swallows the error"
    if "pcall" not in code:
        assert run.stdout


def run(code: str, steps: bool = False, budget: int = 10**6) -> str:
    written: list[str] = []
    vm = VM(written.append, steps=budget)
    install_stock(vm)
    vm.run(compile_source(code, "p.nut", steps=steps))
    return "".join(written)


GROWTH = {
    "doubling a local string": 'local s = "x"; while (true) s += s',
    "doubling a slot": '::s <- "x"; while (true) s = s + s',
    "joining": 'local s = "xxxxxxxx"; while (true) s = "a" + s + s + "b"',
    "array()": f"array({MAX_ARRAY + 1})",
    "resize": f"[].resize({MAX_ARRAY + 1})",
    "extend": "local a = [1]; while (true) a.extend(a)",
    "blob()": f"blob({MAX_BLOB + 1})",
    "resizing a blob": f"blob(1).resize({MAX_BLOB + 1})",
    "a wide format": 'format("%999999999d", 1)',
}


@pytest.mark.parametrize("code", GROWTH.values(), ids=GROWTH)
def test_growth_ends_in_an_error(code):
    assert run(f'try {{ {code} }} catch (e) {{ print("caught") }}') == "caught"


def test_what_is_within_the_limits_works():
    length = MAX_STRING // 2
    assert run(f"local s = array({length}).len(); print(s); print(blob({MAX_BLOB}).len())") == f"{length}{MAX_BLOB}"


LOOPS = {
    "while": "while (true) { n++ }",
    "do": "do { n++ } while (true)",
    "for": "for (;;) n++",
    "a range": "for (local i = 0; i < 1000000000; i++) n++",
    "foreach": "foreach (x in (function() { while (true) yield 1 })()) n++",
    "calls": "local f; f = function(k) { n++; if (k > 0) { f(k - 1); f(k - 1) } }; f(60)",
    "catching": "while (true) { try { while (true) n++ } catch (e) { n = 0 } }",
}


@pytest.mark.parametrize("code", LOOPS.values(), ids=LOOPS)
def test_an_endless_loop_stops_at_the_same_place_every_time(code):
    counts = []
    for _ in range(2):
        written: list[str] = []
        vm = VM(written.append, steps=10000)
        install_stock(vm)
        program = compile_source(f"::n <- 0; try {{ {code} }} catch (e) {{ print(e) }}", "p.nut", steps=True)
        with pytest.raises(Stop) as stopped:
            vm.run(program)
        assert call_stack(stopped.value)[-1].path == "p.nut"
        assert written == []
        counts.append(vm.root.n)
    assert counts[0] == counts[1]
    assert 0 < counts[0] <= 10000 + 512


def test_a_new_turn_has_a_new_budget():
    vm = VM(steps=10000)
    program = compile_source("for (local i = 0; i < 9000; i++) {}", "p.nut", steps=True)
    for _ in range(5):
        vm.run(program)
    assert vm.steps_taken <= 10000
