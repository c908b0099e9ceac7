"""Stimuli: what can happen to a world and its imps, each a verb with its fields.

A verb is a function that changes parts of the world, or calls the imp that it is about; VERBS says
what may stand beside the verb in a file and what a model must have for it. Whatever happens is an event `fault` of
the trace, emitted before its consequences.
"""

from __future__ import annotations

from impsim.device.radio.cellinfo import SMONI, STATES
from impsim.scenario import fields as f
from impsim.scenario import http_stimuli as http
from impsim.scenario import part_stimuli as parts
from impsim.scenario.bluetooth import BLUETOOTH_VERBS
from impsim.scenario.bus_faults import BUS_VERBS
from impsim.scenario.electrical import ELECTRICAL_VERBS
from impsim.scenario.gnss import GNSS_VERBS
from impsim.scenario.mqtt_stimuli import MQTT_VERBS
from impsim.scenario.squirrel_stimuli import SQUIRREL_VERBS
from impsim.scenario.usb import USB_VERBS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from impsim.device.world import AccessPoint, Site, World
    from impsim.impos.imp import Imp
    from impsim.impos.simulation import Simulation

    Args = dict[str, Any]
    Act = Callable[["Scene", Args], Any]

PRESSED_US = 120000000  # how long a WPS button counts as pressed: the walk time of Wi-Fi Protected Setup
OFF_US = 1000000  # assumed: how long somebody who unplugs a device waits before plugging it in again


class Scene:
    """What a stimulus acts upon: the world, and the imp that it is about."""

    def __init__(self, simulation: Simulation, imp: Imp) -> None:
        self.simulation = simulation
        self.imp = imp

    @property
    def world(self) -> World:
        return self.simulation.world

    @property
    def site(self) -> Site:
        return self.imp.device.around.site

    def points(self, ssid: str) -> list[AccessPoint]:
        """The access points of a network."""
        return [point for point in self.world.points.values() if point.ssid == ssid]


NAMES_OF_PARTS = ("lan", "proxy", "ap", "network", "interface", "peer")  # these say which part it is


def part(find: Callable[[Scene, Args], Any], **fixed: Any) -> Act:
    """A verb that sets attributes of a part: fixed ones, and those that the file gives."""
    return lambda scene, args: assign(find(scene, args), {**args, **fixed})


def assign(target: Any, args: Args) -> None:
    for name, value in args.items():
        if name not in NAMES_OF_PARTS:
            setattr(target, name, value)


def _cable(scene: Scene, args: Args) -> Any:
    return scene.site.cable


def _lan(scene: Scene, args: Args) -> Any:
    return scene.world.lans[args["lan"]]


def _proxy(scene: Scene, args: Args) -> Any:
    return scene.world.proxies[args["proxy"]]


def _point(scene: Scene, args: Args) -> Any:
    return scene.world.points[args["ap"]]


def _server(scene: Scene, args: Args) -> Any:
    return scene.world.server


def _coverage(scene: Scene, args: Args) -> Any:
    return scene.site.coverage


def network(**fixed: Any) -> Act:
    """A verb that sets attributes of all access points of a network."""

    def act(scene: Scene, args: Args) -> None:
        for point in scene.points(args["network"]):
            assign(point, {**args, **fixed})

    return act


def wifi_rssi(scene: Scene, args: Args) -> None:
    scene.site.reception.update(args["set"])


def wps_press(scene: Scene, args: Args) -> None:
    scene.world.points[args["ap"]].wps_until_us = scene.simulation.clock.now_us + args.get("for_us", PRESSED_US)


def cell_set(scene: Scene, args: Args) -> None:
    """Coverage by its attributes, with `registered` and `cause` in place of `registration`, and measurements."""
    coverage = scene.site.coverage
    for name, value in args.items():
        if name in MEASUREMENTS:
            coverage.fields[name] = value
        elif name not in ("registered", "cause"):
            setattr(coverage, name, value)
    if args.get("registered"):
        coverage.registration = args.get("registration", "home")
    elif "registered" in args or "cause" in args:
        coverage.registration = args.get("cause", "none")


def power_cycle(scene: Scene, args: Args) -> None:
    scene.imp.power_cycle(args.get("for_us", OFF_US))


def power_off(scene: Scene, args: Args) -> None:
    scene.imp.power_off()


def power_on(scene: Scene, args: Args) -> None:
    scene.imp.power_on()


def reset_press(scene: Scene, args: Args) -> None:
    scene.imp.press_reset()


def squirrel_restart(scene: Scene, args: Args) -> None:
    scene.imp.restart_squirrel()


def squirrel_deploy(scene: Scene, args: Args) -> None:
    scene.imp.deploy()


def blinkup(scene: Scene, args: Args) -> None:
    scene.imp.blink_up(args["ssid"], args.get("key", ""))


def pin_set(scene: Scene, args: Args) -> None:
    scene.imp.drive_pin(args["pin"], args["level"])


def wake(scene: Scene, args: Args) -> None:
    scene.imp.wake_by_pin()


def agent_send(scene: Scene, args: Args) -> None:
    """A message as if the imp's agent had sent it: lost when the imp is not connected."""
    from impsim.impos.mailbox import CONNECTION_LOST, NOT_CONNECTED, lose

    imp, name, data = scene.imp, packed(args["name"]), packed(args.get("data"))
    if imp.agent is not None:
        imp.agent.send_message(name, data)
    else:
        lose(imp, name, data, "" if imp.endpoint.connected else NOT_CONNECTED)
        imp.endpoint.send(lambda: imp.receive(name, data), lambda: lose(imp, name, data, CONNECTION_LOST))


def device_send(scene: Scene, args: Args) -> None:
    """A message as if it came from the imp; that of one that is disconnected is lost."""
    from impsim.impos.mailbox import NOT_CONNECTED, sent

    imp, name, data = scene.imp, packed(args["name"]), packed(args.get("data"))
    connected = imp.device.network.connected
    sent(imp, name, data, "" if connected else NOT_CONNECTED)
    if connected:
        imp.endpoint.received("message", name, data)


def packed(value: Any) -> Any:
    """A plain value in the form in which messages travel."""
    from impsim.impos.conversions import to_squirrel
    from impsim.impos.serialisation import pack

    return pack(to_squirrel(value))


class Verb:
    """fields: as of a section; required: those that have no default.

    about: world, site or imp: what it changes. An imp is called, of a changed world or site every imp is told.
    target: the kind of part (lan, proxy, ap, network) that has to be named where the world has several.
    needs: wifi, ethernet or cell, an interface that the imp must have; deep_sleep: that it can do that.
    """

    def __init__(
        self, act: Act, fields: f.Section, about: str, needs: str = "", target: str = "", required: tuple[str, ...] = ()
    ) -> None:
        self.act = act
        self.fields = {**fields, target: (target, f.reference(target))} if target else fields
        self.required = required
        self.about = about
        self.target = target
        self.needs = needs


MEASUREMENTS: f.Section = {name: (name, f.text(16)) for rows in SMONI.values() for name in rows if name != "state"}
MEASUREMENTS["state"] = ("state", f.choice(*STATES))
MCC, MNC = f.digits(3), f.digits(2, longest=3)
MEASUREMENTS.update(mcc=("mcc", MCC), mnc=("mnc", MNC))
LINK: f.Section = {"interface": ("interface", f.choice("eth0"))}
NEGOTIATED: f.Section = {
    **LINK,
    "link": ("link", f.choice("10M", "100M")),
    "duplex": ("duplex", f.choice("half", "full")),
}
NETWORK: f.Section = {"ssid": ("network", f.reference("network"))}
REKEYED: f.Section = {**NETWORK, "key": ("key", f.text()), "password": ("key", f.text())}
FOR: f.Section = {"for": ("for_us", f.duration)}
LEVELS = {"0": 0, "1": 1, "floating": None}


def _level(text: str) -> Any:
    if text not in LEVELS:
        raise f.Wrong("0, 1 or floating")
    return LEVELS[text]


DRIVEN: f.Section = {"pin": ("pin", f.text(8)), "level": ("level", f.scalar(_level, enum=[0, 1, "floating"]))}
RENUMBERED: f.Section = {
    "address": ("address", f.quad),
    "netmask": ("netmask", f.netmask),
    "gateway": ("gateway", f.quad),
    "dhcpserver": ("dhcpserver", f.quad),
    "dns": ("dnsservers", f.dns),
}
LATENCY: f.Section = {"latency": ("latency_us", f.duration)}
COVERAGE: f.Section = {
    **MEASUREMENTS,
    "rat": ("generation", f.choice("4G", "3G", "2G")),
    "registered": ("registered", f.flag),
    "cause": ("cause", f.choice("denied", "none")),
    "registration": ("registration", f.choice("home", "roaming", "denied", "none")),
    "rssi": ("rssi_dbm", f.integer(-150, 0)),
    "ppp": ("ppp", f.flag),
    "carrier": ("carrier", f.reference("carrier")),
}
MESSAGE: f.Section = {"name": ("name", f.text()), "data": ("data", f.plain)}
RECEPTION = f.named(f.reception_dbm, "signal strengths", "ap")

MORE_VERBS: dict[str, dict[str, Any]] = {
    **BUS_VERBS,
    **ELECTRICAL_VERBS,
    **MQTT_VERBS,
    **SQUIRREL_VERBS,
    **USB_VERBS,
    **BLUETOOTH_VERBS,
    **GNSS_VERBS,
}
VERBS = {
    "link.down": Verb(part(_cable, plugged=False), LINK, "site", "ethernet"),
    "link.up": Verb(part(_cable, plugged=True), NEGOTIATED, "site", "ethernet"),
    "link.negotiate": Verb(part(_cable), NEGOTIATED, "site", "ethernet", required=("link",)),
    "wifi.rssi": Verb(wifi_rssi, {"set": ("set", RECEPTION)}, "site", "wifi", required=("set",)),
    "wifi.down": Verb(network(up=False), NETWORK, "world", "wifi", "network"),
    "wifi.up": Verb(network(up=True), NETWORK, "world", "wifi", "network"),
    "wifi.rekey": Verb(network(), REKEYED, "world", "wifi", "network", ("key",)),
    "ap.down": Verb(part(_point, up=False), {}, "world", "wifi", "ap"),
    "ap.up": Verb(part(_point, up=True), {}, "world", "wifi", "ap"),
    "wps.press": Verb(wps_press, FOR, "world", "wifi", "ap"),
    "dhcp.stop": Verb(part(_lan, dhcp_answers=False), {}, "world", target="lan"),
    "dhcp.start": Verb(part(_lan, dhcp_answers=True), {}, "world", target="lan"),
    "dhcp.renumber": Verb(part(_lan), RENUMBERED, "world", target="lan", required=("address",)),
    "dns.fail": Verb(part(_lan, dns_answers=False), {}, "world", target="lan"),
    "dns.restore": Verb(part(_lan, dns_answers=True), {}, "world", target="lan"),
    "lan.drop": Verb(part(_lan), {"loss": ("loss", f.share)}, "world", target="lan", required=("loss",)),
    "lan.latency": Verb(part(_lan), LATENCY, "world", target="lan", required=("latency",)),
    "proxy.refuse": Verb(part(_proxy, accepts=False), {}, "world", target="proxy"),
    "proxy.restore": Verb(part(_proxy, accepts=True), {}, "world", target="proxy"),
    "proxy.down": Verb(part(_proxy, works=False), {}, "world", target="proxy"),
    "proxy.up": Verb(part(_proxy, works=True), {}, "world", target="proxy"),
    "cell.set": Verb(cell_set, COVERAGE, "site", "cell"),
    "modem.fail": Verb(part(_coverage, modem="dead"), {}, "site", "cell"),
    "modem.restore": Verb(part(_coverage, modem="works"), {}, "site", "cell"),
    "sim.remove": Verb(part(_coverage, sim="missing"), {}, "site", "cell"),
    "sim.insert": Verb(part(_coverage, sim="ready"), {}, "site", "cell"),
    "sim.lock": Verb(part(_coverage, sim="locked"), {}, "site", "cell"),
    "cloud.down": Verb(part(_server, reachable=False), {}, "world"),
    "cloud.up": Verb(part(_server, reachable=True), {}, "world"),
    "cloud.latency": Verb(
        part(_server), {**LATENCY, "jitter": ("jitter_us", f.duration)}, "world", required=("latency",)
    ),
    "power.cycle": Verb(power_cycle, FOR, "imp"),
    "power.off": Verb(power_off, {}, "imp"),
    "power.on": Verb(power_on, {}, "imp"),
    "reset.press": Verb(reset_press, {}, "imp"),
    "squirrel.restart": Verb(squirrel_restart, {}, "imp"),
    "squirrel.deploy": Verb(squirrel_deploy, {}, "imp"),
    "blinkup": Verb(
        blinkup, {"ssid": ("ssid", f.text(32)), "key": ("key", f.text())}, "imp", "wifi", required=("ssid",)
    ),
    "pin.set": Verb(pin_set, DRIVEN, "imp", required=("pin", "level")),
    "part.set": Verb(parts.set_part, parts.SET, "imp", required=("part", "set")),
    "part.series": Verb(parts.feed_part, parts.SERIES, "imp", required=("part", "file", "time", "columns")),
    "part.fault": Verb(parts.break_part, parts.FAULT, "imp", required=("part", "fault")),
    "part.mend": Verb(parts.mend_part, parts.MEND, "imp", required=("part", "fault")),
    "button.press": Verb(parts.press, parts.PRESS, "imp", required=("part",)),
    "wake": Verb(wake, {}, "imp", "deep_sleep"),
    "agent.send": Verb(agent_send, MESSAGE, "imp", required=("name",)),
    "device.send": Verb(device_send, MESSAGE, "imp", required=("name",)),
    "http.request": Verb(http.request, http.REQUEST, "imp"),
    "http.fail": Verb(http.fail, http.FAIL, "world", target="peer"),
    "http.restore": Verb(http.restore, {}, "world", target="peer"),
    **{name: Verb(**given) for name, given in MORE_VERBS.items()},
}


def perform(simulation: Simulation, imp: Imp, verb: str, args: Args, entry: str = "") -> Any:
    """Lets it happen now: the event first, then what follows from it.  entry: its id in the timeline, if it has one.

    Gives what the verb's function gives, which no timeline looks at.
    """
    found = VERBS[verb]
    whose = "" if found.about == "world" else imp.device.around.name
    named = {"entry": entry} if entry else {}
    simulation.instruments.emit(whose, "fault", do=verb, **named, **told(args))
    outcome = found.act(Scene(simulation, imp), args)
    if found.about != "imp":
        simulation.world.changed()
    return outcome


def told(args: Args) -> Args:
    """What the event of a stimulus tells: not what was read of a file for it."""
    return {name: value for name, value in args.items() if name[0] != "_"}
