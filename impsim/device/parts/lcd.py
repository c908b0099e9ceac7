"""Character displays with an HD44780 (Hitachi, ADE-207-272), on pins or behind a PCF8574 on I2C.

Both ways the imp sends halves of bytes and pulses a line called E; the backpack's wiring is the one that is sold
everywhere: RS, RW, E and the backlight on its bits 0 to 3, the data on bits 4 to 7.
"""

from __future__ import annotations

from impsim.device.part import Part, Quantity, Terminal
from impsim.device.registers import BUS_FAULTS, I2C, I2cPart, address

CLEAR, HOME, ENTRY, CONTROL, SHIFT, FUNCTION, CHARACTERS, MEMORY = (1 << bit for bit in range(8))
LINE_LENGTH, SECOND_LINE, MEMORY_SIZE = 40, 0x40, 128
BLANK = 0x20
OWN_CHARACTERS = 8
# What its ROM has where ASCII has something else: ADE-207-272, table 4, A00
ROM = {0x5C: "¥", 0x7E: "→", 0x7F: "←", 0xDF: "°", 0xE4: "µ", 0xFF: "█"}
UNKNOWN = "?"
RS, RW, E, BACKLIGHT = 1, 2, 4, 8


class Controller:
    """An HD44780: what it shows of its memory.  rows, columns: of the glass."""

    def __init__(self, rows: int, columns: int) -> None:
        self.rows = rows
        self.columns = columns
        self.on = False
        self.cursor = False
        self.blinks = False
        self._memory = bytearray([BLANK] * MEMORY_SIZE)
        self._own = bytearray(64)
        self._at = 0
        self._in_own = False
        self._step = 1
        self._shifts = False
        self._shift = 0
        self._wide = True  # eight lines of data, until it is told of four
        self._half: int | None = None

    def nibble(self, value: int, data: bool) -> bool:
        """What is on the upper four lines at a pulse of E. True: it was the whole of a byte."""
        if self._wide:
            self.byte(value << 4, data)
            return True
        if self._half is None:
            self._half = value
            return False
        byte, self._half = self._half << 4 | value, None
        self.byte(byte, data)
        return True

    def byte(self, value: int, data: bool) -> None:
        """A command, or data."""
        if data:
            self._write(value)
        else:
            self._command(value)

    def _write(self, value: int) -> None:
        if self._in_own:
            self._own[self._at & 63] = value
            self._at = self._at + self._step & 63
            return
        self._memory[self._at] = value
        self._at = self._next(self._at, self._step)
        if self._shifts:
            self._shift += self._step

    def _next(self, at: int, step: int) -> int:
        """The two lines of memory are one after the other."""
        line, column = divmod(at, SECOND_LINE)
        column += step
        if not 0 <= column < LINE_LENGTH:
            line, column = 1 - line, 0 if step > 0 else LINE_LENGTH - 1
        return line * SECOND_LINE + column

    def _command(self, value: int) -> None:
        """The highest bit that is set says which one it is."""
        if value & MEMORY:
            self._in_own, self._at = False, value & 0x7F
        elif value & CHARACTERS:
            self._in_own, self._at = True, value & 0x3F
        elif value & FUNCTION:
            self._wide = bool(value & 0x10)
            self._half = None
        elif value & SHIFT:
            self._move(value)
        elif value & CONTROL:
            self.on, self.cursor, self.blinks = bool(value & 4), bool(value & 2), bool(value & 1)
        elif value & ENTRY:
            self._step, self._shifts = 1 if value & 2 else -1, bool(value & 1)
        elif value & (HOME | CLEAR):
            self._home(bool(value & CLEAR))

    def _home(self, clear: bool) -> None:
        self._in_own, self._at, self._shift = False, 0, 0
        if clear:
            self._memory[:] = bytes([BLANK] * MEMORY_SIZE)
            self._step = 1

    def _move(self, value: int) -> None:
        way = 1 if value & 4 else -1
        if value & 8:
            self._shift -= way
        else:
            self._at = self._next(self._at, way)

    @property
    def text(self) -> list[str]:
        """What can be read, line by line, without blanks at the end."""
        return [self._line(row) for row in range(self.rows)] if self.on else [""] * self.rows

    def _line(self, row: int) -> str:
        """The third and fourth line are what follows the first and second in memory."""
        begin = row // 2 * self.columns
        line = SECOND_LINE * (row % 2)
        codes = [self._memory[line + (begin + n + self._shift) % LINE_LENGTH] for n in range(self.columns)]
        return "".join(map(_character, codes)).rstrip()


def _character(code: int) -> str:
    if code < 2 * OWN_CHARACTERS:
        return "\ufffd"  # one that the program has drawn
    if code in ROM:
        return ROM[code]
    return chr(code) if BLANK <= code < 0x7F else UNKNOWN


SIZE = {
    "rows": Quantity(2, lowest=1, highest=4, about="lines of the glass"),
    "columns": Quantity(16, lowest=8, highest=40, about="characters in a line"),
}
SHOWS = {"text": "what can be read, line by line", "on": "whether it shows anything"}


class LcdPins(Part):
    """A display with four lines of data."""

    kind = "LCD"
    about = "A character display (HD44780) on pins, with four lines of data"
    sheet = "Hitachi, HD44780U, ADE-207-272"
    terminals = {
        "rs": Terminal("input", "register select"),
        "e": Terminal("input", "the line that is pulsed"),
        "rw": Terminal("input", "read or write; always write where it is left open", optional=True),
        **{"d%d" % bit: Terminal("input", "data") for bit in range(4, 8)},
    }
    options = SIZE
    shows = SHOWS

    def reset(self) -> None:
        self._controller = Controller(self.option["rows"], self.option["columns"])
        self._level = 0

    def wired(self) -> None:
        self.place.wire("e").watch(self._pulsed)

    def _pulsed(self) -> None:
        """Data counts when E goes down."""
        before, self._level = self._level, self.place.wire("e").level
        if before and not self._level and not self.place.wire("rw").level:
            value = sum(self.place.wire("d%d" % (bit + 4)).level << bit for bit in range(4))
            if self._controller.nibble(value, bool(self.place.wire("rs").level)):
                self.tell()

    @property
    def text(self) -> list[str]:
        """What can be read."""
        return self._controller.text

    @property
    def on(self) -> bool:
        """Whether it shows anything."""
        return self._controller.on


class LcdI2c(I2cPart):
    """A display behind a PCF8574."""

    kind = "LCD-I2C"
    about = "A character display (HD44780) behind a PCF8574 on I2C"
    sheet = "Hitachi, HD44780U, ADE-207-272; NXP, PCF8574"
    terminals = I2C
    options = {"address": address(0x27, *range(0x20, 0x27), *range(0x38, 0x40)), **SIZE}
    faults = BUS_FAULTS
    shows = {**SHOWS, "backlight": "whether it is lit"}

    def reset(self) -> None:
        self._controller = Controller(self.option["rows"], self.option["columns"])
        self._lines = 0xFF
        self.backlight = True

    def took(self, byte: int) -> bool:
        fell = self._lines & E and not byte & E
        whole = bool(fell and not byte & RW and self._controller.nibble(byte >> 4, bool(byte & RS)))
        self._lines = byte
        changed = self.backlight != bool(byte & BACKLIGHT)
        self.backlight = bool(byte & BACKLIGHT)
        if whole or changed:
            self.tell()
        return True

    def give(self) -> int:
        """What is on its lines; a display that is asked whether it is busy never is."""
        return self._lines & (0x0F if self._lines & RW else 0xFF)

    @property
    def text(self) -> list[str]:
        """What can be read."""
        return self._controller.text

    @property
    def on(self) -> bool:
        """Whether it shows anything."""
        return self._controller.on
