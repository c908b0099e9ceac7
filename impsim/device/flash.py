"""NOR flash: bytes of which a write can only clear bits, and an imp's own chip, which outlasts everything.

An erased byte is 0xFF. Programming ands new bytes to the old ones; only erasing a whole sector sets bits again
(D/node/2312). Sectors that nobody has programmed take no memory here, so a chip of many megabytes costs nothing.

The imp's chip belongs to impOS and to the program: impOS keeps the first part to itself, and a program's address 0
is what comes behind that. What a chip does takes time, which whoever asks for it lets pass before it is done: an
operation that is cut short, because power goes, has not happened. Assumed: a chip would leave it half done.
"""

from __future__ import annotations

from impsim.errors import Diagnostic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Union

    from impsim.device.profile import Profile
    from impsim.device.surroundings import Surroundings
    from impsim.device.world import FlashChip

    Bytes = Union[bytes, bytearray]

SECTOR = 4096  # bytes that are erased at once (D/node/2526)
PAGE = 256  # assumed: bytes that are programmed at once, as in data sheets of the 25 series
ERASED = b"\xff"
BLANK = ERASED * SECTOR
SMALLEST_CHIP, LARGEST_CHIP = 1 << 19, 1 << 26  # bytes; the smallest that an imp takes: D/api/hardware/spiflash
PROGRAM_US = 700  # assumed: a page, typically, as data sheets of the 25 series say
ERASE_US = 45000  # assumed: a sector, likewise
COMMAND_BYTES = 4  # a command and its address, on the wire before the data
MAKER = 0xEF4000  # assumed: the chip calls itself a Winbond W25Q; its last byte is the size's power of two
SHOWN = 256  # bytes of data that an event shows


class NorArray:
    """size: bytes, a multiple of a sector. Addresses are in range: callers see to that."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._sectors: dict[int, bytearray] = {}

    def read(self, address: int, count: int) -> bytearray:
        """A copy of count bytes."""
        found = bytearray()
        for sector, begin, end in _spans(address, count):
            found += (self._sectors.get(sector) or BLANK)[begin:end]
        return found

    def program(self, address: int, data: Bytes) -> None:
        """Clears the bits that are 0 in data."""
        done = 0
        for sector, begin, end in _spans(address, len(data)):
            piece = data[done : done + end - begin]
            done += end - begin
            if piece.count(ERASED) < len(piece):
                held = self._sectors.setdefault(sector, bytearray(BLANK))
                held[begin:end] = both(held[begin:end], piece)

    def erase(self, address: int, count: int = SECTOR) -> None:
        """Sets all bits of whole sectors."""
        for sector in range(address // SECTOR, (address + count) // SECTOR):
            self._sectors.pop(sector, None)

    def takes(self, address: int, data: Bytes) -> bool:
        """Whether programming data would leave just that."""
        return both(self.read(address, len(data)), data) == data

    @property
    def used(self) -> int:
        """The number of sectors that are not blank."""
        return len(self._sectors)


def _spans(address: int, count: int) -> Iterator[tuple[int, int, int]]:
    """What of which sectors a stretch of bytes takes: (sector, begin, end)."""
    end = address + count
    while address < end:
        sector, begin = divmod(address, SECTOR)
        taken = min(SECTOR - begin, end - address)
        yield sector, begin, begin + taken
        address += taken


def both(first: Bytes, second: Bytes) -> bytes:
    """The bits that are set in both of two equally long texts of bytes."""
    return (int.from_bytes(first, "little") & int.from_bytes(second, "little")).to_bytes(len(first), "little")


def pages(address: int, data: bytes) -> Iterator[tuple[int, bytes]]:
    """The data in the pieces in which a chip is programmed: (address, bytes)."""
    done = 0
    while done < len(data):
        room = PAGE - (address + done) % PAGE
        yield address + done, data[done : done + room]
        done += room


class SpiFlash:
    """The chip beside an imp.  array: the part that is the program's.  chip_bytes: all of it.  speed_hz: of its clock.

    Raises Diagnostic when the chip is too small for its impOS, or its image too large for the chip.
    """

    def __init__(self, around: Surroundings, profile: Profile, chip: FlashChip) -> None:
        self.chip_bytes: int = chip.size or profile["spiflash.chip_bytes"]
        self.speeds_hz: list[int] = profile["spiflash.speeds_hz"]
        check_chip(profile, chip)
        self.array = NorArray(self.chip_bytes - profile["spiflash.reserved_bytes"])
        self.array.program(0, chip.image)
        self._around = around
        self.cold_boot()

    def cold_boot(self) -> None:
        """Its clock is as slow as at first; the contents stay."""
        self.speed_hz = self._wanted_hz = self.speeds_hz[0]
        self._settled = self._used = False

    def begin(self) -> None:
        """A program starts. The speed that an earlier one has used since the cold boot stays (D/node/813)."""
        self._settled = self._used

    @property
    def size(self) -> int:
        """Bytes of the program's part."""
        return self.array.size

    @property
    def chip_id(self) -> int:
        """What the chip answers to the command for its identification: maker, kind, capacity."""
        return MAKER | self.chip_bytes.bit_length() - 1

    def want_speed(self, hz: float) -> int:
        """The nearest speed that it has below, which the next `enable` sets; 0: there is none, or hz is too high."""
        fitting = [speed for speed in self.speeds_hz if speed <= hz <= self.speeds_hz[-1]]
        if not fitting:
            return 0
        self._wanted_hz = fitting[-1]
        return self._wanted_hz

    def enable(self) -> None:
        """It is used from now on."""
        self._used = True
        if not self._settled:
            self.speed_hz = self._wanted_hz

    def transfer_us(self, count: int) -> int:
        """How long a command with count bytes of data is on the wire."""
        return (COMMAND_BYTES + count) * 8 * 1000000 // self.speed_hz

    def told(self, action: str, address: int, data: Bytes, since_us: int, **more: Any) -> None:
        """The event of what was done; the data is shown up to a length."""
        shown = {"data": bytes(data[:SHOWN]).hex()} if data else {}
        self._around.emit("flash", do=action, address=address, **shown, since_us=since_us, **more)


def check_chip(profile: Profile, chip: FlashChip) -> None:
    """Raises Diagnostic for a chip that cannot stand beside a model."""
    reserved: int = profile["spiflash.reserved_bytes"]
    size: int = chip.size or profile["spiflash.chip_bytes"]
    if size <= reserved:
        hint = "impOS keeps %d KB to itself" % (reserved >> 10)
        message = "a flash of %d KB is too small for the %s" % (size >> 10, profile.name)
        raise Diagnostic(message, hint=hint, code="flash")
    if len(chip.image) > size - reserved:
        hint = "programs have %d bytes of it" % (size - reserved)
        raise Diagnostic("an image of %d bytes does not fit the flash" % len(chip.image), hint=hint, code="flash")


def has_flash(profile: Profile) -> bool:
    """Whether programs on a model find a flash."""
    return "spiflash" in profile["api.others"]
