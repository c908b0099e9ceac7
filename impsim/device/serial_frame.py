"""What a serial line carries: frames of a start bit, data, perhaps a parity bit, stop bits.

Who listens with another rate or another frame than who sends reads something else, and this says what: the line is
looked at where the receiver would look, in the middle of what it takes for bits.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NONE, EVEN, ODD = "N", "E", "O"
TOLERATED = 0.03  # assumed: how much rates may differ before bytes are read wrongly

# What is wrong with a byte that was read: bits of uart.flags(), D/node/2561
FRAME_ERROR = 8
PARITY_ERROR = 16


class Frame:
    """baud: bits a second.  bits: of data, 7 or 8.  parity: N, E or O.  stop: bits, 1 or 2.

    length: all its bits.  mask: what of a byte it carries.
    """

    def __init__(self, baud: int, bits: int = 8, parity: str = NONE, stop: int = 1) -> None:
        self.baud = baud
        self.bits = bits
        self.parity = parity
        self.stop = stop
        self.mask = (1 << bits) - 1
        self.length = 1 + bits + (parity != NONE) + stop

    def __str__(self) -> str:
        return "%d%s%d" % (self.bits, self.parity, self.stop)

    def time_us(self, count: int) -> int:
        """How long so many of them take one after the other."""
        return (count * self.length * 1000000 + self.baud // 2) // self.baud

    def understands(self, sender: Frame) -> bool:
        """Whether who listens with it reads what a sender sends."""
        off = abs(self.baud - sender.baud) > TOLERATED * self.baud
        return not off and (self.bits, self.parity) == (sender.bits, sender.parity)

    def levels(self, byte: int) -> list[int]:
        """Those of the line, bit by bit: a start bit is low, the lowest bit of the data comes first."""
        data = [byte >> bit & 1 for bit in range(self.bits)]
        parity = [] if self.parity == NONE else [self._parity(data)]
        return [0, *data, *parity, *[1] * self.stop]

    def errors(self, levels: list[int]) -> int:
        """What is wrong with a frame of these levels."""
        wrong = 0 if levels[-self.stop] else FRAME_ERROR
        if self.parity != NONE and levels[1 + self.bits] != self._parity(levels[1 : 1 + self.bits]):
            wrong |= PARITY_ERROR
        return wrong

    def _parity(self, data: list[int]) -> int:
        return sum(data) % 2 ^ (self.parity == ODD)

    def byte_of(self, levels: list[int]) -> int:
        """The data of a frame of these levels."""
        return sum(level << bit for bit, level in enumerate(levels[1 : 1 + self.bits]))


def with_format(text: str, baud: int) -> Frame:
    """A frame whose format a text tells, such as 8N1."""
    return Frame(baud, int(text[0]), text[1], int(text[2]))


def read(data: bytes, sender: Frame, receiver: Frame) -> Iterator[tuple[int, int, int]]:
    """What a receiver makes of bytes that a sender sends: (when it has read it, in microseconds from their start, the
    byte, what is wrong with it)."""
    if receiver.understands(sender):
        return _read_well(data, sender)
    return _read_wrongly([level for byte in data for level in sender.levels(byte)], sender.baud, receiver)


def _read_well(data: bytes, sender: Frame) -> Iterator[tuple[int, int, int]]:
    for number, byte in enumerate(data, 1):
        yield sender.time_us(number), byte & sender.mask, 0


def _read_wrongly(line: list[int], baud: int, receiver: Frame) -> Iterator[tuple[int, int, int]]:
    """Times are counted in units of which the sender's bit and half the receiver's have whole numbers."""
    bit, half = 2 * receiver.baud, baud
    level: Callable[[int], int] = lambda place: line[place // bit] if place // bit < len(line) else 1  # noqa: E731
    start = 0
    while start < len(line):
        if line[start] or (start and not line[start - 1]):
            start += 1
            continue
        places = [start * bit + (2 * number + 1) * half for number in range(receiver.length)]
        levels = [level(place) for place in places]
        yield places[-1] * 1000000 // (bit * baud), receiver.byte_of(levels), receiver.errors(levels)
        start = max(places[-1] // bit, start + 1)
