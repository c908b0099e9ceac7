"""The Bluetooth radio of an imp: it advertises, scans, and is connected to by one central at a time.

A central of the world connects to an imp that advertises and takes connections. It pairs with it where that is
required, which needs the code; a central that cannot is sent away, and the program never hears of it (D/node/2918).
"""

from __future__ import annotations

from impsim.device.bluetooth.air import CONNECTABLE, NOT_CONNECTABLE, SCAN_RESPONSE, SCANNABLE, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.device.surroundings import Surroundings

NO_SECURITY, AUTHENTICATED, SECURE = 1, 3, 4  # levels of LE security mode 1 (D/node/2918)
CONNECT_US = 100000  # assumed: until a connection stands
PAIR_US = 2000000  # assumed: what pairing takes besides
WINDOW_US = 10000  # of a scan, and its interval, unless told otherwise (D/api/hardware/bluetooth/setscanparams)


class Heard:
    """An advertisement that a scan has heard.  rule: the number of the filter that let it through."""

    def __init__(self, source: Source, kind: int, data: bytes, t_us: int) -> None:
        self.address = source.address
        self.addresstype = source.addresstype
        self.rssi_dbm = source.rssi_dbm
        self.kind = kind
        self.data = data
        self.t_us = t_us
        self.rule = 0


class Rule:
    """A filter; what is None matches everything.  collect_us: how long it gathers, or 0.  most: how many."""

    def __init__(self, **given: Any) -> None:
        self.address: Optional[str] = given.get("address")
        self.addresstype: Optional[int] = given.get("addresstype")
        self.minrssi: Optional[int] = given.get("minrssi")
        self.kind: Optional[int] = given.get("kind")
        self.data: Optional[bytes] = given.get("data")
        self.collect_us: int = given.get("collect_us", 0)
        self.most: int = given.get("most", 0)

    def matches(self, heard: Heard) -> bool:
        """Whether it lets an advertisement through."""
        return (
            self.address in (None, heard.address)
            and self.addresstype in (None, heard.addresstype)
            and (self.minrssi is None or heard.rssi_dbm >= self.minrssi)
            and self.kind in (None, heard.kind)
            and (self.data is None or self.data in heard.data)
        )


class Central:
    """Something that connects to an imp.  level, code: the security that it is able to, and the code that it knows."""

    def __init__(self, address: str, level: int, code: str) -> None:
        self.address = address
        self.level = level
        self.code = code


class Radio:
    """on_heard: gets what a scan hears, one by one.  on_connected, on_lost: get a central.

    on_read, on_write: get the UUID of what the central reads or writes.  level, code: the security that is required.

    opened: the program uses it.  admits: it takes connections.  central: who is connected, or None.
    """

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._air = around.world.air
        self.clock = around.clock
        self.rng = around.rng
        self.on_heard: Callable[[Heard], Any] = _nothing
        self.on_connected: Callable[[Central], Any] = _nothing
        self.on_lost: Callable[[Central], Any] = _nothing
        self.on_read: Callable[[str], Any] = _nothing
        self.on_write: Callable[[str, bytes], Any] = _nothing
        self.opened = False
        self._forget()

    def _forget(self) -> None:
        self.source: Optional[Source] = None
        self.admits = False
        self.central: Optional[Central] = None
        self.level, self.code = SECURE, ""
        self.rules = [Rule()]
        self.active = False
        self.interval_us = self.window_us = WINDOW_US
        self._scans_since_us: Optional[int] = None
        self._pairing: Optional[list[Any]] = None

    def open(self, address: str, code: str) -> None:
        """The program begins to use it."""
        self.opened = True
        self.address = address
        self.code = code
        self.tell("open", address=address)

    def close(self) -> None:
        """All ends, and who is connected is so no more."""
        if not self.opened:
            return
        self.stop_scan()
        self.stop_advertising()
        self.drop()
        self.opened = False
        self._forget()
        self.tell("close")

    def tell(self, action: str, **more: Any) -> None:
        """An event."""
        self._around.emit("bluetooth", do=action, **more)

    # Advertising

    def advertise(self, data: bytes, response: bytes, interval_us: int) -> None:
        """Advertises this from now on."""
        kind = CONNECTABLE if self.admits else (SCANNABLE if response else NOT_CONNECTABLE)
        if self.source is not None:
            self._air.imps.remove(self.source)
        self.source = Source(self.address, kind=kind, data=data, response=response, interval_us=interval_us)
        self._air.imps.append(self.source)
        self.tell("advertise", data=data.hex(), response=response.hex(), type=kind)
        self._air.stir()

    def stop_advertising(self) -> None:
        """Advertises no more."""
        if self.source is not None:
            self._air.imps.remove(self.source)
            self.source = None
            self.tell("silence")

    def admit(self, admits: bool) -> None:
        """Takes connections, or not, and says so in what it advertises."""
        changed, self.admits = self.admits != admits, admits
        if changed and self.source is not None:
            self.advertise(self.source.data, self.source.response, self.source.interval_us)

    # Scanning

    def scan(self) -> None:
        """Scans from now on."""
        if self._scans_since_us is None:
            self._scans_since_us = self.clock.now_us
            self.tell("scan")
            self._air.listen(self)

    def stop_scan(self) -> None:
        """Scans no more."""
        if self._scans_since_us is not None:
            self._scans_since_us = None
            self._air.leave(self)
            self.tell("scan-ends")

    def hear(self, source: Source) -> None:
        """An advertisement is on the air. Assumed: it is heard whenever the window is open."""
        if source is self.source or self._scans_since_us is None:
            return
        now_us = self.clock.now_us
        if (now_us - self._scans_since_us) % self.interval_us >= self.window_us:
            return
        self._sift(Heard(source, source.kind, source.data, now_us))
        if self.active and source.kind in (CONNECTABLE, SCANNABLE) and source.response:
            self._sift(Heard(source, SCAN_RESPONSE, source.response, now_us))

    def _sift(self, heard: Heard) -> None:
        """Hands on what a rule lets through; the first that does counts."""
        for number, rule in enumerate(self.rules):
            if rule.matches(heard):
                heard.rule = number
                self.on_heard(heard)
                return

    # Connections

    def connect(self, central: Central) -> None:
        """A central wants a connection. It gets none where none is taken, or another one has one."""
        if self.source is None or not self.admits or self.central is not None or self._pairing is not None:
            self.tell("refuse", address=central.address)
            return
        takes_us = CONNECT_US + PAIR_US * (self.level > NO_SECURITY)
        self._pairing = self.clock.after(takes_us, lambda: self._connected(central))

    def _connected(self, central: Central) -> None:
        self._pairing = None
        paired = central.level >= self.level and central.code == self.code
        if self.level > NO_SECURITY and not paired:
            self.tell("refuse", address=central.address)
            return
        self.central = central
        self.tell("connect", address=central.address)
        self.on_connected(central)

    def disconnect(self) -> None:
        """The central goes away."""
        central = self.central
        self.drop()
        if central is not None:
            self.on_lost(central)

    def read(self, uuid: str) -> None:
        """The central reads a characteristic."""
        if self.central is not None:
            self.on_read(uuid)

    def write(self, uuid: str, data: bytes) -> None:
        """The central writes a characteristic."""
        if self.central is not None:
            self.on_write(uuid, data)

    def drop(self) -> None:
        """The connection ends, or the attempt at one."""
        if self._pairing is not None:
            self.clock.cancel(self._pairing)
            self._pairing = None
        if self.central is not None:
            self.tell("disconnect", address=self.central.address)
            self.central = None


def _nothing(*given: Any) -> None:
    """Nobody listens."""
