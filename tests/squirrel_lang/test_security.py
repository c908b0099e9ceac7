"""Programs reach nothing of Python: names that Python would answer answer as Squirrel does, on every type of value."""

from __future__ import annotations

from types import FunctionType
from typing import Any

import pytest

from impsim.squirrel.access import DELEGATES, get
from impsim.squirrel.compile import compile_source
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.names import DELEGATE_NAMES, MANGLED, mangle
from impsim.squirrel.stdlib import install_impos, install_stock
from impsim.squirrel.stdlib.blob import Blob
from impsim.squirrel.values import Array, Class, DelegatedTable, Generator, InstanceBase, Table, WeakRef, type_name
from impsim.squirrel.vm import VM, allow_depth

VALUES = """
class Plain { field = 1; function method() { return 1 } static fixed = 2 }
class Asks { function _get(key) { throw null } function _set(key, value) { throw null } }
function yields() { yield 1 }
local delegated = {own = 1}
delegated.setdelegate({far = 2})
::strong <- {}
::values <- [
    {}, {own = 1}, delegated, [], [1], 1, 1.5, "text", true, null, Plain, Plain(), Asks(),
    function(a) { return a }, @(x, y = 1) x, print, yields(), ::strong.weakref(), blob(4)
]
"""
# Probes each value under a name; prints what a program could see: nothing but Squirrel types, or the error.
PROBE = """
foreach (i, v in ::values) {
    local seen = "";
    try { seen += typeof v[::name] } catch (e) { seen += e }
    try { seen += "~" + typeof v.%(name)s } catch (e) { seen += "~" + e }
    try { v.%(name)s(); seen += "~called" } catch (e) { seen += "~" + e }
    try { v.%(name)s = 1; seen += "~set" } catch (e) { seen += "~" + e }
    try { seen += "~" + (::name in v) } catch (e) { seen += "~" + e }
    print(i + " " + seen + "\\n")
}
try { print(%(name)s + "\\n") } catch (e) { print(e + "\\n") }
try { print(this.%(name)s + "\\n") } catch (e) { print(e + "\\n") }
"""
KINDS = (str, int, float, bool, type(None), list, dict, bytearray, object, type, FunctionType, Generator, Class, Table)
PYTHON_NAMES = sorted(
    {name for kind in KINDS for name in dir(kind) if name.isidentifier() and name.isascii()}
    | {"gi_frame", "gi_code", "f_locals", "f_globals", "f_back", "f_builtins", "co_code", "co_consts", "tb_frame"}
    | {"__builtins__", "__import__", "__loader__", "__spec__", "eval", "exec", "open", "getattr", "globals", "vars"}
    | {"None", "True", "False", "self", "cls", "type", "mro", "ag_frame", "cr_frame", "im_self", "func_globals"}
)
OWN = DELEGATE_NAMES | {"own", "far", "field", "method", "fixed"}
BLOB_NAMES = {"seek", "tell", "eos", "flush", "swap2", "swap4", "readn", "writen", "readblob", "writeblob"}
KEYWORDS = set(
    "while do if else break continue return null function local for foreach in typeof base delete try".split()
)
KEYWORDS |= set("catch throw clone yield resume switch case default this class extends constructor instanceof".split())
KEYWORDS |= {"true", "false", "static", "enum", "const"}


def machine(impos: bool = False) -> tuple[VM, list[str]]:
    allow_depth()
    written: list[str] = []
    vm = VM(written.append, impos=impos)
    (install_impos if impos else install_stock)(vm)
    return vm, written


@pytest.mark.parametrize("name", [name for name in PYTHON_NAMES if name not in OWN | KEYWORDS])
def test_names_of_python_are_unknown(name: str) -> None:
    vm, written = machine()
    vm.run(compile_source(VALUES))
    vm.run(compile_source(f'::name <- "{name}"'))
    vm.run(compile_source(PROBE % {"name": name}))
    lines = "".join(written).splitlines()
    missing = f"the index '{name}' does not exist"
    is_global = mangle(name) in vm.root.__dict__
    for line in lines[:-2]:
        number, _, seen = line.partition(" ")
        if number == "18" and name in BLOB_NAMES | {"len", "resize"}:
            continue
        element, slot, called, stored, inside = seen.split("~")
        assert element == slot, line
        assert element == missing or "invalid type" in element, line
        assert called == slot, line
        assert stored != "set", line
        assert inside == "false", line
    if not is_global:
        assert lines[-2:] == [missing, missing]


def test_slots_of_such_names_are_slots() -> None:
    vm, written = machine()
    names = [name for name in PYTHON_NAMES if name not in KEYWORDS]
    members = ", ".join(f"{name} = {number}" for number, name in enumerate(names))
    checks = " ".join(f't.{name} += 1; if (t["{name}"] != {n} + 1) print("{name} ");' for n, name in enumerate(names))
    vm.run(compile_source(f"local t = {{{members}}}; {checks} local n = 0; foreach (k, v in t) n++; print(n)"))
    assert "".join(written) == str(len(names))


def test_members_of_such_names_are_members() -> None:
    vm, written = machine()
    names = [name for name in PYTHON_NAMES if name not in KEYWORDS | {"constructor"} | OWN]
    members = " ".join(f"{name} = {number};" for number, name in enumerate(names))
    checks = " ".join(f'if (i.{name} != {n} || (i.{name} = 5) != 5) print("{name} ");' for n, name in enumerate(names))
    vm.run(compile_source(f"class C {{ {members} }} local i = C(); {checks} print(typeof i)"))
    assert "".join(written) == "instance"


def test_locals_of_such_names_are_locals() -> None:
    vm, written = machine()
    names = [name for name in PYTHON_NAMES if name not in KEYWORDS]
    declared = " ".join(f"local {name} = {number};" for number, name in enumerate(names))
    total = " + ".join(names[:200])
    vm.run(compile_source(f"local function f() {{ {declared} return (@() {total})() }} print(f())"))
    assert "".join(written) == str(sum(range(200)))


@pytest.mark.parametrize("text", ["{0.__class__}", "%(x)s", "%s{0}", "\u00aa", "__class__", "a\x00b"])
def test_format_shows_text_as_it_is(text: str) -> None:
    vm, written = machine()
    from impsim.squirrel.values import rawset

    rawset(vm.root, "text", text)
    vm.run(compile_source('print(format("%s", text).len() + " " + (format("%s", text) == text))'))
    assert "".join(written) in (f"{len(text)} true", "1 false")  # C's %s ends at a NUL


SQUIRREL_TYPES = (type(None), bool, int, float, str, Array, Table, DelegatedTable, Class, Generator, WeakRef, Blob)


def reachable(value: Any, seen: dict[int, Any]) -> None:
    """Everything that Squirrel operations lead to from a value."""
    if id(value) in seen:
        return
    seen[id(value)] = value
    kind = type(value)
    if kind is Array:
        for element in value:
            reachable(element, seen)
    elif kind in (Table, DelegatedTable, Class):
        for slot in list(value.__dict__.values()):
            reachable(slot, seen)
    for name in sorted(set(PYTHON_NAMES) | DELEGATE_NAMES):
        try:
            reachable(get(value, name), seen)
        except SquirrelError:
            pass


@pytest.mark.parametrize("impos", [False, True])
def test_everything_in_reach_is_a_squirrel_value(impos: bool) -> None:
    vm, _ = machine(impos)
    if not impos:
        vm.run(compile_source(VALUES))
    seen: dict[int, Any] = {}
    reachable(vm.root, seen)
    strangers = [
        value
        for value in seen.values()
        if type(value) not in SQUIRREL_TYPES and not isinstance(value, (FunctionType, InstanceBase))
    ]
    assert [type(value) for value in strangers if type_name(value) not in ("instance", "thread")] == []
    assert [value for value in strangers if not hasattr(type(value), "ƒclass") and not hasattr(value, "ƒclass")] == []


def test_every_python_name_is_kept_under_another() -> None:
    leaks = [
        name for kind in KINDS for name in dir(kind) if mangle(name) == name and "ƒ" not in name and "ʹ" not in name
    ]
    assert leaks == []
    assert set(MANGLED) >= DELEGATE_NAMES
    kinds = DELEGATES.keys() - {"thread"}  # its methods are attributes of its type (stdlib.thread), where it is used
    assert {name for kind in kinds for name in DELEGATES[kind]} <= DELEGATE_NAMES
