"""Parts written in Squirrel: a program in a VM of its own, which is told what happens at its terminals.

What it has stands in tables of its root: `terminals`, `quantities`, `options`, `faults`, and `state`, which scenarios
see. Functions with the names of HEARD are called when something happens; those of _NATIVES are what it can do. It runs
anew whenever power comes, and begin() is called. It reaches nothing but its terminals, and its steps and memory are
limited.

    terminals <- {i2c = "i2c", alarm = "output"};
    options <- {address = 0x50};
    quantities <- {level = {value = 20, unit = "%", lowest = 0, highest = 100}};
    state <- {reads = 0};
    function read() { state.reads++; return get("level"); }
    function begin() { drive("alarm", 0); }
    function set(name, value) { drive("alarm", value > 90 ? 1 : 0); }
"""

from __future__ import annotations

from functools import partial

from impsim.device.part import BUSES, SORTS, Part, Quantity, Terminal
from impsim.errors import Diagnostic
from impsim.impos.conversions import to_json, to_squirrel, to_text
from impsim.impos.memory import Memory
from impsim.squirrel.access import call
from impsim.squirrel.errors import SquirrelError, Stop
from impsim.squirrel.native import hosted
from impsim.squirrel.stdlib import install_impos
from impsim.squirrel.text import tostring
from impsim.squirrel.traceback import call_stack, thrown
from impsim.squirrel.values import MISSING, rawget, rawset
from impsim.squirrel.vm import VM

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

ROOM = 1 << 20  # bytes of memory; no chip has as much
STEPS = 1000000  # loop turns and calls for one thing that happens
HEARD = "begin set fault changed start write read stop select deselect exchange receive".split()
DECLARED = "about terminals quantities options faults state".split()
US_PER_MS = 1000
HIGHEST_MV = 20000
LONGEST_DELAY_US = 1 << 50  # years


class Script:
    """A run of the program.  path: its file.  part: whose it is; None while its declarations are read."""

    def __init__(self, unit: Any, path: str, part: Optional[SquirrelPart]) -> None:
        self.path = path
        self.part = part
        self._vm = vm = VM(impos=True, steps=STEPS, seed=1 if part is None else part.place.rng.below(1 << 31))
        install_impos(vm)
        for name, count, mask, function in _NATIVES:
            rawset(vm.root, name, hosted(name, count, mask, function, self))
        memory = Memory(vm, ROOM)
        vm.next_block = memory.next_block
        self._run(lambda: vm.run(unit))

    def __getitem__(self, name: str) -> Any:
        """What its root has, as a plain value; None for nothing."""
        found = rawget(self._vm.root, name)
        return None if found is MISSING else to_json(found)

    def hears(self, name: str) -> bool:
        """Whether it has such a function."""
        return rawget(self._vm.root, name) is not MISSING

    def call(self, name: str, *arguments: Any) -> Any:
        """What one of its functions says; None where it has none."""
        function = rawget(self._vm.root, name)
        if function is MISSING:
            return None
        return self.run(function, *map(to_squirrel, arguments))

    def run(self, function: Any, *arguments: Any) -> Any:
        """Calls a function of it."""
        return self._run(lambda: call(function, self._vm.root, *arguments))

    def _run(self, action: Any) -> Any:
        self._vm.steps_taken = 0
        try:
            return action()
        except Stop as stop:
            raise self._failure("the part was stopped: %s" % stop.reason, stop) from None
        except Diagnostic:
            raise
        except Exception as error:
            message = to_text(tostring(thrown(error)))  # raises a defect of impsim again
            raise self._failure("the part failed: %s" % message, error) from None

    def _failure(self, message: str, error: BaseException) -> Diagnostic:
        """What to tell of it, at its place if there is one."""
        lines = [frame.line for frame in call_stack(error) if frame.path == self.path]
        line = lines[0] if lines else 0
        return Diagnostic(message, self.path, line, int(line > 0), code="part")


# What it can do


def _part(script: Script) -> Any:
    if script.part is None:
        raise SquirrelError("nothing is wired yet: a function begin() is called when it is")
    return script.part


def _wire(script: Script, terminal: str) -> Any:
    part = _part(script)
    about = part.terminals.get(terminal)
    if about is None or about.sort in BUSES:
        raise SquirrelError("there is no wire '%s'" % terminal)
    return part.place.wire(terminal)


def _level(script: Script, terminal: str) -> Any:
    return _wire(script, terminal).level


def _voltage(script: Script, terminal: str) -> Any:
    return _wire(script, terminal).voltage_mv


def _drive(script: Script, terminal: str, level: Any) -> None:
    _wire(script, terminal).drive(None if level is None else int(bool(level)))


def _drive_mv(script: Script, terminal: str, voltage_mv: Any) -> None:
    _wire(script, terminal).drive_mv(None if voltage_mv is None else _whole(voltage_mv, HIGHEST_MV))


def _get(script: Script, name: str) -> Any:
    found = _part(script).values.get(name)
    if found is None:
        raise SquirrelError("there is no quantity '%s'" % name)
    return to_squirrel(found)


def _option(script: Script, name: str) -> Any:
    found = _part(script).option.get(name)
    if found is None:
        raise SquirrelError("there is no option '%s'" % name)
    return to_squirrel(found)


def _whole(value: float, highest: int) -> int:
    """A number as one from 0 to the highest; what is no number is 0."""
    return int(min(max(value, 0), highest)) if value == value else 0


def _broken(script: Script, name: str) -> bool:
    return name in _part(script).broken


def _after(script: Script, delay_ms: float, function: Any) -> None:
    part = _part(script)
    delay_us = _whole(delay_ms * US_PER_MS, LONGEST_DELAY_US)
    part.place.clock.after(max(1, delay_us), lambda: part.later(script, function))


def _now(script: Script) -> int:
    return int(_part(script).place.clock.now_us // US_PER_MS) & 0x7FFFFFFF


def _random(script: Script, limit: int) -> int:
    return int(_part(script).place.rng.below(max(1, limit)))


def _send(script: Script, text: str) -> None:
    """On its UART."""
    part = _part(script)
    for name, about in part.terminals.items():
        if about.sort == "uart":
            part.place.bus(name).feed(text.encode("latin-1"))


def _tell(script: Script) -> None:
    _part(script).tell()


_NATIVES: tuple[tuple[str, int, str, Any], ...] = (
    ("level", 2, ".s", _level),
    ("voltage", 2, ".s", _voltage),
    ("drive", 3, ".sn|b|o", _drive),
    ("drivemv", 3, ".sn|o", _drive_mv),
    ("get", 2, ".s", _get),
    ("option", 2, ".s", _option),
    ("broken", 2, ".s", _broken),
    ("after", 3, ".nc", _after),
    ("now", 1, ".", _now),
    ("random", 2, ".i", _random),
    ("send", 2, ".s", _send),
    ("tell", 1, ".", _tell),
)
NATIVES = [name for name, *_ in _NATIVES]


class SquirrelPart(Part):
    """A part whose class was made by part_class."""

    unit: Any = None
    path = ""
    shows_more = True
    stretch_us = 0
    _script: Optional[Script] = None

    def reset(self) -> None:
        self.address = self.option.get("address", 0)
        self._script = None
        self._script = Script(self.unit, self.path, self)
        self._script.call("begin")

    def wired(self) -> None:
        for name, about in self.terminals.items():
            if about.sort in BUSES:
                self._attach(name, about.sort)
            else:
                self.place.wire(name).watch(partial(self._heard, "changed", name))

    def _attach(self, name: str, sort: str) -> None:
        bus = self.place.bus(name)
        if bus is None:
            return
        if sort == "spi":
            cs = [terminal for terminal, about in self.terminals.items() if about.sort == "select"]
            bus.attach(self, self.place.pin_of(cs[0]) or None if cs else None)
        else:
            bus.attach(self)

    def _heard(self, name: str, *arguments: Any) -> Any:
        return None if self._script is None else self._script.call(name, *arguments)

    def later(self, script: Script, function: Any) -> None:
        """A time that it has waited for; not one of a run before power has gone."""
        if script is self._script:
            script.run(function)
            self.tell()

    def changed(self, name: str) -> None:
        self._heard("set", name, self.values[name])

    def fault_changed(self, name: str) -> None:
        self._heard("fault", name, name in self.broken)

    def state(self) -> dict[str, Any]:
        found = None if self._script is None else self._script["state"]
        return {**self.values, **(found if isinstance(found, dict) else {})}

    # Buses

    def start(self, reading: bool) -> bool:
        """Its address on I2C was called."""
        return self._heard("start", reading) is not False

    def write(self, byte: int) -> bool:
        """A byte on I2C."""
        return self._heard("write", byte) is not False

    def read(self) -> int:
        """A byte that is read on I2C."""
        return _byte(self._heard("read"))

    def stop(self) -> None:
        """The transfer on I2C is over."""
        self._heard("stop")
        self.tell()

    def select(self) -> None:
        """It is selected on SPI."""
        self._heard("select")

    def deselect(self) -> None:
        """It no longer is."""
        self._heard("deselect")
        self.tell()

    def exchange(self, byte: int) -> int:
        """A byte each way on SPI."""
        return _byte(self._heard("exchange", byte))

    def receive(self, data: bytes, baud: int, frame: str) -> None:
        """Bytes on its UART."""
        if self._script is not None and self._script.hears("receive"):
            self._script.call("receive", data.decode("latin-1"))
            self.tell()


def _byte(value: Any) -> int:
    return int(value) & 0xFF if isinstance(value, (int, float)) and abs(value) < 1 << 31 else 0xFF


# Its declarations


def part_class(unit: Any, path: str, kind: str) -> type[Part]:
    """The class of a program. Raises Diagnostic for one that fails, or declares what cannot be."""
    script = Script(unit, path, None)
    tables = {name: _table(script, path, name) for name in DECLARED[1:]}
    terminals = {name: _terminal(path, name, about) for name, about in tables["terminals"].items()}
    made = {
        "kind": kind,
        "about": to_text(str(script["about"] or "a part in Squirrel")),
        "unit": unit,
        "path": path,
        "terminals": terminals,
        "quantities": {name: _quantity(path, name, about) for name, about in tables["quantities"].items()},
        "options": {name: _quantity(path, name, about) for name, about in tables["options"].items()},
        "faults": {name: str(about) for name, about in tables["faults"].items()},
        "shows": dict.fromkeys(tables["state"], "of its own"),
    }
    return type("Squirrel", (SquirrelPart,), made)


def _table(script: Script, path: str, name: str) -> dict[str, Any]:
    found = script[name]
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise Diagnostic("'%s' is not a table" % name, path, 1, 1, code="part")
    return found


def _terminal(path: str, name: str, about: Any) -> Terminal:
    """Its sort alone, or a table with `about` and `optional`."""
    given = about if isinstance(about, dict) else {"sort": about}
    sort = given.get("sort")
    if sort not in SORTS:
        hint = "one of " + ", ".join(SORTS)
        raise Diagnostic("the terminal '%s' has no sort '%s'" % (name, sort), path, 1, 1, hint=hint, code="part")
    return Terminal(sort, str(given.get("about") or ""), bool(given.get("optional")))


def _quantity(path: str, name: str, about: Any) -> Quantity:
    """Its value alone, or a table with `value`, `unit`, `lowest`, `highest`, `choices` and `about`."""
    given = about if isinstance(about, dict) else {"value": about}
    value = given.get("value")
    if not isinstance(value, (bool, int, float, str)):
        raise Diagnostic("'%s' has no value to begin with" % name, path, 1, 1, hint="%s = 0" % name, code="part")
    choices = given.get("choices") or []
    if not isinstance(choices, list) or not all(isinstance(choice, str) for choice in choices):
        raise Diagnostic("'%s' has choices that are no array of texts" % name, path, 1, 1, code="part")
    lowest, highest = (_limit(path, name, given.get(word)) for word in ("lowest", "highest"))
    texts = [str(given.get(word) or "") for word in ("unit", "about")]
    return Quantity(value, texts[0], lowest, highest, texts[1], tuple(choices))


def _limit(path: str, name: str, given: Any) -> Any:
    if given is None or type(given) in (int, float):
        return given
    raise Diagnostic("'%s' has a limit that is no number" % name, path, 1, 1, code="part")
