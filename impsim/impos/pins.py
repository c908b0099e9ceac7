"""What the instances hardware.pin1 and so on stand for: a pin, and the function of the program that hears of it."""

from __future__ import annotations

from impsim.squirrel.values import Instance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.device.outputs import Output
    from impsim.device.pin import Pin
    from impsim.device.pin_modes import Mode
    from impsim.impos.imp import Imp


class PinInstance(Instance):
    """A pin as programs find it in the table hardware."""

    __slots__ = ("ƒclass", "ƒopened")
    ƒopened: BoundPin


class BoundPin:
    """A pin in the hands of one run of a program.  callback: what is called when its state changes, or None.

    window_us: how long a pulse counter counts.
    """

    def __init__(self, host: Imp, pin: Pin) -> None:
        self.host = host
        self.pin = pin
        self.callback: Any = None
        self.window_us = 0

    def configure(self, mode: Mode, value: int, callback: Any) -> None:
        """Gives it a mode, and an input its callback."""
        self.callback = callback
        self.pin.configure(mode, value, None if callback is None else self._changed)

    def drive_out(self, mode: Mode, output: Output) -> None:
        """Has it drive a voltage or PWM."""
        self.callback = None
        self.pin.drive_out(mode, output)

    def drive_after(self, mode: Mode, trigger: Pin, delay_us: int, period_us: int) -> None:
        """Has it drive a pulse whenever another pin has gone high."""
        self.callback = None
        self.pin.drive_after(mode, trigger, delay_us, period_us)

    def count(self) -> int:
        """The rising edges of a while, for which the call blocks (D/node/2520)."""
        self.pin.start_counting()
        self.host.loop.sleep(self.window_us)
        return self.pin.counted()

    def disable(self) -> None:
        """The pin is as at power-on."""
        self.callback = None
        self.pin.reset()

    def _changed(self) -> None:
        """The program asks for the state itself (D/node/2538)."""
        self.host.in_line(self.callback)

    def callbacks(self) -> list[Any]:
        """The functions that impOS keeps for it."""
        return [self.callback]


def pins_of(host: Any) -> dict[str, tuple[str, BoundPin]]:
    """The pins of the host's model: (name of the class of its instance, the pin)."""
    return {pin.name: ("pin", BoundPin(host, pin)) for pin in host.device.pins}
