"""Si7021 and its relatives: relative humidity and temperature (Silicon Labs, Si7021-A20 data sheet).

A measurement is a command. With `hold` the part stretches the clock until it is done, without it does not acknowledge
being read until then. Each answer may be followed by a checksum.
"""

from __future__ import annotations

from impsim.device.measuring import NOISE, noise
from impsim.device.part import Quantity
from impsim.device.registers import BUS_FAULTS, I2C, I2cPart, address

# Commands, data sheet, table 11
HUMIDITY_HOLD, HUMIDITY, TEMPERATURE_HOLD, TEMPERATURE, TEMPERATURE_OF_THE_LAST = 0xE5, 0xF5, 0xE3, 0xF3, 0xE0
RESET, WRITE_USER, READ_USER, WRITE_HEATER, READ_HEATER = 0xFE, 0xE6, 0xE7, 0x51, 0x11
FIRST_ID, SECOND_ID, REVISION = (0xFA, 0x0F), (0xFC, 0xC9), (0x84, 0xB8)
LONG = (0xFA, 0xFC, 0x84)  # first bytes of commands of two
MEASURING = (HUMIDITY_HOLD, HUMIDITY, TEMPERATURE_HOLD, TEMPERATURE)
HOLDING = (HUMIDITY_HOLD, TEMPERATURE_HOLD)
USER_DEFAULT, USER_WRITABLE = 0x3A, 0x85
FIRMWARE = 0x20
# Longest conversions in microseconds by the resolution in the user register (bits 7 and 0): data sheet, table 2
HUMIDITY_US = {0x00: 12000, 0x01: 3100, 0x80: 4500, 0x81: 7000}
TEMPERATURE_US = {0x00: 10800, 0x01: 3800, 0x80: 6200, 0x81: 2400}
RESET_US = 15000
IDS = {"Si7020": 0x14, "Si7021": 0x15, "Si7013": 0x0D}
NOISE_C, NOISE_PERCENT = 0.01, 0.025
POLYNOMIAL = 0x131


def crc8(data: bytes) -> int:
    """Its checksum: x8 + x5 + x4 + 1, begun with 0."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc << 1 ^ (POLYNOMIAL if crc & 0x80 else 0)
    return crc


class SI7021(I2cPart):
    """A humidity sensor."""

    kind = "SI7021"
    about = "Humidity and temperature sensor"
    sheet = "Silicon Labs, Si7021-A20"
    terminals = I2C
    options = {
        "address": address(0x40),
        "noise": NOISE,
        "model": Quantity("Si7021", choices=tuple(IDS), about="which of the family it says it is"),
    }
    quantities = {
        "temperature": Quantity(22.0, "C", -40, 125, "of the air"),
        "humidity": Quantity(45.0, "%", 0, 100, "relative, of the air"),
    }
    faults = {**BUS_FAULTS, "crc": "its checksums are wrong"}

    def reset(self) -> None:
        self._user = USER_DEFAULT
        self._heater = 0
        self._command: tuple[int, ...] = ()
        self._answer = b""
        self._sent = 0
        self._busy_until_us = 0
        self._last_temperature = 0
        self.stretch_us = 0

    # The bus

    def begun(self, reading: bool) -> bool:
        self.stretch_us = 0
        if not reading:
            self._command = ()
            return self._is_idle
        return self._begin_reading()

    @property
    def _is_idle(self) -> bool:
        return self.place.clock.now_us >= self._busy_until_us

    def _begin_reading(self) -> bool:
        """An answer, which a measurement without hold has only when it is done."""
        self._sent = 0
        if self._command[:1] and self._command[0] in HOLDING:
            self.stretch_us = max(0, self._busy_until_us - self.place.clock.now_us)
            return True
        return self._is_idle and bool(self._answer)

    def took(self, byte: int) -> bool:
        self._command += (byte,)
        first = self._command[0]
        if first in LONG and len(self._command) == 1:
            return True
        return self._obey(first, self._command[1:])

    def give(self) -> int:
        self.stretch_us = 0
        answer, at = self._answer, self._sent
        self._sent += 1
        return answer[at] if at < len(answer) else 0xFF

    # Commands

    def _obey(self, first: int, more: tuple[int, ...]) -> bool:
        """True: it knows the command."""
        if first in MEASURING:
            self._measure(first)
        elif first == RESET:
            self.reset()
            self._busy_until_us = self.place.clock.now_us + RESET_US
        elif first in (WRITE_USER, WRITE_HEATER):
            self._configure(first, more)
        else:
            return self._tell_of(first, more)
        return True

    def _configure(self, first: int, more: tuple[int, ...]) -> None:
        if more and first == WRITE_USER:
            self._user = self._user & ~USER_WRITABLE | more[0] & USER_WRITABLE
        elif more:
            self._heater = more[0] & 0x0F

    def _tell_of(self, first: int, more: tuple[int, ...]) -> bool:
        answers = {
            (READ_USER,): bytes([self._user]),
            (READ_HEATER,): bytes([self._heater]),
            (TEMPERATURE_OF_THE_LAST,): self._last_temperature.to_bytes(2, "big"),
            REVISION: bytes([FIRMWARE]),
            FIRST_ID: self._serial(b"first", 1),
            SECOND_ID: self._serial(b"second", 2, IDS[self.option["model"]]),
        }
        found = answers.get((first, *more))
        self._answer = found or b""
        return found is not None

    def _serial(self, half: bytes, group: int, first: int = -1) -> bytes:
        """Four bytes of its serial number, the second half with the number of the model; a checksum after each group,
        of all so far."""
        rng = self.place.rng.fork("serial " + half.decode())
        number = bytes([rng.below(256) if first < 0 or index else first for index in range(4)])
        made = b""
        for begin in range(0, 4, group):
            made += number[begin : begin + group] + self._crc(number[: begin + group])
        return made

    def _crc(self, data: bytes) -> bytes:
        return bytes([crc8(data) ^ (0xFF if "crc" in self.broken else 0)])

    def _measure(self, command: int) -> None:
        resolution = self._user & 0x81
        takes_us = TEMPERATURE_US[resolution]
        value = self._last_temperature = self._temperature()
        if command in (HUMIDITY, HUMIDITY_HOLD):
            takes_us += HUMIDITY_US[resolution]
            value = self._humidity()
        self._busy_until_us = self.place.clock.now_us + takes_us
        data = value.to_bytes(2, "big")
        self._answer = data + self._crc(data)

    def _temperature(self) -> int:
        value = self.values["temperature"] + self._noise(NOISE_C)
        return _code((value + 46.85) / 175.72)

    def _humidity(self) -> int:
        """Its two lowest bits say that it is one."""
        value = self.values["humidity"] + self._noise(NOISE_PERCENT)
        return _code((value + 6) / 125) & ~3 | 2

    def _noise(self, rms: float) -> float:
        return noise(self.place.rng, rms) if self.option["noise"] else 0.0


def _code(share: float) -> int:
    """Of the full scale of 16 bits; the lowest two are not used."""
    return max(0, min(0xFFFF, round(share * 65536))) & ~3
