"""Every native is declared as the reference declares it, and nothing of Python's shines through."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from oracle.client import Oracle
from test_expected_output import SHOW, run_here

from impsim.squirrel.access import DELEGATES
from impsim.squirrel.stdlib import IMPOS_STRING_METHODS, install_impos, install_stock
from impsim.squirrel.values import keys
from impsim.squirrel.vm import VM

VALUES = {
    "integer": "1",
    "float": "1.5",
    "bool": "true",
    "string": '""',
    "array": "[]",
    "table": "{}",
    "class": "class {}",
    "instance": "(class {})()",
    "function": "function() {}",
    "generator": "(function() { yield 1 })()",
    "weakref": "{}.weakref()",
    "thread": "newthread(function() {})",
}
HIDDEN_FROM_THE_REFERENCE = {"PI", "RAND_MAX", "blob", "regexp", "stream"}
ABSENT = "getenv system remove rename file loadfile dofile writeclosuretofile stdin stdout stderr".split()
PRINT_NAMES = 'foreach (name, value in getroottable()) print(name + "\\n")'


def declarations() -> str:
    """A program that shows what every method and function declares."""
    natives = ["(%s)[%s]" % (VALUES[kind], '"%s"' % name) for kind, names in DELEGATES.items() for name in names]
    vm = VM()
    install_stock(vm)
    functions = [name for name in keys(vm.root) if name not in HIDDEN_FROM_THE_REFERENCE and name[0] != "_"]
    blob = 'local b = class extends blob {}; foreach (name in split("%s", " ")) ' % " ".join(keys_of_blob(vm))
    shown = "local v = %s, i = v.getinfos(); return [i.name, i.paramscheck, i.typecheck]"
    lines = ["show(function() { " + shown % native + " })" for native in natives]
    lines += ["show(@() [%s.getinfos().paramscheck, %s.getinfos().typecheck])" % (name, name) for name in functions]
    lines.append(blob + "show(@() [name, b[name].getinfos().paramscheck, b[name].getinfos().typecheck])")
    return "\n".join(lines)


def keys_of_blob(vm: VM) -> list[str]:
    from impsim.squirrel.values import class_items

    return sorted(key for key, _ in class_items(vm.root.blob))


def test_declarations(oracle_python: str) -> None:
    oracle = Oracle(oracle_python, SHOW)
    theirs = oracle.run(declarations())
    oracle.close()
    assert theirs.end == "o"
    assert run_here(declarations(), "").splitlines() == theirs.output.splitlines()


def test_names_of_the_root_table(oracle_python: str) -> None:
    oracle = Oracle(oracle_python, SHOW)
    theirs = set(oracle.run(PRINT_NAMES).output.split())
    oracle.close()
    assert set(run_here(PRINT_NAMES, "").split()) == theirs - set(ABSENT)


def test_impos_strings_have_the_same_methods() -> None:
    assert list(IMPOS_STRING_METHODS) == list(DELEGATES["string"])


CHANGES = """
foreach (name in ["blob", "regexp"]) {
    local klass = getroottable()[name]
    show(@() klass.added <- 1)
    show(@() klass.added <- @() 1)
    show(@() klass.len <- @() 1)
    show(@() klass.newmember("added", @() 1, null, true))
    show(@() klass.newmember("_add", @(other) 1))
    show(@() klass.rawset("added", @() 1))
    show(@() klass.setattributes(null, 1))
    show(@() klass.rawset("added", 1))
    show(@() delete klass.len)
}
math.added <- 1
"""
LOOK = """
show(@() ["added" in blob, "added" in regexp, "added" in math, blob.getattributes(null), blob(3).len()])
show(@() blob(1) + 1)
show(@() math.rand() == math.rand())
"""


def test_no_vm_can_change_another() -> None:
    before = run_here(LOOK, "impos")
    changes = run_here(CHANGES, "impos")
    refused = "ERR trying to modify a class that has already been instantiated\n"
    assert changes == 2 * (7 * refused + "null\n" + "ERR attempt to delete a slot from a class\n")
    assert run_here(LOOK, "impos") == before
    assert before.startswith(
        "[false, false, false, null, 3]\nERR arith op + on between 'instance' and 'integer'\nfalse\n"
    )


def test_vms_have_their_own_natives_where_they_differ() -> None:
    written: list[str] = []
    first, second = VM(written.append, impos=True), VM(impos=True)
    for vm in (first, second):
        install_impos(vm)
        vm.root.print(vm.root, "x")
    assert written == ["x"]
    assert first.root.math.rand(None) == second.root.math.rand(None) != first.root.math.rand(None)


HEAVY = "re ast lark dataclasses typing enum json pathlib argparse functools asyncio random datetime".split()


@pytest.mark.parametrize("agent", [False, True])
def test_a_small_start(agent: bool, root: Path) -> None:
    program = (
        "import sys; before = set(sys.modules)\n"
        "from impsim.squirrel.stdlib import install_impos, install_stock\n"
        "from impsim.squirrel.vm import VM\n"
        f"install_stock(VM()); install_impos(VM(impos=True), agent={agent})\n"
        "print(' '.join(set(sys.modules) - before))"
    )
    run = subprocess.run([sys.executable, "-S", "-c", program], cwd=root, capture_output=True, text=True)
    assert run.stderr == ""
    assert sorted(set(run.stdout.split()) & set(HEAVY)) == []
