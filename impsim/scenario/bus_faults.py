"""What can happen on buses: verbs that break them, and bytes that the world sends to a UART.

- {at: 10s, do: i2c.nack, bus: i2c89, address: 0x5f, count: 3}
- {at: 20s, do: uart.write, bus: uart57, text: "$GPGGA,,*00\\r\\n", baud: 9600}
"""

from __future__ import annotations

from impsim.device.faults import Spell
from impsim.scenario import fields as f

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.device.profile import Profile
    from impsim.scenario.documents import Document, Node
    from impsim.scenario.stimuli import Args, Scene

BUSES = ("i2c", "spi", "uart")
LONGEST_TEXT = 65536
BREAK_US = 20000  # assumed: how long somebody holds a line low
FASTEST_BAUD = 100000000
MOST_TIMES = 1000000
ALL_BITS = 0xFF
FORMATS = ("8N1", "8N2", "8E1", "8E2", "8O1", "8O2", "7N1", "7N2", "7E1", "7E2", "7O1", "7O2")


def _bus(scene: Scene, args: Args) -> Any:
    return scene.imp.device.buses[args["bus"]]


def _spell(scene: Scene, args: Args) -> Spell:
    """How long a fault lasts; for ever, where the file says nothing of it."""
    until_us = scene.simulation.clock.now_us + args["for_us"] if "for_us" in args else None
    return Spell(args.get("count"), until_us)


def nack(scene: Scene, args: Args) -> None:
    _bus(scene, args).faults.nack(args.get("address"), _spell(scene, args))


def corrupt(scene: Scene, args: Args) -> None:
    _bus(scene, args).faults.corrupt(args.get("mask", ALL_BITS), _spell(scene, args))


def stuck(scene: Scene, args: Args) -> None:
    _bus(scene, args).faults.hold(args.get("line", "SDA"), _spell(scene, args))


def mend(scene: Scene, args: Args) -> None:
    _bus(scene, args).faults.clear()


def write(scene: Scene, args: Args) -> None:
    """Bytes for the imp, which come in one after the other."""
    data = args.get("text", "").encode("utf-8", "surrogatepass") + bytes.fromhex(args.get("hex", ""))
    _bus(scene, args).feed(data, args.get("baud"), args.get("format", ""), obeys_rts=True)


def noise(scene: Scene, args: Args) -> None:
    _bus(scene, args).rx.noise = _spell(scene, args)


def hold(scene: Scene, args: Args) -> None:
    _bus(scene, args).hold_low(args.get("for_us", BREAK_US))


def _address(value: str) -> int:
    """Seven bits, as data sheets and parts have them."""
    try:
        found = int(value, 0)
    except ValueError:
        found = -1
    if not 0 <= found <= 0x7F:
        raise f.Wrong("an address of 7 bits like 0x5f", "half of what i2c.read() takes" if found > 0 else "")
    return found


def _mask(value: str) -> int:
    try:
        found = int(value, 0)
    except ValueError:
        found = 0
    if not 1 <= found <= ALL_BITS:
        raise f.Wrong("a number from 1 to 255: the bits that are turned over")
    return found


def _hexadecimal(value: str) -> str:
    try:
        found = bytes.fromhex(value)
    except ValueError:
        raise f.Wrong("bytes in hexadecimal") from None
    if len(found) > LONGEST_TEXT:
        raise f.Wrong("at most %d bytes long" % LONGEST_TEXT)
    return found.hex()


BUS: f.Section = {"bus": ("bus", f.text(12))}
FOR: f.Section = {"count": ("count", f.integer(1, MOST_TIMES)), "for": ("for_us", f.duration)}
NACK: f.Section = {**BUS, "address": ("address", f.scalar(_address, type=["integer", "string"])), **FOR}
CORRUPT: f.Section = {**BUS, "mask": ("mask", f.scalar(_mask, type=["integer", "string"])), **FOR}
STUCK: f.Section = {**BUS, "line": ("line", f.choice("SDA", "SCL")), "for": ("for_us", f.duration)}
WRITE: f.Section = {
    **BUS,
    "text": ("text", f.text(LONGEST_TEXT)),
    "hex": ("hex", f.scalar(_hexadecimal, type="string")),
    "baud": ("baud", f.integer(1, FASTEST_BAUD)),
    "format": ("format", f.choice(*FORMATS)),
}
ABOUT: dict[str, Any] = {"about": "imp", "required": ("bus",)}
# verb -> arguments of impsim.scenario.stimuli.Verb
BUS_VERBS: dict[str, dict[str, Any]] = {
    "i2c.nack": {"act": nack, "fields": NACK, **ABOUT},
    "i2c.stuck": {"act": stuck, "fields": STUCK, **ABOUT},
    "i2c.corrupt": {"act": corrupt, "fields": CORRUPT, **ABOUT},
    "i2c.mend": {"act": mend, "fields": BUS, **ABOUT},
    "uart.write": {"act": write, "fields": WRITE, **ABOUT},
    "uart.noise": {"act": noise, "fields": {**BUS, **FOR}, **ABOUT},
    "uart.break": {"act": hold, "fields": {**BUS, "for": ("for_us", f.duration)}, **ABOUT},
}


def check_bus(document: Document, node: Node, kind: str, profile: Profile) -> None:
    """Notes a bus that a model lacks."""
    known: list[str] = profile["api." + kind]
    if node.text not in known:
        hint = f.nearest(node.text, known)
        document.wrong(node, "the %s has no bus '%s'" % (profile.name, node.text), hint)
