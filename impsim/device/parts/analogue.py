"""What gives a voltage: a source, a potentiometer, a thermistor, a light sensor; and what gives pulses."""

from __future__ import annotations

from math import exp, log10

from impsim.device.part import Part, Quantity, Terminal

KELVIN = 273.15
PIN = {"pin": Terminal("analog", "the pin that measures it")}


class Source(Part):
    """What puts a voltage on a pin, as long as it is whole."""

    terminals = PIN
    faults = {"open": "it is not connected any more", "short": "it is short-circuited: 0 V"}

    def wired(self) -> None:
        self.place.on_supply(self._drive)
        self._drive()

    def changed(self, name: str) -> None:
        self._drive()

    def fault_changed(self, name: str) -> None:
        self._drive()

    @property
    def voltage_mv(self) -> float:
        """What it gives."""
        raise NotImplementedError

    def _drive(self) -> None:
        voltage_mv = max(0, min(self.place.supply_mv, round(self.voltage_mv)))
        given = None if "open" in self.broken else 0 if "short" in self.broken else voltage_mv
        self.place.wire("pin").drive_mv(given)


class Voltage(Source):
    """Whatever gives a voltage."""

    kind = "voltage"
    about = "A source of a voltage, which anything with an analogue output is"
    quantities = {"voltage": Quantity(0.0, "mV", 0, 5000, "what it gives; pins see no more than the supply")}

    @property
    def voltage_mv(self) -> float:
        return float(self.values["voltage"])


class Potentiometer(Source):
    """A knob."""

    kind = "potentiometer"
    about = "A potentiometer between ground and the supply"
    quantities = {"position": Quantity(0.5, "", 0, 1, "of its wiper: 0 is ground, 1 the supply")}

    @property
    def voltage_mv(self) -> float:
        return float(self.values["position"]) * self.place.supply_mv


class Thermistor(Source):
    """A resistor that knows how warm it is, in a divider."""

    kind = "thermistor"
    about = "An NTC thermistor in a divider with a resistor"
    options = {
        "beta": Quantity(3435.0, "", 100, 10000, "its constant, in kelvin"),
        "resistance": Quantity(10000.0, "ohm", 1, 1e7, "at 25 C"),
        "resistor": Quantity(10000.0, "ohm", 1, 1e7, "the other half of the divider"),
        "side": Quantity("high", choices=("high", "low"), about="whether it goes to the supply or to ground"),
    }
    quantities = {"temperature": Quantity(22.0, "C", -80, 300, "of the thermistor")}
    shows = {"resistance_now": "its resistance in ohms"}

    @property
    def resistance_now(self) -> float:
        """Its resistance."""
        inverse = 1 / (self.values["temperature"] + KELVIN) - 1 / (25 + KELVIN)
        return float(self.option["resistance"] * exp(self.option["beta"] * inverse))

    @property
    def voltage_mv(self) -> float:
        own, other = self.resistance_now, self.option["resistor"]
        lower = other if self.option["side"] == "high" else own
        return float(self.place.supply_mv * lower / (own + other))


class Apds9007(Source):
    """A light sensor whose current grows with the logarithm of the light."""

    kind = "APDS9007"
    about = "Ambient light sensor with a logarithmic current, over a load resistor"
    sheet = "Avago, APDS-9007, AV02-0512EN"
    terminals = {**PIN, "enable": Terminal("input", "what switches it on; always on where it is left open", True)}
    options = {"load": Quantity(47000.0, "ohm", 1000, 1e6, "the resistor over which its current flows")}
    quantities = {"light": Quantity(400.0, "lx", 0, 120000, "that falls on it")}

    HEADROOM_MV = 400  # assumed: how close to the supply its output comes
    AMPERES_A_DECADE = 10e-6

    def wired(self) -> None:
        self.place.wire("enable").watch(self._drive)
        super().wired()

    @property
    def voltage_mv(self) -> float:
        enable = self.place.wire("enable")
        if enable and not enable.level:
            return 0.0
        current = self.AMPERES_A_DECADE * log10(max(self.values["light"], 1.0))
        return float(min(current * self.option["load"] * 1000, self.place.supply_mv - self.HEADROOM_MV))


class Pulses(Part):
    """A flow meter, an anemometer, a tacho: what gives so many pulses a second."""

    kind = "pulses"
    about = "What gives pulses: a flow meter, an anemometer, a tacho"
    terminals = {"pin": Terminal("output", "the pin that counts them")}
    quantities = {"frequency": Quantity(0.0, "Hz", 0, 1000000, "how many pulses there are in a second")}
    faults = {"stuck": "it gives none"}

    def wired(self) -> None:
        self.changed("frequency")

    def changed(self, name: str) -> None:
        hz = 0.0 if "stuck" in self.broken else self.values["frequency"]
        self.place.wire("pin").drive_frequency(hz or None)

    def fault_changed(self, name: str) -> None:
        self.changed("frequency")
