"""Explaining programs that mean harm: nothing of them runs, nothing takes long, nothing comes out of Python."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from explaining import PATH, failure_of

from impsim.diagnosis import explain_failure
from impsim.squirrel.compile import compile_source
from impsim.squirrel.stdlib import install_impos
from impsim.squirrel.vm import VM

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

META = """
class Spy {
    function _get(key) { ::asked++; throw null; }
    function _set(key, value) { ::asked++; throw null; }
    function _typeof() { ::asked++; return "x"; }
    function _tostring() { ::asked++; return "spy"; }
    function _cmp(other) { ::asked++; return 0; }
    function _nexti(before) { ::asked++; return null; }
}
asked <- 0;
"""

PROGRAMS = {
    "cyclic table": "local t = {}; t.me <- t; t.setdelegate({a = t}); t.nothing;",
    "cyclic array": "local a = []; a.append(a); a[1];",
    "huge table": 'local t = {}; for (local i = 0; i < 20000; i++) t["slot" + i] <- i; t.nothing;',
    "huge string": 'local s = "x"; for (local i = 0; i < 18; i++) s += s; s.nothing;',
    "many names": 'for (local i = 0; i < 20000; i++) getroottable()["slot" + i] <- i; slot20001;',
    "long name": "local t = {}; t." + "x" * 5000 + ";",
    "deep recursion": "function f(n) { return f(n + 1) + 1; } f(0);",
    "deep recursion of two": "function f(n) { return g(n); } function g(n) { return f(n); } f(0);",
    "deep delegates": "local t = {}; for (local i = 0; i < 500; i++) t = {}.setdelegate(t); t.nothing;",
    "deep expression": "local t = {}; " + "t = t || t; " * 200 + "t.nothing;",
    "deep members": "local t = {}; t.a <- t; t" + ".a" * 300 + ".nothing;",
    "odd names": 'local t = {["\\n\\x00\\xff two words"] = 1, [null == 1] = 2, [1.5] = 3}; t.nothing;',
    "odd text": 'throw "\\x00\\x1b[31m\\xff";',
    "long text": 'local s = "x"; for (local i = 0; i < 16; i++) s += s; throw s;',
    "not a number": "local a = [1]; a[0.0 / 0.0];",
    "infinite": "local a = [1]; a[1.0 / 0.0];",
    "weak reference": "local t = {}.weakref(); t.nothing;",
    "generator": "function g() { local t = {}; yield 1; t.nothing; } local s = g(); resume s; resume s;",
    "in a string": 'compilestring("local t = {}; t.nothing;")();',
    "compiled at run time": 'compilestring("local = 1");',
    "a class without a name": "(class { a = 1; })().nothing;",
    "native class": "blob(3).nothing;",
    "one line": "local t={}; " * 2000 + "t.nothing",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_it_is_explained(name: str) -> None:
    failure = failure_of(PROGRAMS[name])
    assert failure.problem.code[0] in "RC"
    assert len(failure.problem.why) < 1000
    assert len(failure.problem.message) <= 5100
    assert failure.render()


USES = [
    "local s = Spy(); s.x;",
    "local s = Spy(); s.x = 1;",
    "local s = Spy(); s[1];",
    "local t = {}.setdelegate({_get = function(key) { ::asked++; throw null; }}); t.x;",
    "local s = Spy(); s();",
    "local s = Spy(); s + 1;",
    "throw Spy();",
    "local a = [Spy()]; a[0].x;",
    "local s = Spy(); s.len(1, 2);",
]


@pytest.mark.parametrize("use", USES)
def test_no_metamethod_runs(use: str) -> None:
    program = META + use
    vm = VM(impos=True)
    install_impos(vm)
    with pytest.raises(Exception) as caught:
        vm.run(compile_source(program, PATH, steps=True))
    before = vm.root.__dict__["asked"]
    explain_failure(caught.value, {PATH: program}.get)
    assert vm.root.__dict__["asked"] == before


def test_a_source_that_is_not_known_or_another() -> None:
    vm = VM(impos=True)
    install_impos(vm)
    with pytest.raises(AttributeError) as caught:
        vm.run(compile_source("local t = {};\nt.x;", PATH))
    for text in (None, "", "local", "\x00", b"t.x;", "t = 1;\n" * 3, "}" * 100):
        problem = explain_failure(caught.value, {PATH: text}.get).problem
        assert (problem.message, problem.code) == ("the index 'x' does not exist", "R201")


def test_lines_in_utf8(impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "p.nut").write_text("local tür = 1;" if False else 'local t = {}; server.log("ä€" + t.grün);', "utf-8")
    ran = impsim("check", "p.nut")
    assert ran.returncode == 2, "a name has no umlauts"
    (tmp_path / "p.nut").write_text('local t = {["grün"] = 1}; server.log("ä€" + t.blue);', "utf-8")
    ran = impsim("run", "p.nut", "--explain", "--format", "message")
    lines = ran.stderr.decode().splitlines()
    text, caret = lines[2:4]
    assert text[caret.index("^")] == "."
    assert lines[4] == "why: `t` is a table with the slot grün"


@pytest.mark.parametrize("argv", [["-"], ["-e", "local t = {open = 1};\nt.opne;"]])
def test_programs_that_are_no_files(argv: list[str], impsim: Run) -> None:
    ran = impsim("run", *argv, "--explain", stdin=b"local t = {open = 1};\nt.opne;")
    assert "hint: did you mean 'open'?" in ran.stderr.decode()


def test_errors_in_libraries(impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    library = 'class Bell {\n    static VERSION = "1.0.0";\n    _count = 0;\n    function ring() { _count++; }\n}\n'
    (tmp_path / "lib" / "Bell.lib.nut").write_text(library)
    (tmp_path / "p.device.nut").write_text('#require "Bell.lib.nut:1.0.0"\nlocal ring = Bell().ring;\nring();\n')
    ran = impsim("run", "p.device.nut", "--lib", "lib", "--explain")
    told = ran.stderr.decode()
    assert "Bell.lib.nut:4:" in told
    assert "why: `_count` is a member of the class Bell, but `this` is the root table here" in told
    assert "called from main() at p.device.nut:3" in told


def test_an_agents_errors(impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "a.nut").write_text("local t = {open = 1};\nt.opne;\nhardware.pin1.read();\n")
    ran = impsim("run", "-e", "server.log(1);", "--agent", "a.nut", "--explain")
    assert "a.nut:2:2: the index 'opne' does not exist [R201]" in ran.stderr.decode()


def test_callbacks_that_impos_calls(impsim: Run) -> None:
    """No function of the program was running, so there is no place but that of the callback."""
    ran = impsim("run", "-e", "server.log(1);\nimp.wakeup(1, function(x) {});", "--explain")
    said = "[R209]\nwhy: a function without a name of -e:2 takes 1 argument: x, and is called with 0"
    assert said in ran.stderr.decode()


def test_without_columns(impsim: Run, pypy: str, tmp_path: Path) -> None:
    """PyPy records no columns: then the line has to do, where only one place of it fits."""
    (tmp_path / "p.nut").write_text("local t = {open = 1};\nlocal u = t.opne;\n")
    ran = impsim("run", "p.nut", "--explain", python=pypy)
    told = ran.stderr.decode()
    assert "p.nut:2: the index 'opne' does not exist [R201]" in told
    assert "hint: did you mean 'open'?" in told
