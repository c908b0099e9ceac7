"""The pins of an imp: which ones its model has, what each of them can do, what sleep and resets leave of them.

A peripheral, as a bus, takes pins for its signals. A pin has one use at a time, and the last one wins: who had it
before is told, and loses all its other pins with it.
"""

from __future__ import annotations

from impsim.device.pin import Bank, Pin
from impsim.device.pin_modes import HIGH, LOW, PWM_OUT, STARTS, TRISTATE, Mode
from impsim.device.supply import supply_mv
from impsim.errors import Diagnostic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Optional

    from impsim.device.pin import User
    from impsim.device.profile import Profile
    from impsim.device.surroundings import Surroundings


class Pins:
    """All pins of an imp, in the order of its profile.  bank: what they share."""

    def __init__(self, around: Surroundings, profile: Profile) -> None:
        starts = STARTS.get(profile.model, {})
        names: list[str] = profile["api.pins"]
        self._profile = profile
        self._around = around
        self.bank = Bank(around, supply_mv(around.site, profile))
        self.bank.on_lost = self._lost
        self._pins = {name: Pin(around, name, starts.get(name, TRISTATE), self.bank) for name in names}
        self._wake_pins: list[str] = profile["power.wake_pin"].split()  # an imp006 has two (D/node/3158)

    def __iter__(self) -> Iterator[Pin]:
        return iter(self._pins.values())

    def named(self, name: str) -> Pin:
        """The pin called name. Raises Diagnostic when the model has none."""
        if name not in self._pins:
            raise Diagnostic(
                "the %s has no pin '%s'" % (self._profile.name, name),
                hint="it has %s" % ", ".join(self._pins),
                code="pin",
            )
        return self._pins[name]

    def take(self, user: User, signals: dict[str, str], idle: Optional[dict[str, int]] = None) -> dict[str, Pin]:
        """Gives pins to a user: signal -> name of the pin. Those who had them lose all of theirs.

        idle: the level that a signal starts with, of those that the imp drives. What is in neither is only listened to.
        """
        self.release(user)
        levels = idle or {}
        taken = {signal: self._pins[name] for signal, name in signals.items()}
        for signal, pin in taken.items():
            name = "%s.%s" % (user.name, signal)
            mode = Mode(name, low=LOW, high=HIGH) if signal in levels else Mode(name)
            pin.lend(user, mode, levels.get(signal, LOW))
        return taken

    def release(self, user: User) -> None:
        """The user needs its pins no more: they are as at power-on."""
        for pin in self:
            if pin.user is user:
                pin.user = None
                pin.reset()

    def _lost(self, user: User) -> None:
        self.release(user)
        user.lost()

    def can_be(self, pin: Pin, mode: Mode) -> bool:
        """Whether a pin can have a mode."""
        if mode.wakes:
            return pin.name in self._wake_pins
        if mode.needs == "ptpg":
            return any(pair.endswith(">" + pin.name) for pair in self._profile["abilities.ptpg"])
        return not mode.needs or pin.name in self._profile["abilities." + mode.needs]

    def can_trigger(self, trigger: Pin, pin: Pin) -> bool:
        """Whether a pin can make another one's pulse generator begin."""
        pairs: list[str] = self._profile["abilities.ptpg"]
        return "%s>%s" % (trigger.name, pin.name) in pairs

    def look_at_supply(self) -> None:
        """The supply may have changed."""
        found_mv = supply_mv(self._around.site, self._profile)
        if found_mv != self.bank.supply_mv:
            self.bank.power(found_mv)
            for pin in self:
                pin.settle()

    def pulse(self) -> None:
        """Somebody uses the wake-up pin, where there is one: it is high for a moment."""
        for name in self._wake_pins[:1]:
            self._pins[name].pulse()

    def reset(self) -> None:
        """All are as at power-on. Assumed: so every program finds them, but for what `restart` says."""
        for pin in self:
            pin.reset()

    def restart(self) -> None:
        """A program starts without a boot. PWM outputs go on (D/api/hardware/pin/getperiod)."""
        for pin in self:
            if pin.mode is PWM_OUT:
                pin.on_change = None
            else:
                pin.reset()

    def power_down(self) -> None:
        """Deep sleep: what is no armed wake-up pin is tri-stated (D/node/851)."""
        for pin in self:
            pin.on_change = None
            if not pin.mode.wakes:
                pin.reset()
