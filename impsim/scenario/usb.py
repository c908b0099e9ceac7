"""`usb` of a device: what is plugged into its port from the start; and verbs about that.

usb: {kind: serial, loopback: true}
usb: {kind: generic, vendor: 0x1209, product: 0x0002, class: 0xff, echo: true,
      endpoints: [{address: 0x81}, {address: 0x01}]}
"""

from __future__ import annotations

from impsim.device.usb.descriptors import BULK, IN, INTERRUPT
from impsim.device.usb.gadgets import GENERIC, KEYBOARD, SERIAL, first_in
from impsim.scenario import fields as f

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.device.profile import Profile
    from impsim.scenario.documents import Document, Node
    from impsim.scenario.stimuli import Args, Scene


LONGEST_DATA = 65536
MOST_ENDPOINTS = 30
NUMBERS = {"bulk": BULK, "interrupt": INTERRUPT}
SIZES = ("8", "16", "32", "64")
RESERVED = 0x70  # bits of an endpoint's address


def _number(value: str) -> int:
    """Decimal, or hexadecimal behind 0x; -1 for what is no number."""
    try:
        return int(value, 0)
    except ValueError:
        return -1


def code(highest: int) -> f.Reader:
    """A number, which may be hexadecimal."""

    def convert(value: str) -> int:
        found = _number(value)
        if not 0 <= found <= highest:
            raise f.Wrong("a number from 0 to 0x%x" % highest)
        return found

    return f.scalar(convert, type=["integer", "string"])


def _address(value: str) -> int:
    found = _number(value)
    if not 0 < found <= IN | 15 or found & RESERVED or not found & 15:
        raise f.Wrong("an endpoint's address like 0x81", "1 to 15, with 0x80 added for those that lead to the imp")
    return found


def _hexadecimal(value: str) -> str:
    try:
        found = bytes.fromhex(value)
    except ValueError:
        raise f.Wrong("bytes in hexadecimal") from None
    if len(found) > LONGEST_DATA:
        raise f.Wrong("at most %d bytes long" % LONGEST_DATA)
    return found.hex()


ENDPOINT: f.Section = {
    "address": ("address", f.scalar(_address, type=["integer", "string"])),
    "type": ("kind", f.choice(*NUMBERS)),
    "size": ("size", f.choice(*SIZES)),
    "interval": ("interval", f.integer(1, 255)),
}


@f.reading(**f.table_schema(ENDPOINT, "address"))
def _endpoint(document: Document, node: Node) -> dict[str, Any]:
    given = f.members(document, node, ENDPOINT)
    if "address" not in given and node.kind == "map":
        document.wrong(node, "an endpoint needs 'address'", "0x81")
    if "kind" in given:
        given["kind"] = NUMBERS.get(given["kind"])
    if "size" in given:
        given["size"] = int(given["size"] or 0)
    return given


COMMON: f.Section = {"kind": ("kind", f.choice(SERIAL, KEYBOARD, GENERIC))}
OWN: dict[str, f.Section] = {
    SERIAL: {"loopback": ("loopback", f.flag), "uart": ("uart", f.text(16))},
    KEYBOARD: {},
    GENERIC: {
        "vendor": ("vendor", code(0xFFFF)),
        "product": ("product", code(0xFFFF)),
        "release": ("release", code(0xFFFF)),
        "class": ("code", code(0xFF)),
        "subclass": ("subclass", code(0xFF)),
        "protocol": ("protocol", code(0xFF)),
        "speed": ("speed", f.choice("12", "1.5")),
        "name": ("name", f.text()),
        "echo": ("echo", f.flag),
        "endpoints": ("endpoints", f.listed(1, MOST_ENDPOINTS, "one to %d endpoints" % MOST_ENDPOINTS, _endpoint)),
    },
}
PLUGGED: f.Section = {**COMMON, **{name: read for own in OWN.values() for name, read in own.items()}}


@f.reading(**f.table_schema(PLUGGED, "kind"))
def plugged(document: Document, node: Node) -> dict[str, Any]:
    """What is plugged in."""
    given = f.members(document, node, PLUGGED)
    if "kind" not in given and node.kind == "map":
        document.wrong(node, "what is plugged in? 'kind' is missing", "%s, %s or %s" % tuple(OWN))
    kind = given.get("kind") or ""
    for name in node.map if kind else ():
        if name in PLUGGED and name not in {**COMMON, **OWN[kind]}:
            document.problem("a device of the kind %s has no '%s'" % (kind, name), *node.keys[name])
    return given


def check_port(document: Document, node: Node, profile: Profile) -> None:
    """Notes something that is plugged into an imp without a port.  node: of the device."""
    if "usb" in node.map and not has_port(profile):
        document.problem("the %s has no USB port" % profile.name, *node.keys["usb"])
    uart = node.map["usb"].map.get("uart") if "usb" in node.map else None
    if uart is not None and uart.text not in profile["api.uart"]:
        document.wrong(
            uart, "the %s has no UART '%s'" % (profile.name, uart.text), f.nearest(uart.text, profile["api.uart"])
        )


def has_port(profile: Profile) -> bool:
    """Whether programs on a model find a port."""
    return "usb" in profile["api.others"]


# Verbs


def plug(scene: Scene, args: Args) -> None:
    scene.imp.device.plug(args["usb"])


def unplug(scene: Scene, args: Args) -> None:
    if scene.imp.device.usb is not None:
        scene.imp.device.usb.unplug()


def fail(scene: Scene, args: Args) -> None:
    if scene.imp.device.usb is not None:
        scene.imp.device.usb.fail()


def send(scene: Scene, args: Args) -> None:
    """What is plugged in gives something to the imp; without anything there, nothing happens."""
    gadget: Any = scene.imp.device.usb.gadget if scene.imp.device.usb is not None else None
    if gadget is None:
        return
    endpoint: Optional[int] = args.get("endpoint") or first_in(gadget)
    data = args.get("data", "").encode("utf-8") + bytes.fromhex(args.get("hex", ""))
    if endpoint is not None and data:
        gadget.hear(endpoint, data)


PLUG: f.Section = {"usb": ("usb", plugged)}
SEND: f.Section = {
    "data": ("data", f.text(LONGEST_DATA)),
    "hex": ("hex", f.scalar(_hexadecimal, type="string")),
    "endpoint": ("endpoint", f.scalar(_address, type=["integer", "string"])),
}
PORT: dict[str, Any] = {"about": "imp", "needs": "usb"}
USB_VERBS: dict[str, dict[str, Any]] = {
    "usb.plug": {"act": plug, "fields": PLUG, "required": ("usb",), **PORT},
    "usb.unplug": {"act": unplug, "fields": {}, **PORT},
    "usb.send": {"act": send, "fields": SEND, **PORT},
    "usb.fail": {"act": fail, "fields": {}, **PORT},
}
