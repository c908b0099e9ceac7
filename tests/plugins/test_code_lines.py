"""Which lines are code and where decisions lead: against tables, and against what Python's tracing sees of programs."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from properties.compare import _prelude
from properties.statements import program

from impsim.errors import Diagnostic
from impsim.plugins.code_lines import CodeLines
from impsim.squirrel.compile import compile_source
from impsim.squirrel.errors import Stop
from impsim.squirrel.printer import to_source
from impsim.squirrel.stdlib import install_stock
from impsim.squirrel.traceback import Defect
from impsim.squirrel.vm import VM

THOROUGH = Path(__file__).with_name("thorough.nut")


class Tracer:
    """Notes which line ran after which, function by function, as coverage does."""

    def __init__(self, path: str) -> None:
        self.arcs: set[tuple[int, int]] = set()
        self._path = path

    def begin(self, frame, event, argument):
        if frame.f_code.co_filename != self._path:
            return None
        last = -frame.f_code.co_firstlineno

        def follow(frame, event, argument):
            nonlocal last
            if event == "line":
                self.arcs.add((last, frame.f_lineno))
                last = frame.f_lineno
            elif event == "return" and argument is not None or event == "return" and not sys.exc_info()[0]:
                self.arcs.add((last, -frame.f_code.co_firstlineno))
            return follow

        return follow


def traced(source: str, path: str = "program.nut", steps: bool = True) -> set[tuple[int, int]]:
    """The arcs of a run; a program may end with an error."""
    vm = VM()
    install_stock(vm)
    vm.run(_prelude)
    main = vm.load(compile_source(source, path, steps=steps).code)
    tracer, before = Tracer(path), sys.gettrace()
    vm.enter()
    sys.settrace(tracer.begin)
    try:
        main(vm.root)
    except (Exception, Stop, Defect):
        pass
    finally:
        sys.settrace(before)
    return tracer.arcs


@pytest.mark.parametrize(
    ("source", "lines", "branches"),
    [
        ("local a = 1\na++\n", {1, 2}, {}),
        ("const A = 1\nenum E { x }\n;\n{\n}\nlocal a\n", {6}, {}),
        ("if (x)\n  a()\nb()", {1, 2, 3}, {1: {2, 3}}),
        ("if (x)\n  a()\nelse\n  b()", {1, 2, 4}, {1: {2, 4}}),
        ("if (x) {\n  a()\n}", {1, 2}, {1: {2, -1}}),
        ("if (x) a()\nb()", {1, 2}, {}),
        ("if (true)\n  a()\nb()", {1, 2, 3}, {}),
        ("function f(x) {\n  if (x) return\n  a()\n}", {1, 2, 3}, {2: {-1, 3}}),
        ("function f(x) {\n  if (x) throw 1\n  a()\n}", {1, 2, 3}, {}),
        ("while (x)\n  a()\nb()", {1, 2, 3}, {1: {2, 3}}),
        ("while (true)\n  a()\n", {1, 2}, {}),
        ("for (;;) {\n  if (x) break\n  a()\n}\nb()", {1, 2, 3, 5}, {2: {3, 5}}),
        ("foreach (v in x) {\n  if (v) continue\n  a()\n}\nb()", {1, 2, 3, 5}, {1: {2, 5}, 2: {1, 3}}),
        ("do {\n  a()\n} while (x)\nb()", {1, 2, 4}, {1: {2, 4}}),
        ("switch (x) {\n case 1:\n  a()\n  break\n case 2:\n  b()\n}\nc()", {1, 3, 6, 8}, {1: {3, 6, 8}}),
        ("switch (x) {\n case 1:\n  a()\n default:\n  b()\n}\nc()", {1, 3, 5, 7}, {1: {3, 5, 7}}),
        ("switch (x) {\n case 1:\n  a()\n  break\n default:\n  b()\n}\nc()", {1, 3, 6, 8}, {1: {3, 6}}),
        ("try {\n  if (x)\n    a()\n}\ncatch (e) {\n  b()\n}\nc()", {1, 2, 3, 6, 8}, {2: {3, 8}}),
        ("local f = function(x) {\n  if (x)\n    a()\n}", {1, 2, 3}, {2: {3, -1}}),
        ("local t = {\n  f = @(x) x + 1,\n  g = 2\n}", {1, 2}, {}),
        ("class A {\n  n = 1\n  function f() {\n    n = 2\n  }\n}", {1, 4}, {}),
        ("function g(x) {\n  yield 1\n  if (x)\n    yield 2\n}", {1, 2, 3, 4}, {3: {4, 1}}),
        ("a()\nif (x) // pragma: no cover\n  b()\nc()", {1, 4}, {}),
        ("function f() { # pragma: no cover\n  a()\n}\nb()", {4}, {}),
        ("a() // pragma: no covers\nb()", {1, 2}, {}),
        ('@include "x.nut"\n@if DEBUG\na(@{X})\n@endif\n', {3}, {}),
        ("this is no program", set(), {}),
        ("", set(), {}),
    ],
)
def test_lines_and_branches(source: str, lines: set[int], branches: dict[int, set[int]]) -> None:
    found = CodeLines(source)
    assert found.lines == lines
    assert found.branches == branches


def test_a_pragma_keeps_the_rest_of_a_file() -> None:
    found = CodeLines("if (x) { // pragma: no cover\n  a()\n} else {\n  b()\n}\nif (y) // pragma: no branch\n  c()")
    assert found.lines == {6, 7}
    assert found.excluded == {1, 2, 3, 4, 5}
    assert found.unbranched == {6}


@pytest.mark.parametrize("steps", [False, True])
def test_every_line_and_branch_of_a_thorough_program_is_seen(steps: bool) -> None:
    source = THOROUGH.read_text()
    found = CodeLines(source)
    arcs = {found.arc(*arc) for arc in traced(source, steps=steps)}
    assert len(found.branches) > 12
    assert found.lines <= {line for arc in arcs for line in arc}
    missing = {line: targets - {b for a, b in arcs if a == line} for line, targets in found.branches.items()}
    assert {line: targets for line, targets in missing.items() if targets} == {}


def unexpected(found: CodeLines, arcs: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where control went although that was not to be expected; exceptions lead back to their `try`, and functions that
    stand on the same line leave from it."""
    return [(a, b) for a, b in arcs if a in found.branches and b > a and b not in found.branches[a]]


@pytest.mark.parametrize("chunk", range(2))
def test_generated_programs_go_nowhere_else(chunk: int) -> None:
    seen = 0
    for seed in range(chunk * 20, chunk * 20 + 20):
        choices = random.Random(seed)
        source = to_source(program(choices.randbytes(choices.randrange(100, 3000))))
        found = CodeLines(source)
        try:
            arcs = {found.arc(*arc) for arc in traced(source)}
        except Diagnostic:
            continue
        assert unexpected(found, arcs) == []
        assert {line for arc in arcs for line in arc if line > 1} <= found.lines
        seen += sum(a in found.branches for a, _ in arcs)
    assert seen > 20


def test_deep_programs_are_read() -> None:
    chain = "if (x)\n  a()\n" + "else if (x)\n  a()\n" * 600
    found = CodeLines(chain + "local s = " + "1 + " * 3000 + "1\n")
    assert len(found.lines) == 2 * 601 + 1


def test_functions_in_defaults_have_branches() -> None:
    assert CodeLines("function f(x = function(y) {\n  if (y)\n    a()\n}) {\n}").branches == {2: {3, -1}}


def test_a_member_on_another_line_is_part_of_its_statement() -> None:
    source = dedent("""\
        local a = { b = true }
        if (a &&
            a.b)
            a = 1
        a = 2
    """)
    found = CodeLines(source)
    seen = traced(source)
    assert {found.arc(*arc) for arc in seen} & {(2, 4), (2, 5)} == {(2, 4)}
    assert any(3 in arc for arc in seen), "if this fails, Python has changed, and owners are no longer needed"
