"""What the instances hardware.pin1 and so on stand for: a pin, and the function of the program that hears of it."""

from __future__ import annotations

from impsim.squirrel.values import Instance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.device.pins import Mode, Pin
    from impsim.impos.imp import Imp


class PinInstance(Instance):
    """A pin as programs find it in the table hardware."""

    __slots__ = ("ƒclass", "ƒopened")
    ƒopened: BoundPin


class BoundPin:
    """A pin in the hands of one run of a program.  callback: what is called when its state changes, or None."""

    def __init__(self, host: Imp, pin: Pin) -> None:
        self.host = host
        self.pin = pin
        self.callback: Any = None

    def configure(self, mode: Mode, value: int, callback: Any) -> None:
        """Gives it a mode, and an input its callback."""
        self.callback = callback
        self.pin.configure(mode, value, None if callback is None else self._changed)

    def disable(self) -> None:
        """The pin is as at power-on."""
        self.callback = None
        self.pin.reset()

    def _changed(self) -> None:
        """The program asks for the state itself (D/node/2538)."""
        self.host.in_line(self.callback)


def pin_instances(host: Any) -> dict[str, PinInstance]:
    """An instance for each pin that the host's model has."""
    host.pins = [BoundPin(host, pin) for pin in host.device.pins]
    return {bound.pin.name: _instance(bound) for bound in host.pins}


def _instance(bound: BoundPin) -> PinInstance:
    from impsim.impos.instances import new_instance

    instance: PinInstance = new_instance("pin")
    instance.ƒopened = bound
    return instance
