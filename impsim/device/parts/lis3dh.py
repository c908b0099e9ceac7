"""LIS3DH: acceleration in three axes (ST, LIS3DH data sheet, DocID17530; application note AN3308).

Each sample is compared: a threshold or an orientation for two generators of interrupts, and clicks. What is read
comes out of a buffer of 32 samples. Two pins tell of what control registers route to them.

Assumed: the self-test changes nothing, and the sleep-to-wake function never sleeps.
"""

from __future__ import annotations

from impsim.device.fifo import PLACES, Fifo
from impsim.device.measuring import NOISE, noise, signal
from impsim.device.part import Quantity, Terminal
from impsim.device.parts.lis3dh_events import Clicks, Generator, HighPass
from impsim.device.registers import Register, RegisterPart, SpiRegisters, address, signed
from impsim.device.sampling import Sampler

RATES_HZ = (0.0, 1.0, 10.0, 25.0, 50.0, 100.0, 200.0, 400.0, 1600.0, 1344.0)
FASTEST_LOW_POWER_HZ = 5376.0
RANGES_G = (2, 4, 8, 16)
MG_PER_COUNT = (1, 2, 4, 12)  # of 12 bits, by range: data sheet, table 4
NOISE_G = 0.003  # assumed: 220 ug per root of Hz at 100 Hz
LOW_POWER, AXES = 0x08, 0x07
HIGH_RESOLUTION, BIG_ENDIAN = 0x08, 0x40
BOOT, FIFO_ON, LATCH_1, LATCH_2 = 0x80, 0x40, 0x08, 0x02
ON_CLICK, ON_1, ON_2, ON_READY, ON_READY_321, ON_MARK, ON_OVERRUN = 0x80, 0x40, 0x20, 0x10, 0x08, 0x04, 0x02
ACTIVE_LOW = 0x02
MODES = ("bypass", "fifo", "stream", "stream")  # the last one turns into fifo with an interrupt
STREAM_TO_FIFO = 3
READY, OVERRUNS = 0x0F, 0xF0
ADC_ON, TEMPERATURE_ON = 0x80, 0x40
ADC_MIDDLE_MV, ADC_HALF_MV = 1200, 400
REFERENCE_C = 25  # assumed: where the sensor of temperature, which tells differences, reads 0
LONGEST_SETTLING = 4096  # samples after which filters have settled


def axis(default: float) -> Quantity:
    return Quantity(default, "g", -16, 16, "the acceleration along its axis")


class LIS3DH(RegisterPart):
    """An accelerometer."""

    kind = "LIS3DH"
    about = "Accelerometer with thresholds, clicks and a buffer"
    sheet = "ST, LIS3DH, DocID17530"
    terminals = {
        "i2c": Terminal("i2c", "the bus, unless it is on SPI", optional=True),
        "spi": Terminal("spi", "the bus, unless it is on I2C", optional=True),
        "cs": Terminal("select", "its chip select on SPI", optional=True),
        "int1": Terminal("output", "its first interrupt pin", optional=True),
        "int2": Terminal("output", "its second interrupt pin", optional=True),
    }
    one_of = ("i2c", "spi")
    options = {"address": address(0x18, 0x19), "noise": NOISE}
    quantities = {
        "x": axis(0.0),
        "y": axis(0.0),
        "z": axis(1.0),
        "temperature": Quantity(25.0, "C", -40, 85, "of the part"),
        "adc1": Quantity(1200.0, "mV", 0, 3600, "the voltage at its input"),
        "adc2": Quantity(1200.0, "mV", 0, 3600, "the voltage at its input"),
        "adc3": Quantity(1200.0, "mV", 0, 3600, "the voltage at its input"),
    }
    shows = {"int1": "whether its first interrupt pin is active", "int2": "whether its second one is"}
    increment_bit = 0x80
    wraps = {0x2D: 0x28}
    registers = {
        0x07: Register("STATUS_REG_AUX"),
        **{0x08 + n: Register("OUT_ADC%d" % n, read="_auxiliary") for n in range(6)},
        0x0E: Register("INT_COUNTER_REG"),
        0x0F: Register("WHO_AM_I", 0x33),
        0x1F: Register("TEMP_CFG_REG", writable=0xC0),
        0x20: Register("CTRL_REG1", 0x07, writable=0xFF, wrote="_controlled"),
        0x21: Register("CTRL_REG2", writable=0xFF, wrote="_filtered"),
        0x22: Register("CTRL_REG3", writable=0xFF, wrote="_chosen"),
        0x23: Register("CTRL_REG4", writable=0xFF, wrote="_chosen"),
        0x24: Register("CTRL_REG5", writable=0xCF, wrote="_buffered"),
        0x25: Register("CTRL_REG6", writable=0xFA, wrote="_chosen"),
        0x26: Register("REFERENCE", writable=0xFF, read="_referred"),
        0x27: Register("STATUS_REG", read="_status"),
        **{0x28 + n: Register("OUT%d" % n, read="_output") for n in range(6)},
        0x2E: Register("FIFO_CTRL_REG", writable=0xFF, wrote="_buffered"),
        0x2F: Register("FIFO_SRC_REG", read="_buffer_status"),
        0x30: Register("INT1_CFG", writable=0xFF, wrote="_chosen"),
        0x31: Register("INT1_SRC", read="_first_source"),
        0x32: Register("INT1_THS", writable=0x7F, wrote="_chosen"),
        0x33: Register("INT1_DURATION", writable=0x7F, wrote="_chosen"),
        0x34: Register("INT2_CFG", writable=0xFF, wrote="_chosen"),
        0x35: Register("INT2_SRC", read="_second_source"),
        0x36: Register("INT2_THS", writable=0x7F, wrote="_chosen"),
        0x37: Register("INT2_DURATION", writable=0x7F, wrote="_chosen"),
        0x38: Register("CLICK_CFG", writable=0x3F, wrote="_chosen"),
        0x39: Register("CLICK_SRC", read="_click_source"),
        0x3A: Register("CLICK_THS", writable=0xFF, wrote="_chosen"),
        0x3B: Register("TIME_LIMIT", writable=0x7F, wrote="_chosen"),
        0x3C: Register("TIME_LATENCY", writable=0xFF, wrote="_chosen"),
        0x3D: Register("TIME_WINDOW", writable=0xFF, wrote="_chosen"),
        0x3E: Register("ACT_THS", writable=0x7F),
        0x3F: Register("ACT_DUR", writable=0xFF),
    }
    _sampler: Sampler | None = None

    def reset(self) -> None:
        super().reset()
        self._fifo = Fifo()
        self._ready = 0
        self._filter = HighPass()
        self._generators = (Generator(), Generator())
        self._clicks = Clicks()
        self._unsettled = LONGEST_SETTLING
        self.int1 = self.int2 = False
        if self._sampler is not None:
            self._sampler.run(0)
            self._signal()

    def wired(self) -> None:
        self._sampler = Sampler(self.place.clock, self._sampled, self._is_waited_for)
        super().wired()
        spi = self.place.bus("spi")
        if spi is not None:
            spi.attach(SpiRegisters(self), self.place.pin_of("cs") or None)

    # Commands

    def _controlled(self, byte: int) -> None:
        if self._sampler is not None:
            rate = byte >> 4
            fast = rate == 9 and byte & LOW_POWER
            hz = FASTEST_LOW_POWER_HZ if fast else RATES_HZ[rate] if rate < len(RATES_HZ) else 0.0
            self._sampler.run(0.0 if rate == 8 and not byte & LOW_POWER else hz)
        self._chosen(byte)

    def _filtered(self, byte: int) -> None:
        self._filter.configure(byte)
        self._chosen(byte)

    def _referred(self) -> int:
        """Reading it has the filter start from where it is."""
        self._catch_up()
        self._filter.forget()
        return self["REFERENCE"]

    def _chosen(self, byte: int) -> None:
        self._catch_up()
        self._unsettled = LONGEST_SETTLING
        self._signal()

    def _buffered(self, byte: int) -> None:
        self._catch_up()
        if self["CTRL_REG5"] & BOOT:
            self["CTRL_REG5"] &= ~BOOT
        mode = MODES[self["FIFO_CTRL_REG"] >> 6] if self["CTRL_REG5"] & FIFO_ON else "bypass"
        self._fifo.set_mode(mode)
        self._chosen(byte)

    # Measuring

    def changing(self) -> None:
        self._catch_up()

    def changed(self, name: str) -> None:
        self._unsettled = LONGEST_SETTLING
        if self._sampler is not None:
            self._sampler.plan()

    def _catch_up(self) -> None:
        if self._sampler is not None:
            self._sampler.catch_up()

    def _sampled(self, count: int) -> None:
        noisy = self.option["noise"]
        taken = min(count, LONGEST_SETTLING if noisy else max(self._unsettled, PLACES))  # the others are all the same
        for _ in range(taken):
            self._take_one()
        self._unsettled = LONGEST_SETTLING if noisy else max(0, self._unsettled - taken)
        self._ready = READY | (OVERRUNS if count > 1 or self._ready & READY else 0)
        self._signal()

    def _take_one(self) -> None:
        """A sample on its way: filter, comparisons, buffer."""
        measured = [self._measured(name, bit) for name, bit in (("x", 1), ("y", 2), ("z", 4))]
        filtered = self._filter.put(measured)
        control = self["CTRL_REG2"]
        step_g = RANGES_G[self._range] / 128
        for number, (generator, one) in enumerate(zip(self._generators, ("INT1", "INT2"))):
            looked_at = filtered if control & 1 << number else measured
            latched = self["CTRL_REG5"] & (LATCH_1, LATCH_2)[number]
            generator.put(
                looked_at, self[one + "_CFG"], self[one + "_THS"] * step_g, self[one + "_DURATION"], bool(latched)
            )
        looked_at = filtered if control & 0x04 else measured
        times = self["TIME_LIMIT"], self["TIME_LATENCY"], self["TIME_WINDOW"]
        self._clicks.put(looked_at, self["CLICK_CFG"], self["CLICK_THS"], step_g, times)
        self._buffer(filtered if control & 0x08 else measured)

    def _buffer(self, sample: list[float]) -> None:
        fifo = self._fifo
        if self["FIFO_CTRL_REG"] >> 6 == STREAM_TO_FIFO and fifo.mode == "stream":
            trigger = self._generators[self["FIFO_CTRL_REG"] >> 5 & 1]
            if trigger.active:
                fifo.mode = "fifo"
        fifo.put(tuple(self._coded(value) for value in sample))

    def _measured(self, name: str, bit: int) -> float:
        if not self["CTRL_REG1"] & bit:
            return 0.0
        value: float = self.values[name]
        return value + noise(self.place.rng, NOISE_G) if self.option["noise"] else value

    @property
    def _range(self) -> int:
        return self["CTRL_REG4"] >> 4 & 3

    def _coded(self, value_g: float) -> int:
        """Counts in the upper bits of 16: 8, 10 or 12 by the mode."""
        unused = 8 if self["CTRL_REG1"] & LOW_POWER else 4 if self["CTRL_REG4"] & HIGH_RESOLUTION else 6
        counts = round(value_g * 1000 / MG_PER_COUNT[self._range] / (1 << unused - 4))
        return signed(counts, 16 - unused) << unused

    # The pins

    def _signal(self) -> None:
        """Tells on both pins what is routed to them."""
        low = bool(self["CTRL_REG6"] & ACTIVE_LOW)
        before = self.int1, self.int2
        self.int1, self.int2 = self._tells(self["CTRL_REG3"], True), self._tells(self["CTRL_REG6"], False)
        signal(self.place.wire("int1"), self.int1, low, False)
        signal(self.place.wire("int2"), self.int2, low, False)
        if self._sampler is not None:
            self._sampler.plan()
        if before != (self.int1, self.int2):
            self.tell()

    def _tells(self, routed: int, first: bool) -> bool:
        one, two = self._generators
        events = (
            (routed & ON_CLICK and self._clicks.active)
            or (routed & ON_1 and one.active)
            or (routed & ON_2 and two.active)
        )
        return bool(events or (first and self._tells_of_data(routed)))

    def _tells_of_data(self, routed: int) -> bool:
        return bool(
            (routed & (ON_READY | ON_READY_321) and self._ready & 0x08)
            or (routed & ON_MARK and len(self._fifo.samples) > self["FIFO_CTRL_REG"] & 0x1F)
            or (routed & ON_OVERRUN and self._fifo.overrun)
        )

    def _is_waited_for(self) -> bool:
        """Whether the next sample could change a pin."""
        for routed, pin, active in ((self["CTRL_REG3"], "int1", self.int1), (self["CTRL_REG6"], "int2", self.int2)):
            if not self.place.wire(pin):
                continue
            if pin == "int1" and routed & (ON_READY | ON_READY_321 | ON_MARK | ON_OVERRUN) and not active:
                return True
            if routed & (ON_CLICK | ON_1 | ON_2) and (self._unsettled or self._clicks.active):
                return True
        return False

    # Reading

    def _status(self) -> int:
        self._catch_up()
        return self._ready

    def _output(self) -> int:
        """A byte of the sample in front; after the last one the next sample is there."""
        self._catch_up()
        at = self._pointer - 0x28
        value = self._fifo.front[at // 2]
        upper = at % 2 if not self["CTRL_REG4"] & BIG_ENDIAN else 1 - at % 2
        if at % 2:
            self._ready &= ~(0x11 << at // 2)
        if at == 5:
            self._ready = 0
            self._fifo.take()
            self._signal()
        return value >> 8 * upper

    def _buffer_status(self) -> int:
        self._catch_up()
        level, fifo = len(self._fifo.samples), self._fifo
        marked = level > self["FIFO_CTRL_REG"] & 0x1F
        return marked << 7 | fifo.overrun << 6 | (not level) << 5 | min(level, 31)

    def _first_source(self) -> int:
        return self._source(0, LATCH_1)

    def _second_source(self) -> int:
        return self._source(1, LATCH_2)

    def _source(self, number: int, latched: int) -> int:
        """Reading it frees what is latched."""
        self._catch_up()
        generator = self._generators[number]
        value = generator.source
        if self["CTRL_REG5"] & latched:
            generator.free()
            self._unsettled = LONGEST_SETTLING
        self._signal()
        return value

    def _click_source(self) -> int:
        self._catch_up()
        value = self._clicks.source
        self._clicks.free()
        self._signal()
        return value

    def _auxiliary(self) -> int:
        """Its converter, 10 bits for 1200 mV up or down 400; the third input can be the temperature."""
        config = self["TEMP_CFG_REG"]
        number, upper = divmod(self._pointer - 0x08, 2)
        if not config & ADC_ON:
            return 0
        if number == 2 and config & TEMPERATURE_ON:
            value = signed(round(self.values["temperature"] - REFERENCE_C), 8) << 8
        else:
            volts = self.values["adc%d" % (number + 1)]
            value = signed(round((volts - ADC_MIDDLE_MV) / ADC_HALF_MV * 512), 10) << 6
        return value >> 8 * upper
