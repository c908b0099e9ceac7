"""`bluetooth` of a world, the beacons in the air, and the verbs about them and about who connects to an imp.

bluetooth:
  thermometer: {address: "a4c138000001", name: Thermo, rssi: -70, interval: 1s}
  tag: {data: 0201061aff4c000215, type: scannable, response: 0309aafe}
"""

from __future__ import annotations

from impsim.device.bluetooth.air import (
    CONNECTABLE,
    DIRECTED,
    LONGEST,
    NOT_CONNECTABLE,
    PUBLIC,
    RANDOM,
    SCANNABLE,
    Source,
)
from impsim.device.bluetooth.radio import Central
from impsim.scenario import fields as f

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.scenario.documents import Document, Node
    from impsim.scenario.stimuli import Args, Scene

FIRST_ADDRESS = 0x0242_0000_0001  # assumed: of beacons that are given none: locally administered ones
KINDS = {
    "connectable": CONNECTABLE,
    "directed": DIRECTED,
    "scannable": SCANNABLE,
    "beacon": NOT_CONNECTABLE,
}
NAME = 0x09  # complete local name: Assigned Numbers, 2.3
LONGEST_VALUE = 512  # bytes of a characteristic: Core Specification, 3.F.3.2.9
UUID_DIGITS = (4, 32)


def hexadecimal(longest: int) -> f.Reader:
    """Bytes, which stay text in a trace."""

    def convert(value: str) -> str:
        try:
            found = bytes.fromhex(value)
        except ValueError:
            raise f.Wrong("bytes in hexadecimal") from None
        if len(found) > longest:
            raise f.Wrong("at most %d bytes long" % longest)
        return found.hex()

    return f.scalar(convert, type=["string", "integer"])


def _uuid(value: str) -> str:
    digits = value.replace("-", "").lower()
    if len(digits) not in UUID_DIGITS or digits.strip(f.hexadecimal):
        raise f.Wrong("a UUID", "4 or 32 hexadecimal digits")
    return digits


RSSI = f.integer(-127, 20)
SENDS: f.Section = {
    "rssi": ("rssi_dbm", RSSI),
    "up": ("up", f.flag),
    "data": ("data", hexadecimal(LONGEST)),
    "interval": ("interval_us", f.duration),
}
BEACON: f.Section = {
    **SENDS,
    "address": ("address", f.digits(12, f.hexadecimal)),
    "random": ("random", f.flag),
    "type": ("kind", f.choice(*KINDS)),
    "name": ("name", f.text(LONGEST - 2)),
    "response": ("response", hexadecimal(LONGEST)),
}
SHORTEST_US = 20000


@f.reading(**f.table_schema(BEACON))
def _beacon(document: Document, node: Node) -> dict[str, Any]:
    given = f.members(document, node, BEACON)
    if len(_data(given)) > LONGEST:
        document.wrong(node, "name and data are more than %d bytes" % LONGEST)
    _check_interval(document, node, given)
    return given


def _check_interval(document: Document, node: Node, given: dict[str, Any]) -> None:
    if (given.get("interval_us") or SHORTEST_US) < SHORTEST_US:
        document.wrong(node.map["interval"], "nobody advertises more often than every 20 ms")


def _data(given: dict[str, Any]) -> bytes:
    """What it sends: its name, where it has one, and other data."""
    name = (given.get("name") or "").encode("utf-8")
    return (bytes([len(name) + 1, NAME]) + name if name else b"") + bytes.fromhex(given.get("data") or "")


beacons = f.named(_beacon, "beacons")


def make_beacons(found: dict[str, Any]) -> dict[str, Source]:
    """The beacons of a world, from what was read."""
    return {name: _source(number, given) for number, (name, given) in enumerate(found.get("beacons", {}).items())}


def _source(number: int, given: dict[str, Any]) -> Source:
    return Source(
        given.get("address") or "%012x" % (FIRST_ADDRESS + number),
        addresstype=RANDOM if given.get("random") else PUBLIC,
        kind=KINDS[given.get("kind") or "beacon"],
        data=_data(given),
        response=bytes.fromhex(given.get("response") or ""),
        interval_us=given.get("interval_us") or 1000000,
        rssi_dbm=given.get("rssi_dbm", -60),
        up=given.get("up", True),
    )


# Verbs


def change(scene: Scene, args: Args) -> None:
    """A beacon is louder or fainter, sends something else, or nothing."""
    source = scene.world.air.beacons[args["beacon"]]
    for name, value in args.items():
        if name != "beacon":
            setattr(source, name, bytes.fromhex(value) if name == "data" else value)


def connect(scene: Scene, args: Args) -> None:
    """Somebody wants to connect to the imp, and knows its pairing code unless told otherwise."""
    radio = scene.imp.device.bluetooth
    if radio is None or not radio.opened:
        return
    level = int(args.get("level", "4"))
    code = "%06d" % args["code"] if "code" in args else radio.code
    radio.connect(Central(args.get("address", "0242000000ff"), level, code))


def disconnect(scene: Scene, args: Args) -> None:
    if scene.imp.device.bluetooth is not None:
        scene.imp.device.bluetooth.disconnect()


def read(scene: Scene, args: Args) -> None:
    if scene.imp.device.bluetooth is not None:
        scene.imp.device.bluetooth.read(args["uuid"])


def write(scene: Scene, args: Args) -> None:
    if scene.imp.device.bluetooth is not None:
        data = args.get("data", "").encode("utf-8") + bytes.fromhex(args.get("hex", ""))
        scene.imp.device.bluetooth.write(args["uuid"], data)


CHARACTERISTIC: f.Section = {"uuid": ("uuid", f.scalar(_uuid, type=["string", "integer"]))}
WRITTEN: f.Section = {
    **CHARACTERISTIC,
    "data": ("data", f.text(LONGEST_VALUE)),
    "hex": ("hex", hexadecimal(LONGEST_VALUE)),
}
CENTRAL: f.Section = {
    "address": ("address", f.digits(12, f.hexadecimal)),
    "security": ("level", f.choice("1", "3", "4")),
    "code": ("code", f.integer(0, 999999)),
}
IMP: dict[str, Any] = {"about": "imp", "needs": "bluetooth"}
BLUETOOTH_VERBS: dict[str, dict[str, Any]] = {
    "bluetooth.beacon": {"act": change, "fields": SENDS, "about": "world", "target": "beacon"},
    "bluetooth.connect": {"act": connect, "fields": CENTRAL, **IMP},
    "bluetooth.disconnect": {"act": disconnect, "fields": {}, **IMP},
    "bluetooth.read": {"act": read, "fields": CHARACTERISTIC, "required": ("uuid",), **IMP},
    "bluetooth.write": {"act": write, "fields": WRITTEN, "required": ("uuid",), **IMP},
}
