"""The base library: print, type, array and what looks into the VM itself."""

from __future__ import annotations

from impsim.errors import Diagnostic
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.limits import MAX_STEPS
from impsim.squirrel.native import native, plain
from impsim.squirrel.stdlib.arguments import as_integer, slots
from impsim.squirrel.stdlib.array_methods import checked_size
from impsim.squirrel.text import tostring
from impsim.squirrel.values import is_table, table, truthy, type_name
from impsim.squirrel.values.array import Array

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

STOCK_VERSION = {
    "_versionnumber_": 305,
    "_version_": "Squirrel 3.0.5 stable",
    "_charsize_": 1,
    "_intsize_": 4,
    "_floatsize_": 4,
}
# impOS is based on 3.0.4 (developer.electricimp.com/squirrel). ASSUMED: that it says so in the stock constants.
IMPOS_VERSION = {**STOCK_VERSION, "_versionnumber_": 304, "_version_": "Squirrel 3.0.4 stable"}


@plain("assert", 2)
def assert_(this: Any, condition: Any) -> None:
    """Raises SquirrelError("assertion failed") unless the condition holds."""
    if not truthy(condition):
        raise SquirrelError("assertion failed")


@native("array", -2, ".n")
def array(this: Any, size: Any, fill: Any = None, *_: Any) -> Any:
    """A new array of size elements, all of them fill."""
    return Array([fill] * checked_size(as_integer(size)))


@plain("type", 2)
def type_(this: Any, value: Any) -> str:
    """The name of the value's type; no metamethod is asked."""
    return type_name(value)


@plain("type", 2)
def type_impos(this: Any, value: Any) -> str:
    """The same in impOS, whose own objects (a blob, hardware.i2c12) are of type "meta"."""
    return "meta" if getattr(type(value), "ƒis_meta", False) else type_name(value)


@native("dummy", 0)
def dummy(this: Any, *_: Any) -> None:
    """Nothing."""


@native("collectgarbage", 0)
def collectgarbage(this: Any, *_: Any) -> int:
    """The number of objects freed: none, as memory and its collector are the host's matter."""
    return 0


@native("resurrectunreachable", 0)
def resurrectunreachable(this: Any, *_: Any) -> None:
    """Nothing: see collectgarbage."""


@native("setdebughook", 2)
def setdebughook(this: Any, hook: Any) -> None:
    """Accepted and ignored."""


@native("enabledebuginfo", 2)
def enabledebuginfo(this: Any, enable: Any) -> None:
    """Accepted and ignored: positions are always there."""


@native("callee", 0)
def callee(this: Any, *_: Any) -> Any:
    """The closure that is running. Raises SquirrelError when there is none."""
    from impsim.squirrel.stdlib.frames import running_closure

    closure = running_closure()
    if closure is None:
        raise SquirrelError("no closure in the calls stack")
    return closure


@native("getstackinfos", 2, ".n")
def getstackinfos(this: Any, level: Any) -> Any:
    """A table on a function of the call stack (0: this native, 1: its caller), or null where there is none."""
    from impsim.squirrel.stdlib.frames import stack_infos

    return stack_infos(as_integer(level))


@native("suspend", -1)
def suspend(this: Any, value: Any = None, *_: Any) -> Any:
    """Hands value to whoever woke this thread, and waits; gives what wakeup passes. Outside a thread it is an error."""
    from impsim.squirrel.stdlib.thread import suspend_current

    return suspend_current(value)


def _printing(vm: Any) -> tuple[Any, ...]:
    """print, error and getroottable."""

    @plain("print", 2)
    def print_(this: Any, value: Any) -> None:
        """Writes the value as text, up to a NUL."""
        text = value if type(value) is str else tostring(value)
        vm.print(text.partition("\0")[0] if "\0" in text else text)

    @plain("error", 2)
    def error(this: Any, value: Any) -> None:
        """The same to where errors go."""
        vm.error_print(tostring(value).partition("\0")[0])

    @plain("getroottable", 1)
    def getroottable(this: Any) -> Any:
        """The root table."""
        return vm.root

    return print_, error, getroottable


PRINTING = slots(*_printing(None))  # templates for impsim.squirrel.stdlib.per_vm


def _expect_table(value: Any, text: str) -> None:
    if not is_table(value):
        raise SquirrelError(text)


def stock_vm_functions(vm: Any) -> dict[str, Callable[..., Any]]:
    """What reaches into one VM, in the stock library only."""
    vm.constants = table({})
    vm.error_handler = None

    @native("setroottable", 2)
    def setroottable(this: Any, root: Any) -> Any:
        """Sets the root table of all code of this VM; gives the former one."""
        _expect_table(root, "ivalid type")  # sic
        former = vm.root
        vm.root = vm.globals["ƒroot"] = root
        return former

    @native("getconsttable", 1)
    def getconsttable(this: Any) -> Any:
        """The table of constants for code compiled from now on."""
        return vm.constants

    @native("setconsttable", 2)
    def setconsttable(this: Any, constants: Any) -> Any:
        """Sets that table; gives the former one."""
        _expect_table(constants, "ivalid type, expected table")  # sic
        former, vm.constants = vm.constants, constants
        return former

    @native("seterrorhandler", 2)
    def seterrorhandler(this: Any, handler: Any) -> None:
        """Keeps the function to call with an error that nobody catches, for whoever runs this VM."""
        vm.error_handler = handler

    @native("newthread", 2, ".c")
    def newthread(this: Any, function: Any) -> Any:
        """A thread that will run the function. The reference crashes on a native."""
        from impsim.squirrel.stdlib.thread import new_thread

        return new_thread(function, vm.root)

    @native("compilestring", -2, ".ss")
    def compilestring(this: Any, source: str, name: str = "unnamedbuffer", *_: Any) -> Any:
        """A closure of compiled source. Raises SquirrelError with the text of a compile error."""
        from impsim.squirrel.compile import compile_source

        try:
            return vm.load(compile_source(source, name, steps=vm.steps < MAX_STEPS).code)
        except Diagnostic as problem:
            raise SquirrelError(problem.message) from None

    return slots(setroottable, getconsttable, setconsttable, seterrorhandler, newthread, compilestring)


# developer.electricimp.com/squirrel/learningsquirrel lists the first; collectgarbage is used by public code.
IMPOS_BASE = slots(assert_, array, type_impos, callee, dummy, collectgarbage)
STOCK_BASE = {
    **IMPOS_BASE,
    **slots(type_, resurrectunreachable, setdebughook, enabledebuginfo, getstackinfos, suspend),
}
