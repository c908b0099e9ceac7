"""What a program has of Bluetooth: the instance that open() returns, connections, and the services that it serves."""

from __future__ import annotations

from impsim.impos.conversions import to_squirrel
from impsim.impos.local_network import local_network
from impsim.squirrel.access import call
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.stdlib.blob import Blob
from impsim.squirrel.stdlib.blob_stream import impos_blob
from impsim.squirrel.values import Array, Instance, rawset

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.device.bluetooth.radio import Central, Heard, Radio
    from impsim.impos.imp import Imp

MOST_WAITING = 64  # assumed: adverts that wait for the program; older ones are lost
MAY_READ, MAY_WRITE = 0x02, 0x0C  # bits of a characteristic's properties: Core Specification, 3.G.3.3.1.1
# Error codes of the attribute protocol: Core Specification, 3.F.3.4.1.1
DONE, NO_READ, NO_WRITE, NOT_FOUND, UNLIKELY = 0, 0x02, 0x03, 0x0A, 0x0E
WRONG_VALUE = "a GATT read function must return a string or a blob"  # assumed: the text


class BluetoothInstance(Instance):
    """hardware.bluetooth, by which a program opens it."""

    __slots__ = ("ƒclass", "ƒopened")
    ƒopened: BoundBluetooth


class BtInstance(Instance):
    """What open() returns."""

    __slots__ = ("ƒclass", "ƒopened")
    ƒopened: Opened


class ConnectionInstance(Instance):
    """What onconnect()'s function gets."""

    __slots__ = ("ƒclass", "ƒopened")
    ƒopened: Connection


class BoundBluetooth:
    """The imp's radio in the hands of one run of a program.  opened: what it has opened, or None."""

    def __init__(self, host: Imp, radio: Radio) -> None:
        self.host = host
        self.radio = radio
        self.opened: Optional[Opened] = None
        radio.close()

    def callbacks(self) -> list[Any]:
        """The functions that impOS keeps for it: those of what is open are kept elsewhere."""
        return []


class Characteristic:
    """flags: its properties.  value: fixed, or None.  read, write: functions, or None."""

    def __init__(self, flags: int, value: Optional[bytes], read: Any, write: Any) -> None:
        self.flags = flags
        self.value = value
        self.read = read
        self.write = write


class Connection:
    """A central that is connected.  on_close: hears when it goes."""

    def __init__(self, opened: Opened, central: Central, instance: ConnectionInstance) -> None:
        self.host = opened.host
        self.opened = opened
        self.central = central
        self.on_close: Any = None
        self.open = True
        local_network(self.host).note(self, instance)

    def callbacks(self) -> list[Any]:
        """What impOS keeps for it."""
        return [self.on_close]

    def lost(self) -> None:
        """The central has gone."""
        if self.open:
            self._end()
            if self.on_close is not None:
                self.host.in_line(self.on_close)

    def close(self) -> None:
        """The program ends it."""
        if self.open:
            self._end()
            self.opened.radio.drop()

    def _end(self) -> None:
        self.open = False
        self.opened.connection = None
        local_network(self.host).forget(self)


class Opened:
    """Bluetooth that a program has opened.  services: characteristics by the hexadecimal digits of their UUIDs."""

    def __init__(self, bound: BoundBluetooth, instance: BtInstance) -> None:
        self.host = bound.host
        self.bound = bound
        self.radio = bound.radio
        self.on_scan: Any = None
        self.on_connect: Any = None
        self.services: dict[str, Characteristic] = {}
        self.connection: Optional[Connection] = None
        self._waiting: list[Any] = []
        self._collected: dict[int, dict[Any, Heard]] = {}
        self.radio.on_heard = self._heard
        self.radio.on_connected = self._connected
        self.radio.on_lost = self._lost
        self.radio.on_read, self.radio.on_write = self.read, self.write
        bound.opened = self
        local_network(self.host).note(self, instance)

    @property
    def open(self) -> bool:
        """Whether it can be used."""
        return self.bound.opened is self

    def callbacks(self) -> list[Any]:
        """What impOS keeps for it."""
        kept = [function for served in self.services.values() for function in (served.read, served.write)]
        return [self.on_scan, self.on_connect, *kept]

    def close(self) -> None:
        """It ends, with its connection."""
        if not self.open:
            return
        if self.connection is not None:
            self.connection.close()
        self.bound.opened = None
        self.radio.close()
        local_network(self.host).forget(self)

    # Scanning

    def _heard(self, heard: Heard) -> None:
        rule = self.radio.rules[heard.rule]
        if not rule.collect_us:
            self._put_in_line(heard)
            return
        kept = self._collected.setdefault(heard.rule, {})
        if not kept:
            self.host.clock.after(rule.collect_us, lambda: self._collected_all(kept), background=True)
        kept[heard.address, heard.kind, heard.data] = heard
        if rule.most and len(kept) >= rule.most:
            self._collected_all(kept)

    def _collected_all(self, kept: dict[Any, Heard]) -> None:
        for number, others in list(self._collected.items()):
            if others is kept:
                del self._collected[number]
                for heard in kept.values():
                    self._put_in_line(heard)

    def _put_in_line(self, heard: Heard) -> None:
        """The function gets all that has come until it is its turn."""
        self._waiting.append(self._plain(heard))
        if len(self._waiting) == 1:
            self.host.in_line(self._deliver)
        elif len(self._waiting) > MOST_WAITING:
            del self._waiting[0]

    def _deliver(self, this: Any) -> None:
        adverts, self._waiting = self._waiting, []
        if self.open and self.on_scan is not None and adverts:
            call(self.on_scan, this, Array(adverts))

    def _plain(self, heard: Heard) -> Any:
        advert = to_squirrel(
            {
                "type": heard.kind,
                "rssi": heard.rssi_dbm,
                "address": heard.address,
                "addresstype": heard.addresstype,
                "time": (heard.t_us - self.host.booted_us) // 1000,
                "rule": heard.rule,
            }
        )
        rawset(advert, "data", impos_blob(heard.data))
        return advert

    # Connections

    def _connected(self, central: Central) -> None:
        """The program gets a connection; where it does not keep it, the connection ends."""
        from impsim.impos.instances import new_instance

        if self.on_connect is None:
            return
        instance: ConnectionInstance = new_instance("btconnection", self.host)
        instance.ƒopened = self.connection = Connection(self, central, instance)
        self.host.in_line(self.on_connect, instance)

    def _lost(self, central: Central) -> None:
        if self.connection is not None:
            self.connection.lost()

    def read(self, uuid: str) -> None:
        """The central reads a characteristic."""
        served = self.services.get(uuid)
        if self.connection is None or served is None or not served.flags & MAY_READ:
            self._answered("read", uuid, NOT_FOUND if served is None else NO_READ)
        elif served.read is not None:
            connection = self.connection
            self.host.in_line(lambda this: self._ask(this, uuid, served, connection))
        else:
            self._answered("read", uuid, DONE, served.value or b"")

    def _ask(self, this: Any, uuid: str, served: Characteristic, connection: Connection) -> None:
        value = call(served.read, this, self._instance(connection))
        if isinstance(value, Blob):
            self._answered("read", uuid, DONE, bytes(value))
        elif isinstance(value, str):
            self._answered("read", uuid, DONE, value.encode("latin-1"))
        else:
            self._answered("read", uuid, UNLIKELY)
            raise SquirrelError(WRONG_VALUE)

    def write(self, uuid: str, data: bytes) -> None:
        """The central writes a characteristic."""
        served = self.services.get(uuid)
        if self.connection is None or served is None or not served.flags & MAY_WRITE or served.write is None:
            self._answered("write", uuid, NOT_FOUND if served is None else NO_WRITE, data)
            return
        connection = self.connection
        self.host.in_line(lambda this: self._take(this, uuid, served, connection, data))

    def _take(self, this: Any, uuid: str, served: Characteristic, connection: Connection, data: bytes) -> None:
        code = call(served.write, this, self._instance(connection), impos_blob(data))
        self._answered("write", uuid, code if isinstance(code, int) else DONE, data)

    def _instance(self, connection: Connection) -> Any:
        """The instance that the program has of a connection."""
        for opened, instance in local_network(self.host).held:
            if opened is connection:
                return instance()
        return None

    def _answered(self, action: str, uuid: str, code: int, data: bytes = b"") -> None:
        self.radio.tell(action, uuid=uuid, code=code, data=data.hex())


def bluetooth_of(host: Any) -> dict[str, tuple[str, BoundBluetooth]]:
    """The radio of the host's model, where it has one: (name of the class of its instance, the radio)."""
    radio = host.device.bluetooth
    return {} if radio is None else {"bluetooth": ("bluetooth", BoundBluetooth(host, radio))}
