"""A serial flash of the 25 series as it is seen on an SPI bus: the commands that all of them have, byte by byte.

The bytes that it gets between being selected and let go are one command: its number, an address of three bytes, data.
Reading answers at once. What changes something is only noted, and done when the chip is let go, if a write enable
came before; then the chip is busy, and until it has finished it knows no command but the one that reads its status.
(Winbond W25Q32, Macronix MX25L3206E and others: their data sheets agree on this, and on the numbers.)

Assumed: one that loses power while it is busy has finished; commands that it does not know are answered by silence,
which the bus reads as 0xFF. Four-byte addresses, several data lines and the parameter table (SFDP) are missing.
"""

from __future__ import annotations

from impsim.device.flash import ERASE_US, MAKER, PAGE, PROGRAM_US, SECTOR, NorArray

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional

    from impsim.sim.clock import Clock

SILENCE = 0xFF
WRITE_STATUS_US = 10000  # typically, as the times below: W25Q32
HALF_BLOCK, BLOCK = 1 << 15, 1 << 16
HALF_BLOCK_US, BLOCK_US = 120000, 150000
CHIP_US_A_BLOCK = 156250  # a whole chip: 10 s for 64 blocks
BUSY, WRITABLE, PROTECTION = 0x01, 0x02, 0x1C  # bits of the status
ALL_PROTECTED = 7  # a value of the protection bits; each value below it protects half as much, from the top

WRITE_STATUS, PROGRAM, READ, WRITE_DISABLE, READ_STATUS, WRITE_ENABLE = 0x01, 0x02, 0x03, 0x04, 0x05, 0x06
FAST_READ, ERASE_SECTOR, ERASE_HALF_BLOCK, ERASE_BLOCK = 0x0B, 0x20, 0x52, 0xD8
ERASE_CHIP, ERASE_CHIP_TOO, IDENTIFY, IDENTIFY_OLD, WAKE, SLEEP = 0xC7, 0x60, 0x9F, 0x90, 0xAB, 0xB9
ADDRESSED = (PROGRAM, READ, FAST_READ, ERASE_SECTOR, ERASE_HALF_BLOCK, ERASE_BLOCK, IDENTIFY_OLD, WAKE)
HEAD = 4  # bytes of a command with an address
ERASES = {  # command -> (bytes, how long it takes)
    ERASE_SECTOR: (SECTOR, ERASE_US),
    ERASE_HALF_BLOCK: (HALF_BLOCK, HALF_BLOCK_US),
    ERASE_BLOCK: (BLOCK, BLOCK_US),
}


class NorFlash25:
    """array: what it holds.  status: its register, without the bit for busy.  asleep: powered down by a command.

    A target of an SPI bus: select, exchange byte by byte, deselect.
    """

    def __init__(self, clock: Clock, size: int, identification: int = 0) -> None:
        self.array = NorArray(size)
        self.identification = identification or MAKER | size.bit_length() - 1
        self._clock = clock
        self.reset()

    def reset(self) -> None:
        """Power comes: what it holds stays."""
        self.status = 0
        self.asleep = False
        self._busy_until_us = 0
        self._selected = False
        self._begin()

    def _begin(self) -> None:
        self._command: Optional[int] = None  # None: one that it does not heed
        self._count = 0  # bytes of the command so far
        self._address = 0
        self._page: dict[int, int] = {}  # what is to be programmed: offset in the page -> byte
        self._window = bytearray()  # what is being read, from a multiple of its length on

    @property
    def busy(self) -> bool:
        """Whether it still programs or erases."""
        return self._clock.now_us < self._busy_until_us

    # The bus

    def select(self) -> None:
        """Its chip select goes low: a command begins."""
        self._selected = True
        self._begin()

    def exchange(self, byte: int) -> int:
        """It gets a byte and gives one."""
        if not self._selected:
            return SILENCE
        number = self._count
        self._count += 1
        if number == 0:
            self._command = byte if self._heeds(byte) else None
        elif number < HEAD and self._command in ADDRESSED:
            self._address = (self._address << 8 | byte) % self.array.size
        elif self._command is not None:
            return self._data(self._command, number, byte)
        return SILENCE

    def _heeds(self, command: int) -> bool:
        if self.asleep:
            return command == WAKE
        return command == READ_STATUS or not self.busy

    def deselect(self) -> None:
        """Its chip select goes high: what the command asks for is done."""
        if self._selected and self._command is not None:
            self._do(self._command)
        self._selected = False

    # Commands while they come

    def _data(self, command: int, number: int, byte: int) -> int:
        """A byte behind the number and the address of a command."""
        if command == READ:
            return self._read(number - HEAD)
        if command == FAST_READ:
            return SILENCE if number == HEAD else self._read(number - HEAD - 1)
        if command == READ_STATUS:
            return self.status | BUSY * self.busy
        if command == PROGRAM:
            self._page[(self._address + number - HEAD) % PAGE] = byte
        elif command == WRITE_STATUS and number == 1:
            self._page[0] = byte
        return self._identity(command, number)

    def _read(self, offset: int) -> int:
        address = (self._address + offset) % self.array.size
        if not self._window or address % PAGE == 0:
            self._window = self.array.read(address - address % PAGE, PAGE)
        return self._window[address % PAGE]

    def _identity(self, command: int, number: int) -> int:
        """A byte of what it says of itself; the old commands tell the maker and a size."""
        maker, _, capacity = self.identification.to_bytes(3, "big")
        if command == IDENTIFY and number <= 3:
            return self.identification.to_bytes(3, "big")[number - 1]
        if command == IDENTIFY_OLD:
            return (maker, capacity - 1)[(self._address + number) % 2]
        return capacity - 1 if command == WAKE else SILENCE

    # Commands that are done at their end

    def _do(self, command: int) -> None:
        if command == WRITE_ENABLE:
            self.status |= WRITABLE
        elif command == WRITE_DISABLE:
            self.status &= ~WRITABLE
        elif command in (SLEEP, WAKE):
            self.asleep = command == SLEEP
        elif self.status & WRITABLE:
            self._change(command)

    def _change(self, command: int) -> None:
        if command == PROGRAM and self._page:
            self._program()
        elif command in ERASES and self._count == HEAD:
            self._erase(*ERASES[command])
        elif command in (ERASE_CHIP, ERASE_CHIP_TOO) and self._count == 1:
            if not self.status & PROTECTION:
                self.array.erase(0, self.array.size)
            self._is_busy(CHIP_US_A_BLOCK * self.array.size // BLOCK)
        elif command == WRITE_STATUS and self._page:
            self.status = self._page[0] & PROTECTION | WRITABLE
            self._is_busy(WRITE_STATUS_US)

    def _program(self) -> None:
        """Bytes beyond the end of the page have gone to its beginning; of more than a page the last ones count."""
        start = self._address - self._address % PAGE
        data = bytes([self._page.get(offset, SILENCE) for offset in range(PAGE)])
        if start < self._protected_from:
            self.array.program(start, data)
        self._is_busy(PROGRAM_US)

    def _erase(self, size: int, takes_us: int) -> None:
        start = self._address - self._address % size
        if start + size <= self._protected_from:
            self.array.erase(start, size)
        self._is_busy(takes_us)

    @property
    def _protected_from(self) -> int:
        """The first address that the protection bits keep as it is."""
        level = (self.status & PROTECTION) >> 2
        return self.array.size - (self.array.size >> ALL_PROTECTED - level if level else 0)

    def _is_busy(self, passing_us: int) -> None:
        self._busy_until_us = self._clock.now_us + passing_us
        self.status &= ~WRITABLE
