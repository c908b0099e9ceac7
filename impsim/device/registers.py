"""Parts that are a file of registers of 8 bits on I2C, SPI or both: the base class of most sensors.

A class declares its registers; where reading or writing one does more than to look or to store, it names a method:

    registers = {
        0x0F: Register("WHO_AM_I", 0xBC),
        0x20: Register("CTRL_REG1", 0x00, writable=0x87, wrote="controlled"),
        0x2A: Register("TEMP_OUT_L", read="temperature_low"),
    }

Addresses that it does not name read as 0, and writing them does nothing, as with most chips.
"""

from __future__ import annotations

from impsim.device.faults import Spell
from impsim.device.part import Part, Quantity, Terminal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, ClassVar, Optional

I2C = {"i2c": Terminal("i2c", "the bus")}
BUS_FAULTS = {
    "nack": "it does not acknowledge its address",
    "stuck": "it holds the data line of the bus low",
    "corrupt": "bytes that it sends have wrong bits",
}


def address(default: int, *others: int) -> Quantity:
    """The option that says which of its addresses a part has, of 7 bits."""
    about = "its address, of 7 bits (imp programs have it shifted: 0x%02X)" % (default << 1)
    return Quantity(default, lowest=0, highest=0x7F, about=about, choices=(default, *others), hexadecimal=True)


class I2cPart(Part):
    """A target on I2C. Classes say what bytes mean in begun(), took() and give()."""

    terminals = I2C
    faults = BUS_FAULTS
    stretch_us = 0

    def __init__(self, place: Any) -> None:
        self.address: int = place.options.get("address", 0)
        super().__init__(place)

    def wired(self) -> None:
        bus = self.place.bus("i2c")
        if bus is not None:
            bus.attach(self)

    # What the bus calls

    def start(self, reading: bool) -> bool:
        """The imp has called its address."""
        if "nack" in self.broken:
            return False
        return self.begun(reading)

    def write(self, byte: int) -> bool:
        """A byte of the imp."""
        return self.took(byte)

    def read(self) -> int:
        """A byte for the imp."""
        byte = self.give()
        return byte ^ (1 << self.place.rng.below(8)) if "corrupt" in self.broken else byte

    def stop(self) -> None:
        """The transfer is over."""
        self.ended()

    # What a class says

    def begun(self, reading: bool) -> bool:
        """A transfer begins, or is turned round. True: it acknowledges."""
        return True

    def took(self, byte: int) -> bool:
        """A byte has come. True: it acknowledges."""
        return True

    def give(self) -> int:
        """The next byte that is read."""
        return 0xFF

    def ended(self) -> None:
        """The imp has let go of the bus."""

    def fault_changed(self, name: str) -> None:
        """A stuck line is the whole bus's."""
        bus = self.place.bus("i2c")
        if name == "stuck" and bus is not None:
            bus.faults.hold("SDA", Spell() if "stuck" in self.broken else Spell(0))


class Register:
    """name: as the data sheet has it.  value: after reset.  writable: which bits the imp can set.

    read: the method that gives its value.  wrote: the method that is called with what was written, after it was
    stored.
    """

    def __init__(self, name: str, value: int = 0, writable: int = 0, read: str = "", wrote: str = "") -> None:
        self.name = name
        self.value = value
        self.writable = writable
        self.read = read
        self.wrote = wrote


class RegisterPart(I2cPart):
    """file: the registers as they are now, by address.

    registers: by address.  increment_bit: of the address that the imp sends, which has it go on to the next register;
    0 where it always does.  wraps: from the first address to the second instead of on.
    """

    registers: ClassVar[dict[int, Register]] = {}
    increment_bit: ClassVar[int] = 0
    wraps: ClassVar[dict[int, int]] = {}

    def reset(self) -> None:
        self.file = {number: register.value for number, register in self.registers.items()}
        self._pointer = 0
        self._increments = False
        self._addressed = False

    def __getitem__(self, name: str) -> int:
        """What is stored in a register, by its name."""
        return self.file[self._numbers[name]]

    def __setitem__(self, name: str, value: int) -> None:
        self.file[self._numbers[name]] = value & 0xFF

    @property
    def _numbers(self) -> dict[str, int]:
        return _numbers(type(self))

    def put(self, name: str, value: int, size: int) -> None:
        """Stores a number, its lowest byte first, from a register on."""
        for offset in range(size):
            self.file[self._numbers[name] + offset] = value >> 8 * offset & 0xFF

    # On I2C

    def begun(self, reading: bool) -> bool:
        self._addressed = reading
        return True

    def took(self, byte: int) -> bool:
        if not self._addressed:
            self._addressed = True
            self._point(byte, self.increment_bit)
        else:
            self._store(byte)
        return True

    def give(self) -> int:
        return self._fetch()

    # What both buses share

    def _point(self, byte: int, increment_bit: int) -> None:
        self._pointer = byte & ~increment_bit & 0xFF
        self._increments = not increment_bit or bool(byte & increment_bit)

    def _go_on(self) -> None:
        if self.goes_on:
            self._pointer = self.wraps.get(self._pointer, self._pointer + 1 & 0xFF)

    @property
    def goes_on(self) -> bool:
        """Whether the next byte is of the next register."""
        return self._increments

    def _store(self, byte: int) -> None:
        number = self._pointer
        register = self.registers.get(number)
        if register is not None and register.writable:
            self.file[number] = self.file[number] & ~register.writable | byte & register.writable
            if register.wrote:
                getattr(self, register.wrote)(byte)
        self._go_on()

    def _fetch(self) -> int:
        number = self._pointer
        register = self.registers.get(number)
        value = self.file.get(number, 0)
        if register is not None and register.read:
            value = getattr(self, register.read)()
        self._go_on()
        return value & 0xFF


_known: dict[type, dict[str, int]] = {}


def _numbers(make: type[RegisterPart]) -> dict[str, int]:
    if make not in _known:
        _known[make] = {register.name: number for number, register in make.registers.items()}
    return _known[make]


class SpiRegisters:
    """The SPI side of a part of registers: the first byte has a bit that says reading, perhaps one that has it go on
    to the next register, and the address."""

    READ = 0x80

    def __init__(self, part: RegisterPart, increment_bit: int = 0x40) -> None:
        self._part = part
        self._increment_bit = increment_bit
        self._reading: Optional[bool] = None

    def select(self) -> None:
        """A transfer begins."""
        self._reading = None

    def deselect(self) -> None:
        """It is over."""
        self._reading = None

    def exchange(self, byte: int) -> int:
        """A byte each way."""
        part = self._part
        if self._reading is None:
            self._reading = bool(byte & self.READ)
            part._point(byte & ~self.READ, self._increment_bit)
            return 0xFF
        if self._reading:
            return part._fetch()
        part._store(byte)
        return 0xFF


def signed(value: int, bits: int) -> int:
    """The two's complement of a number, cut to what bits can hold."""
    most = (1 << bits - 1) - 1
    return max(-most - 1, min(most, value)) & (1 << bits) - 1
