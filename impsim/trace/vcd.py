"""Waveforms of a trace as a value change dump (IEEE 1364-2005, clause 18), which viewers of signals open.

Each imp is a module. A pin has a wire with its level; if the trace tells voltages, a real in volts; if it tells PWM, a
real with the duty. While a pin makes PWM, or the world drives it with a signal whose edges nobody listens to, its level
is x. A bus has a wire that is high while it transfers. Times are microseconds since power-on.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    Event = dict[str, Any]
    Key = tuple[str, str]  # the imp and the name

BUSES = ("i2c", "spi", "uart")
WIRE, REAL = "wire", "real"
FIRST, CODES = 33, 94  # the characters of which identifiers are made: ! to ~
UNKNOWN = "x"
SHORTEST_US = 1  # for which a transfer is shown that takes no time


class Dump:
    """The variables of a trace, and what they are when."""

    def __init__(self, events: Iterable[Event]) -> None:
        self.variables: dict[Key, str] = {}
        self.changes: list[tuple[int, int, Key, str]] = []
        self.end_us = 0
        for event in events:
            self.end_us = max(self.end_us, event.get("t_us", 0))
            if event["kind"] == "pin":
                self._pin(event)
            elif event["kind"] in BUSES:
                self._transfer(event)

    def _set(self, t_us: int, imp: str, name: str, sort: str, value: str) -> None:
        self.variables[imp, name] = sort
        self.changes.append((t_us, len(self.changes), (imp, name), value))

    def _pin(self, event: Event) -> None:
        imp, pin, t_us = event["device"], event["pin"], event["t_us"]
        if "level" in event:
            self._set(t_us, imp, pin, WIRE, str(event["level"]))
            self._tell_again(t_us, imp, pin, event["level"])
        if "mv" in event:
            self._set(t_us, imp, pin + "_V", REAL, _real(event["mv"] / 1000))
        if "duty" in event:
            self._set(t_us, imp, pin + "_duty", REAL, _real(event["duty"]))
            if 0 < event["duty"] < 1:
                self._set(t_us, imp, pin, WIRE, UNKNOWN)
        if "signal" in event:
            self._set(t_us, imp, pin, WIRE, UNKNOWN)
        if "mode" in event and (imp, pin + "_duty") in self.variables:
            self._set(t_us, imp, pin + "_duty", REAL, _real(0))

    def _tell_again(self, t_us: int, imp: str, pin: str, level: int) -> None:
        """A pin at the end of its range has no voltage of its own in the trace."""
        if (imp, pin + "_V") in self.variables and not level:
            self._set(t_us, imp, pin + "_V", REAL, _real(0))

    def _transfer(self, event: Event) -> None:
        imp, name, t_us = event["device"], event["bus"], event["t_us"]
        begun_us = min(event.get("since_us", t_us), t_us - SHORTEST_US)
        self._set(max(0, begun_us), imp, name, WIRE, "1")
        self._set(t_us, imp, name, WIRE, "0")


def _real(value: float) -> str:
    return "r%.16g " % value


def _identifiers() -> Iterator[str]:
    """Short ones first."""
    number = 0
    while True:
        code, left = "", number
        while True:
            code += chr(FIRST + left % CODES)
            left = left // CODES - 1
            if left < 0:
                break
        yield code
        number += 1


def lines(events: Iterable[Event]) -> Iterator[str]:
    """The lines of the file."""
    dump = Dump(events)
    codes = dict(zip(sorted(dump.variables), _identifiers()))
    yield "$comment impsim: pins and buses $end"
    yield "$timescale 1 us $end"
    yield from _scopes(dump, codes)
    yield "$enddefinitions $end"
    yield "#0"
    yield "$dumpvars"
    now = {key: UNKNOWN if sort == WIRE and key[1].startswith("pin") else _start(sort) for key, sort in _sorted(dump)}
    for key, value in now.items():
        yield value + codes[key]
    yield "$end"
    yield from _values(dump, codes, now)


def _sorted(dump: Dump) -> list[tuple[Key, str]]:
    return sorted(dump.variables.items())


def _start(sort: str) -> str:
    return "0" if sort == WIRE else _real(0)


def _scopes(dump: Dump, codes: dict[Key, str]) -> Iterator[str]:
    for imp in sorted({imp for imp, _ in dump.variables}):
        yield "$scope module %s $end" % _word(imp)
        for (owner, name), sort in _sorted(dump):
            if owner == imp:
                yield "$var %s %d %s %s $end" % (sort, 1 if sort == WIRE else 64, codes[owner, name], _word(name))
        yield "$upscope $end"


def _word(name: str) -> str:
    """A name without what separates words."""
    return "".join(char if char.isalnum() else "_" for char in name) or "_"


def _values(dump: Dump, codes: dict[Key, str], now: dict[Key, str]) -> Iterator[str]:
    """The changes in the order of time; what does not change is left out."""
    told_us = 0
    for t_us, _, key, value in sorted(dump.changes):
        if now[key] == value:
            continue
        now[key] = value
        if t_us != told_us:
            told_us = t_us
            yield "#%d" % t_us
        yield value + codes[key]
    if dump.end_us > told_us:
        yield "#%d" % dump.end_us
