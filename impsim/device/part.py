"""Parts: what is wired to an imp, and the base class for those of your own.

A part has two surfaces. The imp sees its terminals: pins that it drives or looks at, and buses on which it answers.
The world sees its quantities, which scenarios set, its faults, and its state, which they look at. A class says what
it has of each:

    class Doorbell(Part):
        kind = "doorbell"
        about = "A bell that rings as long as its pin is high."
        terminals = {"pin": Terminal("input", "its coil")}
        quantities = {"volume": Quantity(80, "%", 0, 100, "how loud it is set")}
        faults = {"stuck": "it does not ring"}
        shows = {"ringing": "whether it rings", "rung": "how often it has begun to ring"}

        def reset(self):
            self.ringing, self.rung = False, 0

        def wired(self):
            self.place.wire("pin").watch(self.look)

        def look(self):
            before, self.ringing = self.ringing, self.place.wire("pin").level == 1 and "stuck" not in self.broken
            self.rung += self.ringing and not before
            self.tell()

Everything takes place in virtual time, `self.place.clock`. What is random comes from `self.place.rng`, so that each run
is the same. No part prints, opens a file or looks at the host's clock.
"""

from __future__ import annotations

from impsim.device.quantity import Quantity, Unfit
from impsim.device.supply import supply_mv
from impsim.errors import Diagnostic

__all__ = ["Part", "Place", "Plan", "Quantity", "Terminal", "Unfit"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, ClassVar

    from impsim.device.profile import Profile
    from impsim.device.surroundings import Surroundings
    from impsim.device.wires import Wire
    from impsim.sim.clock import Clock
    from impsim.sim.rng import Rng

BUSES = ("i2c", "spi", "uart")
DRIVING = ("output", "opendrain", "analog")
SORTS = (*BUSES, "input", "sense", "select", *DRIVING)
SIGNALS = {"i2c": ("SCL", "SDA"), "spi": ("COPI", "CIPO", "SCLK"), "uart": ("TX", "RX")}


class Terminal:
    """sort: what it is joined to and who drives the wire, as seen from the part:

    i2c, spi, uart: a bus.  input: it looks at a level.  sense: it looks at a voltage or at PWM.  output: it drives
    high or low.  opendrain: it drives low or lets go, as others on the same wire may.  analog: it gives a voltage.
    select: the pin that selects it on its SPI bus, or `bus` for the bus's own; left open, it is selected always.

    optional: whether it may be left open.  signals: of a bus, those that the part needs.
    """

    def __init__(self, sort: str, about: str = "", optional: bool = False, signals: tuple[str, ...] = ()) -> None:
        self.sort = sort
        self.about = about
        self.optional = optional
        self.signals = signals or SIGNALS.get(sort, ())


class Plan:
    """A part as it is to be wired.  terminals: name -> pin or bus.  options, quantities: those that are given."""

    def __init__(
        self, make: type[Part], terminals: dict[str, str], options: dict[str, Any], quantities: dict[str, Any]
    ) -> None:
        self.make = make
        self.terminals = terminals
        self.options = options
        self.quantities = quantities


class Place:
    """Where a part stands.  name: the part's.  clock, rng: the imp's time, and randomness that is the part's own.

    options: of the class, each with its value.
    """

    def __init__(
        self,
        name: str,
        plan: Plan,
        around: Surroundings,
        profile: Profile,
        wires: dict[str, Wire],
        buses: dict[str, Any],
    ) -> None:
        self.name = name
        self.clock: Clock = around.clock
        self.rng: Rng = around.rng.fork("part " + name)
        self.options = {**{name: option.default for name, option in plan.make.options.items()}, **plan.options}
        self.quantities = plan.quantities
        self._around = around
        self._profile = profile
        self._wires = wires
        self._buses = buses

    def wire(self, terminal: str) -> Wire:
        """The wire at a terminal; one that is left open is a wire to nothing."""
        return self._wires[terminal]

    def bus(self, terminal: str) -> Any:
        """The bus at a terminal, or None where it is left open."""
        return self._buses.get(terminal)

    def pin_of(self, terminal: str) -> str:
        """The name of the pin at a terminal, "" where it is left open."""
        return self._wires[terminal].name

    @property
    def supply_mv(self) -> int:
        """What powers it now. Assumed: the imp's own supply powers all parts."""
        return supply_mv(self._around.site, self._profile)

    def on_supply(self, look: Callable[[], Any]) -> None:
        """Has look() called when the supply may have changed."""
        self._around.world.watch(look)

    @property
    def listening(self) -> bool:
        """Whether anybody hears of events."""
        return self._around.instruments.listening

    def emit(self, **fields: Any) -> None:
        """An event `part` of the trace."""
        self._around.emit("part", part=self.name, **fields)


class Part:
    """kind, about: its name in scenarios, and what it is.  sheet: the public text that says so.

    terminals, options, quantities: what can stand in a scenario; options are set once, where the part is wired.
    faults: what can be wrong with it, and what happens then.  shows: what its state has besides the quantities:
    attributes, or properties, of the same names; shows_more: also what these do not name. Names differ from each other
    in all of these, but for shows and terminals.  one_of: terminals of which just one has to be joined.
    values: the quantities as they are now.  option: the options.  broken: the faults that it has now.
    """

    kind = ""
    about = ""
    sheet = ""
    terminals: ClassVar[dict[str, Terminal]] = {}
    options: ClassVar[dict[str, Quantity]] = {}
    quantities: ClassVar[dict[str, Quantity]] = {}
    faults: ClassVar[dict[str, str]] = {}
    shows: ClassVar[dict[str, str]] = {}
    shows_more: ClassVar[bool] = False
    one_of: ClassVar[tuple[str, ...]] = ()

    def __init__(self, place: Place) -> None:
        self.place = place
        self.option = place.options
        self.values = {name: quantity.default for name, quantity in self.quantities.items()}
        self.values.update(place.quantities)
        self.broken: set[str] = set()
        self._told: Any = None
        self.reset()
        self.wired()

    # What a class of your own may say

    @classmethod
    def addresses(cls, options: dict[str, Any]) -> tuple[int, ...]:
        """Those that it has on an I2C bus, of 7 bits, with these options."""
        return (options["address"],) if "address" in options else ()

    def reset(self) -> None:
        """Power has come: it is as it leaves the factory, but for its quantities, which are the world's."""

    def wired(self) -> None:
        """Its wires and buses are there: what it listens to, and what it drives at first. Called once."""

    def changing(self) -> None:
        """The world is about to set a quantity: what was measured before has to be with the old one."""

    def changed(self, name: str) -> None:
        """The world has set a quantity."""

    def fault_changed(self, name: str) -> None:
        """A fault has come or gone."""

    def state(self) -> dict[str, Any]:
        """What scenarios see of it: plain values."""
        return {**self.values, **{name: getattr(self, name) for name in self.shows}}

    # What it is asked for

    def power_on(self) -> None:
        """Power has come after it was gone."""
        self.reset()
        self.tell()

    def set(self, name: str, value: Any) -> None:
        """Sets a quantity. Raises Diagnostic for one that it has not, or a value that it cannot have."""
        if name not in self.quantities:
            hint = "it has " + ", ".join(self.quantities) if self.quantities else ""
            raise Diagnostic("the part %s has no '%s'" % (self.place.name, name), hint=hint, code="part")
        try:
            value = self.quantities[name].checked(value)
        except Unfit as unfit:
            raise Diagnostic("%s is not %s" % (value, unfit.args[0]), code="part") from None
        self.changing()
        self.values[name] = value
        self.changed(name)
        self.tell()

    def fault(self, name: str, on: bool) -> None:
        """Breaks it, or mends it. Raises Diagnostic for a fault that it does not know."""
        if name not in self.faults:
            hint = "it knows " + ", ".join(self.faults) if self.faults else ""
            raise Diagnostic("the part %s has no fault '%s'" % (self.place.name, name), hint=hint, code="part")
        (self.broken.add if on else self.broken.discard)(name)
        self.fault_changed(name)
        self.tell()

    def tell(self) -> None:
        """Has the trace say how it is, if that is another state than it has told of."""
        if not self.place.listening:
            return
        told = {"state": _copy(self.state()), "faults": sorted(self.broken)}
        if told != self._told:
            self._told = told
            self.place.emit(**told)


def _copy(value: Any) -> Any:
    """A value that stays as it is now."""
    if isinstance(value, dict):
        return {name: _copy(below) for name, below in value.items()}
    return [_copy(below) for below in value] if isinstance(value, (list, tuple)) else value
