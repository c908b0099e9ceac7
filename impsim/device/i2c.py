"""I2C buses, byte by byte: the imp is the controller, what is attached are targets.

A transfer is what i2c.write() or i2c.read() makes: a start, the address with the direction, bytes with their
acknowledgements, perhaps a second start to read, a stop. Each byte takes nine clocks, and as much longer as a target
stretches the clock. Several targets may answer to one address: any of them acknowledges, and a bit that one of
them pulls low is low.

What goes wrong has a number (D/node/2548). Which number it is depends on the step in which the imp's hardware was
waiting (D/resources/i2cerrors): nobody at an address is -2 when writing and -6 or -10 when reading, and only a byte of
data that is refused is -9. An imp005, whose hardware is another, says -9 for everything.

Faults are of the wires: they refuse, hold a line down or flip bits whatever is attached.
"""

from __future__ import annotations

from impsim.device.bus import Bus, shown
from impsim.device.faults import Spell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional

    from impsim.device.bus import Passes
    from impsim.device.pins import Pins
    from impsim.device.profile import Profile
    from impsim.device.surroundings import Surroundings
    from impsim.sim.clock import Clock

# D/node/2548
OK = 0
CONTROLLER_SELECT = -1
TRANSMIT_SELECT = -2
TRANSFER = -4
ADDRESS_CLEAR = -6
DATA_RECEIVE = -8
NACKED = -9
RECEIVE_SELECT = -10
RECEIVE = -11
RESELECT = -12
NOT_ENABLED = -13

SPEEDS = (10000, 50000, 100000, 400000)  # D/node/2567
NOT_STRETCHED = ("imp005",)  # D/node/2317: its buses do not support clock stretching
ONLY_NACKED = ("imp005",)  # D/resources/i2cerrors: it tells -9 and -13 only

BITS = 9  # eight and an acknowledgement
CALL_US = 20  # assumed: what a call takes besides its bits
TIMEOUT_US = 10000  # assumed: how long a step may take; a target that stretches the clock for longer is given up
SHORT = 2  # reads of up to so many bytes go other ways through the hardware than longer ones


class I2cTarget:
    """Something on the bus: what a part implements.  address: its 7 bits.  stretch_us: how long it holds the clock in
    each byte of data."""

    address = 0
    stretch_us = 0

    def start(self, reading: bool) -> bool:
        """The imp has called its address. True: it acknowledges."""
        raise NotImplementedError

    def write(self, byte: int) -> bool:
        """A byte from the imp. True: it acknowledges."""
        raise NotImplementedError

    def read(self) -> int:
        """The next byte for the imp."""
        raise NotImplementedError

    def stop(self) -> None:
        """The transfer is over."""
        raise NotImplementedError


class Failed(Exception):
    """A step of a transfer that does not succeed.  code: its number."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class I2cBus(Bus):
    """speed_hz: of its clock.  read_error: how the last read has ended.  faults: what is wrong with its wires."""

    kind = "i2c"

    def __init__(self, around: Surroundings, pins: Pins, name: str, profile: Profile) -> None:
        super().__init__(around, pins, name, profile)
        self.speed_hz = SPEEDS[0]
        self.read_error = OK
        self.faults = Faults(around.clock)
        self.targets: list[I2cTarget] = []
        self._busy = False

    # What is attached

    def attach(self, target: I2cTarget) -> None:
        """Connects a target."""
        self.targets.append(target)

    def detach(self, target: I2cTarget) -> None:
        """Takes it away again."""
        self.targets.remove(target)

    # What the program does

    def configure(self, speed_hz: int) -> None:
        """Enables it. Assumed: another speed than it has is the next lower one, or else the lowest."""
        self.speed_hz = max([speed for speed in SPEEDS if speed <= speed_hz], default=SPEEDS[0])
        self._take({})

    def disable(self) -> None:
        super().disable()
        self.read_error = OK

    def write(self, address: int, data: bytes, passes: Passes) -> int:
        """Writes bytes to a target. 0, or what went wrong."""
        return self._transfer(address, data, None, passes)[0]

    def read(self, address: int, sub_address: bytes, count: int, passes: Passes) -> Optional[bytes]:
        """Writes a sub-address if there is one, then reads bytes. None: read_error tells why."""
        self.read_error, read = self._transfer(address, sub_address, count, passes)
        return None if self.read_error else read

    def _transfer(self, address: int, out: bytes, count: Optional[int], passes: Passes) -> tuple[int, bytes]:
        if not self.enabled:
            return NOT_ENABLED, b""
        if self._busy:  # somebody looks in while the program stands in a transfer
            return CONTROLLER_SELECT, b""
        since_us = self._around.clock.now_us
        transfer = _Transfer(self, address, passes)
        self._busy = True
        try:
            code = self._outcome(transfer, out, count)
        finally:
            self._busy = False
            transfer.release()
        if self.told:
            written, read = shown("write", transfer.written), shown("read", transfer.read)
            way = "write" if count is None else "read"
            self.tell(since_us, do=way, address=address, **written, **read, result=code)
        return code, bytes(transfer.read)

    def _outcome(self, transfer: _Transfer, out: bytes, count: Optional[int]) -> int:
        try:
            transfer.passes(CALL_US)
            if out or count is None:
                transfer.write_all(out)
            if count is not None:
                transfer.read_all(count, bool(out))
            transfer.clock(1)
        except Failed as failed:
            return NACKED if self.model in ONLY_NACKED else failed.code
        return OK


class _Transfer:
    """One of them.  written, read: the bytes so far.  passes: lets time pass."""

    def __init__(self, bus: I2cBus, address: int, passes: Passes) -> None:
        self.written = bytearray()
        self.read = bytearray()
        self.passes = passes
        self._bus = bus
        self._address = address
        self._called: list[I2cTarget] = []
        self._stretches = bus.model not in NOT_STRETCHED
        self._owed = 0  # time that has not passed yet, in microseconds times the speed

    def write_all(self, data: bytes) -> None:
        """A start, the address, bytes."""
        self._start(False, CONTROLLER_SELECT, TRANSMIT_SELECT)
        for byte in data:
            self._byte(TRANSFER)
            self.written.append(byte)
            acknowledged = [target.write(byte) for target in self._called]
            if not any(acknowledged):
                raise Failed(NACKED)

    def read_all(self, count: int, again: bool) -> None:
        """A start, the second one if it is again; the address, bytes."""
        refused = ADDRESS_CLEAR if count <= SHORT else RECEIVE_SELECT
        self._start(True, RESELECT if again else CONTROLLER_SELECT, refused)
        late = DATA_RECEIVE if count <= SHORT else RECEIVE
        for _ in range(count):
            in_time = self._byte(late)
            byte = 0xFF
            for target in self._called:
                byte &= target.read() & 0xFF
            self.read.append(self._bus.faults.heard(byte) if in_time else 0xFF)

    def _start(self, reading: bool, stuck: int, refused: int) -> None:
        if self._bus.faults.stuck:
            self._time_out(stuck)
        self.clock(1 + BITS)
        called = [target for target in self._bus.targets if target.address == self._address]
        if self._bus.faults.refuses(self._address):
            called = []
        self._called += [target for target in called if target not in self._called]
        self._called = [target for target in called if target.start(reading)]
        if not self._called:
            self._time_out(refused)

    def _byte(self, late: int) -> bool:
        """The time of a byte of data. False: a target wanted more of it than the imp gives."""
        stretch_us = max(target.stretch_us for target in self._called)
        if self._bus.faults.stuck or (self._stretches and stretch_us > TIMEOUT_US):
            self._time_out(late)
        self.clock(BITS)
        if self._stretches and stretch_us:
            self.passes(stretch_us)
        return self._stretches or not stretch_us

    def clock(self, count: int) -> None:
        """Bits."""
        speed_hz = self._bus.speed_hz
        passing_us, self._owed = divmod(self._owed + count * 1000000, speed_hz)
        if passing_us:
            self.passes(passing_us)

    def _time_out(self, code: int) -> None:
        self.passes(TIMEOUT_US)
        raise Failed(code)

    def release(self) -> None:
        """The stop that ends it."""
        for target in self._called:
            target.stop()


class Faults:
    """What is wrong with the wires of a bus."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.clear()

    def clear(self) -> None:
        """Nothing."""
        self._nacks: list[tuple[Optional[int], Spell]] = []
        self._line, self._held = "", Spell(0)
        self._mask, self._flips = 0, Spell(0)

    def hold(self, line: str, spell: Spell) -> None:
        """Something holds SDA or SCL low for a while."""
        self._line, self._held = line, spell

    @property
    def stuck(self) -> str:
        """The line that is held low, "" for none."""
        return self._line if self._held.lasts(self._clock.now_us) else ""

    def nack(self, address: Optional[int], spell: Spell) -> None:
        """Nobody acknowledges an address (None: any) for a while."""
        self._nacks.append((address, spell))

    def corrupt(self, mask: int, spell: Spell) -> None:
        """Bytes that the imp reads have the bits of mask turned over for a while."""
        self._mask, self._flips = mask, spell

    def refuses(self, address: int) -> bool:
        """Whether the call of an address is refused now; it counts."""
        now_us = self._clock.now_us
        refusing = [spell.takes(now_us) for whom, spell in self._nacks if whom in (None, address)]
        return any(refusing)

    def heard(self, byte: int) -> int:
        """A byte that the imp reads."""
        return byte ^ self._mask if self._flips.takes(self._clock.now_us) else byte
