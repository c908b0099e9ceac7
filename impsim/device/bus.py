"""What the buses of an imp have in common: signals on pins, being enabled, and who is connected.

A bus that is configured takes the pins of its signals, and is disabled when another use takes one of them. A signal may
have a contact of its own in the place of a pin (an imp005 has such buses): it shares nothing.
"""

from __future__ import annotations

from impsim.device.pin import User

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional, Union

    from impsim.device.pin import Pin
    from impsim.device.pins import Pins
    from impsim.device.profile import Profile
    from impsim.device.surroundings import Surroundings

    Passes = Callable[[int], object]  # lets microseconds of virtual time pass inside a call of the program

DEDICATED = "-"  # in a profile's wiring: a contact of its own
LONGEST_SHOWN = 256  # bytes of a transfer in an event


class Bus(User):
    """name: as in the table hardware.  signals: their names -> pins, "" for a contact of its own.

    enabled: it is configured.
    """

    kind = ""

    def __init__(self, around: Surroundings, pins: Pins, name: str, profile: Profile) -> None:
        self.name = name
        self.signals = wiring(profile, name)
        self.model = profile.model
        self.enabled = False
        self.pins: dict[str, Pin] = {}  # those that it has taken, by signal
        self._around = around
        self._all_pins = pins

    def _take(self, idle: dict[str, int], without: tuple[str, ...] = ()) -> None:
        """Takes its pins, but for some signals.  idle: the levels of what it drives."""
        used = {signal: pin for signal, pin in self.signals.items() if pin and signal not in without}
        self.pins = self._all_pins.take(self, used, idle)
        self.enabled = True

    def disable(self) -> None:
        """Its pins are free, and it forgets what it was doing."""
        self.enabled = False
        self.pins = {}
        self._all_pins.release(self)

    def reset(self) -> None:
        """As a program finds it that begins."""
        if self.enabled:
            self.disable()

    def lost(self) -> None:
        """Assumed: a bus that loses a pin to another use is disabled."""
        self.disable()

    def tell(self, since_us: Optional[int] = None, **fields: Any) -> None:
        """An event of its kind, about itself."""
        more = {} if since_us is None else {"since_us": since_us}
        self._around.emit(self.kind, bus=self.name, **fields, **more)

    @property
    def told(self) -> bool:
        """Whether anybody listens to what it tells."""
        return self._around.instruments.listening


def shown(name: str, data: Union[bytes, bytearray]) -> dict[str, Any]:
    """Bytes as a field of an event, in hex; of a long transfer the beginning, and how many there were."""
    field: dict[str, Any] = {name: data[:LONGEST_SHOWN].hex()}
    if len(data) > LONGEST_SHOWN:
        field["bytes"] = len(data)
    return field


def wiring(profile: Profile, name: str) -> dict[str, str]:
    """The signals of a peripheral: their names -> pins, "" for contacts of its own."""
    pairs = [part.partition("=") for part in profile["wiring." + name].split()]
    return {signal: "" if pin == DEDICATED else pin for signal, _, pin in pairs}


class Buses:
    """Every bus of a model by its name. One is made when somebody first asks for it: programs use few."""

    def __init__(self, around: Surroundings, pins: Pins, profile: Profile) -> None:
        self._around = around
        self._pins = pins
        self._profile = profile
        self._made: dict[str, Bus] = {}
        self.kinds: dict[str, str] = {name: kind for kind in KINDS for name in profile["api." + kind]}

    def __getitem__(self, name: str) -> Bus:
        if name not in self._made:
            self._made[name] = _class_of(self.kinds[name])(self._around, self._pins, name, self._profile)
        return self._made[name]

    def get(self, name: str) -> Optional[Bus]:
        """The bus called name, None if there is none."""
        return self[name] if name in self.kinds else None

    def made(self) -> list[Bus]:
        """Those that have been asked for."""
        return [self._made[name] for name in self.kinds if name in self._made]


KINDS = ("i2c", "spi", "uart")


def _class_of(kind: str) -> Callable[..., Bus]:
    if kind == "i2c":
        from impsim.device.i2c import I2cBus

        return I2cBus
    if kind == "spi":
        from impsim.device.spi import SpiBus

        return SpiBus
    from impsim.device.uart import UartBus

    return UartBus
