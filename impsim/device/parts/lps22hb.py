"""LPS22HB: pressure and temperature (ST, LPS22HB data sheet, DocID027083).

Assumed: the low-pass filter changes nothing but its bits, as what it smooths is the noise.
"""

from __future__ import annotations

from impsim.device.fifo import Fifo
from impsim.device.measuring import NOISE, noise, signal
from impsim.device.part import Quantity, Terminal
from impsim.device.registers import I2C, Register, RegisterPart, address, signed
from impsim.device.sampling import Sampler

RATES_HZ = (0.0, 1.0, 10.0, 25.0, 50.0, 75.0, 75.0, 75.0)  # assumed: the two that are reserved are as the last
CONVERSION_US = 15000  # assumed: of a single measurement
COUNTS_PER_HPA, COUNTS_PER_C = 4096, 100
NOISE_HPA, NOISE_C = 0.0075, 0.01  # data sheet, table 3
BOOT, FIFO_ON, GOES_ON, RESET, ONE_SHOT = 0x80, 0x40, 0x10, 0x04, 0x01
RESET_RIF, AUTO_RIF, AUTO_ZERO, RESET_ZERO, DIFFERENTIAL, LATCHED, LOW_EVENT, HIGH_EVENT = (
    0x40,
    0x80,
    0x20,
    0x10,
    0x08,
    0x04,
    0x02,
    0x01,
)
ACTIVE_LOW, OPEN_DRAIN, ON_FULL, ON_MARK, ON_OVERRUN, ON_READY, ON_EVENT = 0x80, 0x40, 0x20, 0x10, 0x08, 0x04, 0x03
MODES = ("bypass", "fifo", "stream", "stream", "stream", "bypass", "stream", "fifo")  # assumed: without their triggers
OVERRUNS, READY = 0x30, 0x03


class LPS22HB(RegisterPart):
    """A barometer."""

    kind = "LPS22HB"
    about = "Pressure and temperature sensor"
    sheet = "ST, LPS22HB, DocID027083"
    terminals = {**I2C, "int": Terminal("output", "its interrupt pin", optional=True)}
    options = {"address": address(0x5C, 0x5D), "noise": NOISE}
    quantities = {
        "pressure": Quantity(1013.25, "hPa", 260, 1260, "of the air"),
        "temperature": Quantity(22.0, "C", -40, 85, "of the part"),
    }
    registers = {
        0x0B: Register("INTERRUPT_CFG", writable=0xFF, wrote="_events_chosen"),
        0x0C: Register("THS_P_L", writable=0xFF, wrote="_limits_changed"),
        0x0D: Register("THS_P_H", writable=0xFF, wrote="_limits_changed"),
        0x0F: Register("WHO_AM_I", 0xB1),
        0x10: Register("CTRL_REG1", writable=0x7F, wrote="_controlled"),
        0x11: Register("CTRL_REG2", 0x10, writable=0xFD, wrote="_commanded"),
        0x12: Register("CTRL_REG3", writable=0xFF, wrote="_limits_changed"),
        0x14: Register("FIFO_CTRL", writable=0xFF, wrote="_buffered"),
        0x15: Register("REF_P_XL", writable=0xFF),
        0x16: Register("REF_P_L", writable=0xFF),
        0x17: Register("REF_P_H", writable=0xFF),
        0x18: Register("RPDS_L", writable=0xFF),
        0x19: Register("RPDS_H", writable=0xFF),
        0x1A: Register("RES_CONF", writable=0x01),
        0x25: Register("INT_SOURCE", read="_source"),
        0x26: Register("FIFO_STATUS", read="_buffer_status"),
        0x27: Register("STATUS", read="_status"),
        0x28: Register("PRESS_OUT_XL", read="_output"),
        0x29: Register("PRESS_OUT_L", read="_output"),
        0x2A: Register("PRESS_OUT_H", read="_output"),
        0x2B: Register("TEMP_OUT_L", read="_output"),
        0x2C: Register("TEMP_OUT_H", read="_output"),
        0x33: Register("LPFP_RES"),
    }
    wraps = {0x2C: 0x28}
    _sampler: Sampler | None = None

    def reset(self) -> None:
        super().reset()
        self._fifo = Fifo()
        self._ready = 0
        self._event = 0
        self._reference = 0
        if self._sampler is not None:
            self._sampler.run(0)
            self._signal()

    def wired(self) -> None:
        self._sampler = Sampler(self.place.clock, self._sampled, self._is_waited_for)
        super().wired()

    @property
    def goes_on(self) -> bool:
        return bool(self["CTRL_REG2"] & GOES_ON)

    # Commands

    def _controlled(self, byte: int) -> None:
        self._run(RATES_HZ[byte >> 4 & 7])

    def _run(self, hz: float) -> None:
        if self._sampler is not None:
            self._sampler.run(hz)

    def _commanded(self, byte: int) -> None:
        if byte & (RESET | BOOT):
            pointer, latest = self._pointer, self._fifo.latest
            self.reset()
            self._pointer, self._fifo.latest = pointer, latest  # assumed: the output registers keep what was measured
        elif byte & ONE_SHOT and not self["CTRL_REG1"] & 0x70:
            self.place.clock.after(CONVERSION_US, self._converted, background=True)
        self._mode_chosen()

    def _converted(self) -> None:
        if self["CTRL_REG2"] & ONE_SHOT:
            self["CTRL_REG2"] &= ~ONE_SHOT
            self._sampled(1)

    def _buffered(self, byte: int) -> None:
        self._mode_chosen()

    def _mode_chosen(self) -> None:
        self._catch_up()
        on = self["CTRL_REG2"] & FIFO_ON
        self._fifo.set_mode(MODES[self["FIFO_CTRL"] >> 5] if on else "bypass")
        self._signal()

    def _events_chosen(self, byte: int) -> None:
        """Resetting a reference ends its mode. Each mode is begun with the other one's reset."""
        self._catch_up()
        for resets, mode in ((RESET_ZERO, AUTO_ZERO), (RESET_RIF, AUTO_RIF)):
            if byte & resets:
                self["INTERRUPT_CFG"] &= ~(resets | mode)
                self._reference = 0
                self.put("REF_P_XL", 0, 3)
        self._awaits_reference = bool(self["INTERRUPT_CFG"] & (AUTO_ZERO | AUTO_RIF))
        self._limits_changed(byte)

    _awaits_reference = False

    def _limits_changed(self, byte: int) -> None:
        self._catch_up()
        if not self["INTERRUPT_CFG"] & DIFFERENTIAL:
            self._event = 0
        self._unsettled = True
        self._signal()

    # Measuring

    def changing(self) -> None:
        self._catch_up()

    def changed(self, name: str) -> None:
        self._unsettled = True
        self._signal()

    _unsettled = True  # the next sample may be another one than the last

    def _catch_up(self) -> None:
        if self._sampler is not None:
            self._sampler.catch_up()

    def _sampled(self, count: int) -> None:
        for _ in range(min(count, 33)):
            self._take_one()
        self._unsettled = bool(self.option["noise"])
        self._ready = self._ready << 4 & OVERRUNS | self._ready & OVERRUNS | READY
        self._signal()

    def _take_one(self) -> None:
        rng, noisy = self.place.rng, self.option["noise"]
        pressure = self.values["pressure"] + (noise(rng, NOISE_HPA) if noisy else 0.0)
        temperature = self.values["temperature"] + (noise(rng, NOISE_C) if noisy else 0.0)
        counts = round(pressure * COUNTS_PER_HPA)
        if self._awaits_reference:
            self._awaits_reference = False
            self._reference = counts
            self.put("REF_P_XL", counts, 3)
        self._compare(counts - self._reference)
        shown = counts - self._reference if self["INTERRUPT_CFG"] & AUTO_ZERO else counts
        self._fifo.put((signed(shown, 24), signed(round(temperature * COUNTS_PER_C), 16)))

    def _compare(self, difference: int) -> None:
        """With the threshold, whose steps are of 1/16 hPa."""
        config = self["INTERRUPT_CFG"]
        if not config & DIFFERENTIAL:
            return
        limit = (self["THS_P_H"] << 8 | self["THS_P_L"]) * (COUNTS_PER_HPA // 16)
        found = (HIGH_EVENT if difference > limit else 0) | (LOW_EVENT if difference < -limit else 0)
        found &= config
        if found or not config & LATCHED:
            self._event = found | (0x04 if found else 0)

    # The pin

    def _signal(self) -> None:
        control = self["CTRL_REG3"]
        active = self._tells(control)
        signal(self.place.wire("int"), active, bool(control & ACTIVE_LOW), bool(control & OPEN_DRAIN))
        if self._sampler is not None:
            self._sampler.plan()

    def _tells(self, control: int) -> bool:
        if control & ON_EVENT:
            return bool(self._event & control & ON_EVENT)
        level, fifo = len(self._fifo.samples), self._fifo
        return bool(
            (control & ON_READY and self._ready & 1)
            or (control & ON_MARK and level > self["FIFO_CTRL"] & 0x1F)
            or (control & ON_OVERRUN and fifo.overrun)
            or (control & ON_FULL and level == 32)
        )

    def _is_waited_for(self) -> bool:
        """Whether the next sample could change the pin."""
        control = self["CTRL_REG3"]
        if not self.place.wire("int") or not control & 0x3F or self._tells(control):
            return False
        return not control & ON_EVENT or self._unsettled

    # Reading

    def _source(self) -> int:
        self._catch_up()
        value = self._event
        if self["INTERRUPT_CFG"] & LATCHED:
            self._event = 0
            self._unsettled = True
        self._signal()
        return value

    def _status(self) -> int:
        self._catch_up()
        return self._ready

    def _buffer_status(self) -> int:
        self._catch_up()
        level = len(self._fifo.samples)
        marked = level > self["FIFO_CTRL"] & 0x1F
        return marked << 7 | self._fifo.overrun << 6 | level

    def _output(self) -> int:
        """A byte of what is in front; after the last one the next sample is there."""
        self._catch_up()
        at = self._pointer - 0x28
        pressure, temperature = self._fifo.front[:2]
        byte = pressure >> 8 * at if at < 3 else temperature >> 8 * (at - 3)
        if at == 2:
            self._ready &= ~0x11
        if at == 4:
            self._ready &= ~0x22
            self._fifo.take()
        self._signal()
        return byte
