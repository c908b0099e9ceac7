"""TMP102 and TMP112: temperature with an alert pin (Texas Instruments, SBOS397)."""

from __future__ import annotations

from impsim.device.measuring import signal
from impsim.device.part import Quantity, Terminal
from impsim.device.registers import BUS_FAULTS, I2C, I2cPart, address, signed
from impsim.device.sampling import Sampler

TEMPERATURE, CONFIGURATION, LOW, HIGH = range(4)
DEFAULTS = (0x0000, 0x60A0, 0x4B00, 0x5000)
WRITABLE = (0x0000, 0x9FD0, 0xFFF0, 0xFFF0)
ONE_SHOT, POLARITY, INTERRUPT_MODE, SHUTDOWN, ALERT, EXTENDED = 0x8000, 0x0400, 0x0200, 0x0100, 0x0020, 0x0010
RATES_HZ = (0.25, 1.0, 4.0, 8.0)
FAULTS = (1, 2, 4, 6)
CONVERSION_US = 26000
STEP_C = 0.0625


class TMP102(I2cPart):
    """A thermometer that compares."""

    kind = "TMP102"
    about = "Temperature sensor with an alert pin; the TMP112 is as it is"
    sheet = "Texas Instruments, SBOS397"
    terminals = {**I2C, "alert": Terminal("opendrain", "its alert pin, low when it is active", optional=True)}
    options = {"address": address(0x48, 0x49, 0x4A, 0x4B)}
    quantities = {"temperature": Quantity(22.0, "C", -55, 150, "of the part")}
    faults = BUS_FAULTS
    shows = {"alert": "whether its alert pin is active"}

    def __init__(self, place: object) -> None:
        self._sampler: Sampler | None = None
        super().__init__(place)

    def reset(self) -> None:
        self._registers = list(DEFAULTS)
        self._pointer = 0
        self._taken: list[int] = []
        self._sent = 0
        self._beyond = False  # at or above the high limit, until below the low one
        self._count = 0  # of samples in a row that say otherwise
        self._unsettled = 0  # samples that may yet change something
        self.alert = False
        if self._sampler is not None:
            self._sampler.run(0)
            self._run()

    def wired(self) -> None:
        self._sampler = Sampler(self.place.clock, self._sampled, self._is_waited_for)
        super().wired()
        self._run()

    # The bus

    def begun(self, reading: bool) -> bool:
        self._taken = []
        self._sent = 0
        return True

    def took(self, byte: int) -> bool:
        self._taken.append(byte)
        if len(self._taken) == 1:
            self._pointer = byte & 3
        elif len(self._taken) == 3:
            self._store(self._taken[1] << 8 | byte)
        return True

    def give(self) -> int:
        value = self._value()
        self._sent += 1
        return value >> 8 if self._sent % 2 else value & 0xFF

    def ended(self) -> None:
        """Reading takes an alert back in interrupt mode."""
        if self._sent and self._registers[CONFIGURATION] & INTERRUPT_MODE:
            self._signal(False)

    def _value(self) -> int:
        assert self._sampler is not None
        self._sampler.catch_up()
        value = self._registers[self._pointer]
        if self._pointer == CONFIGURATION:
            high = self._beyond == bool(value & POLARITY)
            return value & ~ALERT | (ALERT if high else 0)
        return value

    def _store(self, value: int) -> None:
        assert self._sampler is not None
        self._sampler.catch_up()
        kept = ~WRITABLE[self._pointer]
        self._registers[self._pointer] = self._registers[self._pointer] & kept | value & ~kept & 0xFFFF
        if self._pointer == CONFIGURATION:
            self._configured(value)
        self._unsettled = FAULTS[-1]
        self._signal(self.alert)
        self._sampler.plan()

    def _configured(self, value: int) -> None:
        self._registers[CONFIGURATION] &= ~ONE_SHOT
        self._run()
        if value & ONE_SHOT and value & SHUTDOWN:
            self.place.clock.after(CONVERSION_US, self._converted, background=True)

    def _converted(self) -> None:
        self._registers[CONFIGURATION] |= ONE_SHOT  # it reads as done
        self._sampled(1)

    # Measuring

    def _run(self) -> None:
        assert self._sampler is not None
        value = self._registers[CONFIGURATION]
        self._sampler.run(0 if value & SHUTDOWN else RATES_HZ[value >> 6 & 3])

    def changing(self) -> None:
        assert self._sampler is not None
        self._sampler.catch_up()

    def changed(self, name: str) -> None:
        assert self._sampler is not None
        self._unsettled = FAULTS[-1]
        self._sampler.plan()

    def _is_waited_for(self) -> bool:
        return self._unsettled > 0 and bool(self.place.wire("alert"))

    def _sampled(self, count: int) -> None:
        self._unsettled = max(0, self._unsettled - count)
        self._registers[TEMPERATURE] = self._coded(self.values["temperature"])
        for _ in range(min(count, FAULTS[-1] + 1)):
            self._compare()

    def _coded(self, celsius: float) -> int:
        if self._registers[CONFIGURATION] & EXTENDED:
            return signed(round(celsius / STEP_C), 13) << 3 | 1
        return signed(round(celsius / STEP_C), 12) << 4

    def _compare(self) -> None:
        limit = self._limit(LOW) if self._beyond else self._limit(HIGH)
        celsius = self.values["temperature"]
        other = celsius < limit if self._beyond else celsius >= limit
        self._count = self._count + 1 if other else 0
        if self._count >= FAULTS[self._registers[CONFIGURATION] >> 11 & 3]:
            self._count = 0
            self._beyond = not self._beyond
            self._signal(True if self._registers[CONFIGURATION] & INTERRUPT_MODE else self._beyond)

    def _limit(self, number: int) -> float:
        value = self._registers[number]
        bits, shift = (13, 3) if self._registers[CONFIGURATION] & EXTENDED else (12, 4)
        count = value >> shift & (1 << bits) - 1
        return (count - (1 << bits if count >> bits - 1 else 0)) * STEP_C

    def _signal(self, active: bool) -> None:
        self.alert = active
        signal(self.place.wire("alert"), active, not self._registers[CONFIGURATION] & POLARITY, True)
        self.tell()
