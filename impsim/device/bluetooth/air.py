"""The air in which Bluetooth devices advertise: beacons of the world, and imps.

Each sends its advertisement at its interval, with the up to 10 ms that the standard adds at random (Core Specification
5.0, 6.B.4.4.2.2.1). Nobody sends anything while nobody scans.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Protocol

    from impsim.sim.clock import Clock
    from impsim.sim.rng import Rng

    class Listener(Protocol):
        """Who scans."""

        clock: Clock
        rng: Rng

        def hear(self, source: Source) -> None:
            """An advertisement is on the air."""


# Kinds of advertisements, by the numbers of D/node/2905
CONNECTABLE, DIRECTED, SCANNABLE, NOT_CONNECTABLE, SCAN_RESPONSE = 0, 1, 2, 3, 4
PUBLIC, RANDOM = 0, 1  # kinds of addresses
LONGEST = 31  # bytes of an advertisement
ADDED_US = 10000  # to each interval, at most


class Source:
    """Something that advertises.  response: what it answers to a scan, b"" for nothing.  interval_us: between two.

    kind: of its advertisement.  rssi_dbm: how loud it is everywhere.  up: whether it sends anything.
    """

    def __init__(self, address: str = "020000000001", **given: Any) -> None:
        self.address = address
        self.addresstype: int = given.get("addresstype", PUBLIC)
        self.kind: int = given.get("kind", NOT_CONNECTABLE)
        self.data: bytes = given.get("data", b"")
        self.response: bytes = given.get("response", b"")
        self.interval_us: int = given.get("interval_us", 100000)
        self.rssi_dbm: int = given.get("rssi_dbm", -60)
        self.up: bool = given.get("up", True)


class Air:
    """beacons: those of the world, by name.  imps: what imps advertise.  listeners: who scans."""

    def __init__(self, beacons: dict[str, Source]) -> None:
        self.beacons = beacons
        self.imps: list[Source] = []
        self.listeners: list[Listener] = []
        self._planned: dict[int, tuple[Source, Rng]] = {}  # sources with an event to come, by id

    def _sources(self) -> Iterator[Source]:
        yield from self.beacons.values()
        yield from self.imps

    def listen(self, listener: Listener) -> None:
        """Somebody scans from now on."""
        if listener not in self.listeners:
            self.listeners.append(listener)
        self.stir()

    def leave(self, listener: Listener) -> None:
        """Somebody scans no more."""
        if listener in self.listeners:
            self.listeners.remove(listener)

    def stir(self) -> None:
        """Who has begun to advertise is heard."""
        for source in self._sources() if self.listeners else ():
            if id(source) not in self._planned:
                first = self.listeners[0]
                rng = first.rng.fork("bluetooth " + source.address)
                self._planned[id(source)] = (source, rng)
                self._plan(source, rng.below(source.interval_us + 1))

    def _plan(self, source: Source, delay_us: int) -> None:
        clock = self.listeners[0].clock
        clock.after(delay_us, lambda: self._send(source), background=not source.up)

    def _send(self, source: Source) -> None:
        _, rng = self._planned[id(source)]
        if not self.listeners or all(source is not other for other in self._sources()):
            del self._planned[id(source)]
            return
        self._plan(source, source.interval_us + rng.below(ADDED_US))
        for listener in list(self.listeners) if source.up else ():
            listener.hear(source)
