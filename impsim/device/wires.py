"""Wires between pins of an imp and terminals of parts.

Several parts may be on the wire of one pin. What they drive comes together here and goes to the world's end of the
pin: who drives low wins, then who drives high, then a resistor that pulls. impsim.scenario refuses wires that two
parts would fight for.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.device.pin import Pin

LOW, HIGH = 0, 1


class Net:
    """A pin and the parts on its wire."""

    def __init__(self, pin: Pin) -> None:
        self.pin = pin
        self._driven: dict[Wire, int] = {}
        self._pulled: dict[Wire, int] = {}
        self._given: Optional[int] = None  # what the pin was told last

    def drive(self, wire: Wire, level: Optional[int]) -> None:
        """What a part drives from now on; None lets go."""
        self._note(self._driven, wire, level)

    def pull(self, wire: Wire, level: Optional[int]) -> None:
        """Where a resistor of a part pulls."""
        if not self._pulled:
            self.pin.watch(self._imp_drives)
        self._note(self._pulled, wire, level)

    def _note(self, levels: dict[Wire, int], wire: Wire, level: Optional[int]) -> None:
        if level is None:
            levels.pop(wire, None)
        else:
            levels[wire] = level
        self._settle()

    def _imp_drives(self, pin: Pin) -> None:
        self._settle()

    def _settle(self) -> None:
        level = self._level()
        if level != self._given:
            self._given = level
            self.pin.drive(level)

    def _level(self) -> Optional[int]:
        if self._driven:
            return min(self._driven.values())
        if self._pulled and not self._is_driven_by_the_imp():
            return min(self._pulled.values())
        return None

    def _is_driven_by_the_imp(self) -> bool:
        """Whether a resistor could change nothing."""
        return self.pin.mode.low is not None and self.pin.mode.high is not None


class Wire:
    """From a terminal of a part to a pin.  name: the pin's, "" for a terminal that is left open."""

    def __init__(self, net: Optional[Net]) -> None:
        self._net = net
        self.name = "" if net is None else net.pin.name

    def __bool__(self) -> bool:
        """Whether it leads anywhere."""
        return self._net is not None

    @property
    def level(self) -> int:
        """0 or 1."""
        return LOW if self._net is None else self._net.pin.level

    @property
    def voltage_mv(self) -> int:
        """What is on it now."""
        return 0 if self._net is None else self._net.pin.voltage_mv

    @property
    def duty(self) -> float:
        """The share of time for which it is high: 0 or 1 without PWM."""
        if self._net is None:
            return 0.0
        duty = self._net.pin.duty
        return float(self._net.pin.level) if duty is None else duty

    def drive(self, level: Optional[int]) -> None:
        """What the part drives from now on: 0, 1, or None to let go."""
        if self._net is not None:
            self._net.drive(self, level)

    def pull(self, level: Optional[int]) -> None:
        """Where a resistor of the part pulls while nobody drives: 0, 1, or None to let go."""
        if self._net is not None:
            self._net.pull(self, level)

    def drive_mv(self, voltage_mv: Optional[int]) -> None:
        """The voltage that the part puts on it from now on; None lets go."""
        if self._net is not None:
            self._net.pin.drive_mv(voltage_mv)

    def drive_frequency(self, hz: Optional[float]) -> None:
        """A square wave from now on; None lets go."""
        if self._net is not None:
            self._net.pin.drive_frequency(hz)

    def watch(self, look: Callable[[], Any]) -> None:
        """Has look() called after each change on it, whoever has caused it."""
        if self._net is not None:
            self._net.pin.watch(lambda pin: look())
