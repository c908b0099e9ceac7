"""What closes and opens: buttons, switches, relays, resistors to the supply, and LEDs."""

from __future__ import annotations

from functools import partial

from impsim.device.part import Part, Quantity, Terminal
from impsim.device.wires import HIGH, LOW

ACTIVE = Quantity("high", choices=("high", "low"), about="the level that means yes")
MOST_BOUNCES = 6
US_PER_MS = 1000


class Contact(Part):
    """What joins its pin to the supply, or to ground when it is active low, while it is closed."""

    options = {
        "active": ACTIVE,
        "resistor": Quantity(False, about="whether a resistor on the board pulls the wire the other way"),
        "bounce": Quantity(0.0, "ms", 0, 1000, "for how long its contact opens and closes before it stays"),
    }

    def reset(self) -> None:
        """Power changes nothing about a contact."""

    def wired(self) -> None:
        self._wire = self.place.wire("pin")
        self._active = HIGH if self.option["active"] == "high" else LOW
        self._serial = 0
        if self.option["resistor"]:
            self._wire.pull(1 - self._active)
        self._touch(self.closed)

    @property
    def closed(self) -> bool:
        """Whether it is closed."""
        return bool(self.values["closed"])

    def changed(self, name: str) -> None:
        """It bounces, and is then as it was set."""
        self._serial += 1
        closed, serial = self.closed, self._serial
        self._touch(closed)
        for t_us in self._bounces():
            closed = not closed
            self.place.clock.at(t_us, partial(self._bounced, serial, closed))

    def _bounces(self) -> list[int]:
        """When it opens or closes once more: an even number of times."""
        within_us = int(self.option["bounce"] * US_PER_MS)
        if not within_us:
            return []
        rng, now_us = self.place.rng, self.place.clock.now_us
        count = 2 * (1 + rng.below(MOST_BOUNCES // 2))
        return sorted(now_us + 1 + rng.below(within_us) for _ in range(count))

    def _bounced(self, serial: int, closed: bool) -> None:
        if serial == self._serial:
            self._touch(closed)

    def _touch(self, closed: bool) -> None:
        if "stuck" in self.broken:
            closed = True
        self._wire.drive(self._active if closed and "open" not in self.broken else None)

    def fault_changed(self, name: str) -> None:
        self._touch(self.closed)


CONTACT_FAULTS = {"stuck": "its contact stays closed", "open": "its contact does not close"}


class Button(Contact):
    """A push-button."""

    kind = "button"
    about = "A push-button between a pin and the supply, or ground"
    terminals = {"pin": Terminal("opendrain", "what it joins to the supply, or to ground with active: low")}
    quantities = {"pressed": Quantity(False, about="whether somebody holds it down")}
    faults = CONTACT_FAULTS

    @property
    def closed(self) -> bool:
        return bool(self.values["pressed"])


class Switch(Contact):
    """A switch, a reed contact of a door, a float in a tank."""

    kind = "switch"
    about = "A switch, a reed contact, a float: a contact that stays as it is set"
    terminals = Button.terminals
    quantities = {"closed": Quantity(False, about="whether it is closed")}
    faults = CONTACT_FAULTS


class Resistor(Part):
    """A resistor on the board."""

    kind = "resistor"
    about = "A resistor from a wire to the supply or to ground"
    terminals = {"pin": Terminal("opendrain", "the wire that it pulls")}
    options = {"pull": Quantity("up", choices=("up", "down"), about="where it pulls")}

    def wired(self) -> None:
        self.place.wire("pin").pull(HIGH if self.option["pull"] == "up" else LOW)


class Relay(Part):
    """A relay with one contact, whose coil a pin switches."""

    kind = "relay"
    about = "A relay whose coil a pin switches, with a contact that may be wired to another pin"
    terminals = {
        "pin": Terminal("input", "its coil"),
        "contact": Terminal("opendrain", "what its contact joins to ground while it is closed", optional=True),
    }
    options = {"active": ACTIVE, "delay": Quantity(0.0, "ms", 0, 1000, "how long it takes to operate or release")}
    faults = {"stuck": "its contact is welded: it stays as it is", "open": "its coil is broken: it does not operate"}
    shows = {"closed": "whether its contact is closed", "operated": "how often it has closed"}

    def reset(self) -> None:
        self.closed = False
        self.operated = 0

    def wired(self) -> None:
        self._coil = self.place.wire("pin")
        self._active = HIGH if self.option["active"] == "high" else LOW
        self._coil.watch(self._energised)
        self._operate()

    def power_on(self) -> None:
        super().power_on()
        self._operate()

    def _energised(self) -> None:
        delay_us = int(self.option["delay"] * US_PER_MS)
        if delay_us:
            self.place.clock.after(delay_us, self._operate)
        else:
            self._operate()

    def _operate(self) -> None:
        """It follows its coil as that is now: what was shorter than its delay has had no effect."""
        closed = self._coil.level == self._active and "open" not in self.broken
        if closed == self.closed or "stuck" in self.broken:
            return
        self.closed = closed
        self.operated += closed
        self.place.wire("contact").drive(LOW if closed else None)
        self.tell()

    def fault_changed(self, name: str) -> None:
        self._operate()


class Led(Part):
    """A light-emitting diode, which PWM dims."""

    kind = "LED"
    about = "A light-emitting diode on a pin, which PWM dims"
    terminals = {"pin": Terminal("sense", "its anode, or its cathode with active: low")}
    options = {"active": ACTIVE}
    faults = {"open": "it is broken and stays dark"}
    shows = {"lit": "whether it shines at all", "brightness": "from 0 to 1"}

    def wired(self) -> None:
        self.place.wire("pin").watch(self.tell)

    @property
    def brightness(self) -> float:
        """The share of time for which it shines."""
        if "open" in self.broken:
            return 0.0
        duty = self.place.wire("pin").duty
        return duty if self.option["active"] == "high" else 1.0 - duty

    @property
    def lit(self) -> bool:
        """Whether it shines."""
        return self.brightness > 0
