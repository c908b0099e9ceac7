"""HTS221: humidity and temperature, calibrated in the factory.

What it measures are counts; registers 0x30 to 0x3F say, for each chip, to which values two counts belong, and programs
draw the line through them (ST, HTS221 data sheet, DocID026333, section 8).
"""

from __future__ import annotations

from impsim.device.measuring import NOISE, noise, signal
from impsim.device.part import Quantity, Terminal
from impsim.device.registers import I2C, Register, RegisterPart, address, signed
from impsim.device.sampling import Sampler

RATES_HZ = (0.0, 1.0, 7.0, 12.5)
CONVERSION_US = 20000  # assumed: of a single measurement; the data sheet does not say
POWER_ON, ONE_SHOT, BOOT = 0x80, 0x01, 0x80
BOTH, HUMIDITY_READY, TEMPERATURE_READY = 3, 2, 1
ACTIVE_LOW, OPEN_DRAIN, DRDY_ENABLED = 0x80, 0x40, 0x04
COUNTS_PER_C, COUNTS_PER_PERCENT = 64, 256  # data sheet, table 3
SPREAD_PERCENT = 5  # assumed: how much chips differ in that
NOISE_C, NOISE_PERCENT = 0.007, 0.03  # data sheet, table 16: as with its default averages


class Calibration:
    """Two points of a line: values in the steps of their register, and the counts that belong to them."""

    def __init__(self, low: int, high: int, per_unit: float, low_count: int, high_count: int) -> None:
        self.low, self.high = low, high
        self.low_count, self.high_count = low_count, high_count
        self._per_unit = per_unit

    def count(self, value: float) -> int:
        """What is measured at a value."""
        share = (value * self._per_unit - self.low) / (self.high - self.low)
        return round(self.low_count + share * (self.high_count - self.low_count))


class HTS221(RegisterPart):
    """A capacitive humidity sensor."""

    kind = "HTS221"
    about = "Humidity and temperature sensor with calibration registers"
    sheet = "ST, HTS221, DocID026333"
    terminals = {**I2C, "drdy": Terminal("output", "its data-ready pin", optional=True)}
    options = {"address": address(0x5F), "noise": NOISE}
    quantities = {
        "temperature": Quantity(22.0, "C", -40, 120, "of the air"),
        "humidity": Quantity(45.0, "%", 0, 100, "relative, of the air"),
    }
    increment_bit = 0x80
    registers = {
        0x0F: Register("WHO_AM_I", 0xBC),
        0x10: Register("AV_CONF", 0x1B, writable=0x3F),
        0x20: Register("CTRL_REG1", 0x00, writable=0x87, wrote="_controlled"),
        0x21: Register("CTRL_REG2", 0x00, writable=0x83, wrote="_commanded"),
        0x22: Register("CTRL_REG3", 0x00, writable=0xC4, wrote="_signal_after_write"),
        0x27: Register("STATUS_REG", read="_status"),
        0x28: Register("HUMIDITY_OUT_L", read="_humidity_low"),
        0x29: Register("HUMIDITY_OUT_H", read="_humidity_high"),
        0x2A: Register("TEMP_OUT_L", read="_temperature_low"),
        0x2B: Register("TEMP_OUT_H", read="_temperature_high"),
        0x30: Register("H0_rH_x2"),
        0x31: Register("H1_rH_x2"),
        0x32: Register("T0_degC_x8"),
        0x33: Register("T1_degC_x8"),
        0x35: Register("T1/T0_MSB"),
        0x36: Register("H0_T0_OUT"),
        0x37: Register("H0_T0_OUT_H"),
        0x3A: Register("H1_T0_OUT"),
        0x3B: Register("H1_T0_OUT_H"),
        0x3C: Register("T0_OUT"),
        0x3D: Register("T0_OUT_H"),
        0x3E: Register("T1_OUT"),
        0x3F: Register("T1_OUT_H"),
    }

    def __init__(self, place: object) -> None:
        self._sampler: Sampler | None = None
        super().__init__(place)

    def reset(self) -> None:
        super().reset()
        self._calibrate()
        self._ready = 0
        if self._sampler is not None:
            self._sampler.run(0)
            self._signal()

    def wired(self) -> None:
        self._sampler = Sampler(self.place.clock, self._sampled, self._is_waited_for)
        super().wired()

    def _calibrate(self) -> None:
        """Each chip has numbers of its own: those of a part are always the same."""
        rng = self.place.rng.fork("calibration")
        temperatures = 8 * (15 + rng.below(5)), 8 * (35 + rng.below(5))
        humidities = 2 * (20 + rng.below(10)), 2 * (70 + rng.below(10))
        t_step = COUNTS_PER_C / 8 * (100 + rng.below(SPREAD_PERCENT)) / 100
        h_step = -COUNTS_PER_PERCENT / 2 * (100 - rng.below(SPREAD_PERCENT)) / 100
        t_count, h_count = rng.below(300), rng.below(4000)
        self.temperature = _line(temperatures, 8, t_step, t_count)
        self.humidity = _line(humidities, 2, h_step, h_count)
        self._store_calibration(self.temperature, self.humidity)

    def _store_calibration(self, t: Calibration, h: Calibration) -> None:
        self["H0_rH_x2"], self["H1_rH_x2"] = h.low, h.high
        self["T0_degC_x8"], self["T1_degC_x8"] = t.low, t.high
        self["T1/T0_MSB"] = t.low >> 8 | t.high >> 8 << 2
        for name, count in (
            ("H0_T0_OUT", h.low_count),
            ("H1_T0_OUT", h.high_count),
            ("T0_OUT", t.low_count),
            ("T1_OUT", t.high_count),
        ):
            self.put(name, signed(count, 16), 2)

    # Measuring

    def _controlled(self, byte: int) -> None:
        on = self["CTRL_REG1"] & POWER_ON
        assert self._sampler is not None
        self._sampler.run(RATES_HZ[self["CTRL_REG1"] & 3] if on else 0)

    def _commanded(self, byte: int) -> None:
        if byte & BOOT:
            self._calibrate()
            self["CTRL_REG2"] &= ~BOOT
        if byte & ONE_SHOT and self["CTRL_REG1"] & POWER_ON:
            self.place.clock.after(CONVERSION_US, self._converted, background=True)

    def _converted(self) -> None:
        if self["CTRL_REG2"] & ONE_SHOT:
            self["CTRL_REG2"] &= ~ONE_SHOT
            self._sampled(1)

    def changing(self) -> None:
        self._catch_up()

    def _catch_up(self) -> None:
        if self._sampler is not None:
            self._sampler.catch_up()

    def _sampled(self, count: int) -> None:
        temperature, humidity = self.values["temperature"], self.values["humidity"]
        if self.option["noise"]:
            temperature += noise(self.place.rng, NOISE_C)
            humidity += noise(self.place.rng, NOISE_PERCENT)
        self.put("TEMP_OUT_L", signed(self.temperature.count(temperature), 16), 2)
        self.put("HUMIDITY_OUT_L", signed(self.humidity.count(humidity), 16), 2)
        self._ready = BOTH
        self._signal()

    def _is_waited_for(self) -> bool:
        return bool(self["CTRL_REG3"] & DRDY_ENABLED and not self._ready and self.place.wire("drdy"))

    def _signal_after_write(self, byte: int) -> None:
        self._catch_up()
        self._signal()

    def _signal(self) -> None:
        control = self["CTRL_REG3"]
        active = bool(control & DRDY_ENABLED and self._ready)
        signal(self.place.wire("drdy"), active, bool(control & ACTIVE_LOW), bool(control & OPEN_DRAIN))
        if self._sampler is not None:
            self._sampler.plan()

    # Reading

    def _status(self) -> int:
        self._catch_up()
        return self._ready

    def _humidity_low(self) -> int:
        self._catch_up()
        return self["HUMIDITY_OUT_L"]

    def _humidity_high(self) -> int:
        self._clear(HUMIDITY_READY)
        return self["HUMIDITY_OUT_H"]

    def _temperature_low(self) -> int:
        self._catch_up()
        return self["TEMP_OUT_L"]

    def _temperature_high(self) -> int:
        self._clear(TEMPERATURE_READY)
        return self["TEMP_OUT_H"]

    def _clear(self, bit: int) -> None:
        """Reading the upper byte takes a value."""
        self._ready &= ~bit
        self._signal()


def _line(points: tuple[int, int], per_unit: int, step: float, count: int) -> Calibration:
    low, high = points
    return Calibration(low, high, per_unit, count, count + round((high - low) * step))
