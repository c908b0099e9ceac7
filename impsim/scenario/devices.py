"""The section `devices`: several imps in one world, each with its model, its programs and its site."""

from __future__ import annotations

import os

from impsim.device.profile import INTERFACE_NAMES, find, names
from impsim.device.release import check_ran, newest_for, parse_release
from impsim.errors import Diagnostic
from impsim.scenario import fields as f
from impsim.scenario.documents import Document, Node
from impsim.scenario.flash import check_flash, spiflash
from impsim.scenario.gnss import position
from impsim.scenario.stimuli import COVERAGE
from impsim.scenario.usb import check_port, plugged
from impsim.scenario.world import CARRIER, CELL, ETHERNET, IDENTITY, IMP, LONGEST_SSID, make_site, wired

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.device.profile import Profile
    from impsim.device.release import Release
    from impsim.device.world import Site, World

DEFAULT_MODEL = "imp005"


class Device:
    """One imp of a scenario.  program, agent: paths, "" for none.  libraries: paths, handed to whoever compiles.

    found: what was read of its site, by attribute.
    """

    def __init__(self, name: str, profile: Profile, release: Release, found: dict[str, Any]) -> None:
        self.name = name
        self.profile = profile
        self.release = release
        self.program: str = found.pop("device", None) or ""
        self.agent: str = found.pop("agent", None) or ""
        self.libraries: list[str] = list(found.pop("libraries", None) or ())
        self.joined: Optional[dict[str, str]] = found.pop("interfaces", None)
        self.found = found

    @property
    def parts(self) -> dict[str, Any]:
        """What is wired to it, as it was read."""
        return self.found.get("parts") or {}

    def site(self, world_found: dict[str, Any], names: dict[str, list[str]], world: World) -> Site:
        """A new one, in a new world."""
        found = {"points": world_found["points"]} if "points" in world_found else {}
        site = make_site({**found, **self._found_of_site()}, names, world)
        for kind in self.profile.interfaces:
            if self.joined is not None and self.joined.get(INTERFACE_NAMES[kind], NOWHERE) == NOWHERE:
                world.take_away(kind, site)
        return site

    def _found_of_site(self) -> dict[str, Any]:
        found, joined = self.found, self.joined or {}
        stored = {name: found[name] for name in OF_FLASH if name in found}
        made = {name: value for name, value in found.items() if name not in OF_FLASH}
        return {
            **made,
            "stored": _with(stored, "ssid", joined.get("wl0")),
            "cable": _with(found.get("cable", {}), "lan", joined.get("eth0")),
            "coverage": _with(found.get("coverage", {}), "carrier", joined.get("cell0")),
        }


NOWHERE = "none"
OF_FLASH = ("ssid", "key", "country", "powersave", "static", "proxy", "user_configuration")


def _with(given: dict[str, Any], name: str, value: Optional[str]) -> dict[str, Any]:
    return dict(given) if value in (None, NOWHERE) else {**given, name: value}


def _told(document: Document, node: Node, look: Callable[[str], Any]) -> Any:
    """What look finds; what it refuses is noted at the node."""
    try:
        return look(node.text)
    except Diagnostic as problem:
        document.wrong(node, problem.message, problem.hint)
        return None


@f.reading(type="string")
def _model(document: Document, node: Node) -> Optional[Profile]:
    found: Optional[Profile] = _told(document, node, find)
    return found


@f.reading(type=["string", "number"])
def _impos(document: Document, node: Node) -> Optional[Release]:
    found: Optional[Release] = _told(document, node, parse_release)
    return found


@f.reading(type="string")
def _program(document: Document, node: Node) -> str:
    """A path, from the folder of the scenario."""
    path = os.path.join(os.path.dirname(document.path), node.text)
    if node.kind != "scalar" or not node.text:
        document.wrong(node, "the path of a program expected")
    elif not os.path.isfile(path):
        folder = os.path.dirname(path) or "."
        near = [name for name in sorted(os.listdir(folder)) if name.endswith(".nut")] if os.path.isdir(folder) else []
        document.wrong(node, "there is no file '%s'" % path, f.nearest(os.path.basename(path), near[:20]))
    return path


@f.reading(type="string")
def _library(document: Document, node: Node) -> str:
    path = os.path.join(os.path.dirname(document.path), node.text)
    if not node.text or not os.path.isdir(path):
        document.wrong(node, "there is no folder '%s'" % path)
    return path


JOINS = {"eth0": "lan", "wl0": "network", "cell0": "carrier"}
FACES = {name: kind for kind, name in INTERFACE_NAMES.items()}
WORDS = {"ethernet": "Ethernet", "wifi": "Wi-Fi", "cell": "modem"}


@f.reading(type="object", properties={name: {"type": "string"} for name in JOINS}, additionalProperties=False)
def _interfaces(document: Document, node: Node) -> dict[str, str]:
    """What each interface is joined to; `none`, or not named, is out of reach."""
    if node.kind != "map":
        document.wrong(node, "a table like {eth0: lan, wl0: network} expected")
    for name, below in node.map.items():
        if name not in JOINS:
            document.problem("there is no interface '%s'" % name, *node.keys[name], f.nearest(name, JOINS))
        elif below.text != NOWHERE:
            f.reference(JOINS[name])(document, below)
    return {name: below.text for name, below in node.map.items()}


@f.reading(**{"not": {}})
def _nv(document: Document, node: Node) -> None:
    document.wrong(node, "an imp that power comes to has no nv", "the program makes it; it outlasts deep sleep")


def _mah(value: str) -> float:
    try:
        found = float(value)
    except ValueError:
        found = 0
    if found <= 0:
        raise f.Wrong("a number of mAh")
    return found


BATTERY: f.Section = {"capacity_mah": ("capacity_mah", f.scalar(_mah, type="number"))}
AT_SITE: f.Section = {name: read for name, read in CELL.items() if name not in CARRIER}
DEVICE: f.Section = {
    "model": ("model", _model),
    "impos": ("impos", _impos),
    "device": ("device", _program),
    "agent": ("agent", _program),
    "libraries": ("libraries", f.listed(1, 100, "a list of paths", _library)),
    "interfaces": ("interfaces", _interfaces),
    "rssi": ("reception", f.named(f.reception_dbm, "signal strengths", "ap")),
    "noise": ("noise_db", f.integer(0, 20)),
    "drift": ("drift_ppm", f.integer(-1000, 1000)),
    **IMP,
    "ssid": ("ssid", f.text(LONGEST_SSID)),
    "user_configuration": ("user_configuration", f.scalar(lambda text: text.encode("utf-8"), type="string")),
    "nv": ("nv", _nv),
    "ethernet": ("cable", f.section(ETHERNET)),
    "cell": ("coverage", f.section({**AT_SITE, "rssi": COVERAGE["rssi"]})),
    "identity": ("identity", f.section(IDENTITY)),
    "battery": ("battery", f.section(BATTERY)),
    "parts": ("parts", wired),
    "spiflash": ("flash", spiflash),
    "usb": ("usb", plugged),
    "gnss": ("position", position),
}
NEEDS = {"rssi": "wifi", "country": "wifi", "ssid": "wifi", "powersave": "wifi", "ethernet": "ethernet", "cell": "cell"}
SCHEMA: f.Schema = {"type": "object", "minProperties": 1, "additionalProperties": f.table_schema(DEVICE)}


def devices(document: Document, node: Node, defaults: Any) -> list[Device]:
    """Those of a document; mistakes are noted.  defaults: has model and impos, "" for none."""
    if node.kind != "map" or not node.map:
        document.wrong(node, "a table of devices by name expected", "imp: {model: imp005, device: blink.device.nut}")
    return [found for name, below in node.map.items() for found in _device(document, name, below, defaults)]


def _device(document: Document, name: str, node: Node, defaults: Any) -> list[Device]:
    given = f.members(document, node, DEVICE)
    given.pop("battery", None)
    profile = given.pop("model") if "model" in given else find(defaults.model or DEFAULT_MODEL)
    release = given.pop("impos", None)
    if profile is None or ("impos" in node.map and release is None):
        return []
    if release is None:
        release = parse_release(defaults.impos) if defaults.impos else newest_for(profile)
    _check_able(document, node, profile, release)
    check_flash(document, node, profile, given)
    check_port(document, node, profile)
    return [Device(name, profile, release, given)]


def _check_able(document: Document, node: Node, profile: Profile, release: Release) -> None:
    """Notes what the model on the release has not."""
    try:
        check_ran(profile, release)
    except Diagnostic as problem:
        document.wrong(node.map.get("impos") or node.map.get("model") or node, problem.message, problem.hint)
    for name, needed in NEEDS.items():
        if name in node.map and needed not in profile.interfaces:
            _lacks(document, node.keys[name], profile, needed)
    joins = node.map.get("interfaces")
    for name in joins.map if joins else ():
        if name in FACES and FACES[name] not in profile.interfaces:
            _lacks(document, joins.keys[name], profile, FACES[name])  # type: ignore[union-attr]


def choose_modem(device: Device, wanted: set[str]) -> None:
    """Who says only impC001 or imp006 means whichever variant has the modem that the file asks for: not all modems
    know the same generations.  wanted: those that the file speaks of."""
    profile = device.profile
    if profile.name != profile.model or "cell" not in profile.interfaces or wanted <= set(profile["cell.generations"]):
        return
    for name in names():
        found = find(name)
        if found.model != profile.model or found.interfaces != profile.interfaces:
            continue
        if wanted <= set(found["cell.generations"]):
            device.profile = found
            return


def _lacks(document: Document, place: tuple[int, int], profile: Profile, needed: str) -> None:
    hint = "it has " + ", ".join(profile.interfaces)
    document.problem("the %s has no %s" % (profile.name, WORDS[needed]), *place, hint)


def check_generation(document: Document, node: Node, profile: Profile) -> None:
    """Notes a generation that the modem does not know.  node: of the device."""
    cell = node.map.get("cell")
    rat = cell.map.get("rat") if cell else None
    if rat is not None and "cell" in profile.interfaces and rat.text not in profile["cell.generations"]:
        hint = "it has " + ", ".join(profile["cell.generations"])
        document.wrong(rat, "the %s has no %s" % (profile.name, rat.text), hint)
