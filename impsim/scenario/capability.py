"""What models and releases cannot do, told before anything runs.

Only what the file itself says counts: a scenario may well expect that a program calls what its imp has not.
"""

from __future__ import annotations

import re

from impsim.impos.stubs import every_stub, existing
from impsim.scenario import fields as f
from impsim.scenario.bus_faults import BUSES, check_bus
from impsim.scenario.documents import Document, Node
from impsim.scenario.part_stimuli import check_shown
from impsim.scenario.pin_subject import check as check_pin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.scenario.devices import Device
    from impsim.scenario.schema import Scenario

CALL = re.compile(r"(?<![\w.])(?:imp\.net|imp|server|hardware|agent|device)\.(\w+)")
# What would change the run that is looked at; not all that could: a look cannot wait or set a timer anyway.
ACTING = (
    "send log error connect disconnect flush restart reset deploy sleep sleepfor sleepuntil deepsleepfor "
    "deepsleepuntil wakeup onidle on save setproxy setwificonfiguration setstaticnetworkconfiguration "
    "clearconfiguration setuserconfiguration setsendtimeoutpolicy setsendbuffersize setpowersave setcountry"
).split()
TEXT = re.compile(r'"(?:\\.|[^"\\])*"')


def check(document: Document, scenario: Scenario) -> None:
    """Notes what expectations ask of devices that have it not."""
    by_name = {device.name: device for device in scenario.devices}
    spoken_for = [stimulus.device for stimulus in scenario.timeline if stimulus.verb == "agent.send"]
    for expectation in scenario.expectations:
        for subject in expectation.subjects:
            _check_bus(document, subject, scenario.devices)
            device = by_name.get(subject.device)
            if device is not None:
                _check_state(document, subject, device)
                if subject.kind == "pin":
                    check_pin(document, subject, expectation.that, device.profile)
                if subject.kind == "part":
                    check_shown(document, subject, expectation.that, device, scenario.devices)
                if not (subject.kind == "message" and {"", device.name} & {*spoken_for}):
                    _check_agent(document, subject, device)
                if subject.kind == "probe":
                    _check_probe(document, subject, device)


def _check_agent(document: Document, subject: Any, device: Device) -> None:
    """Notes what only an agent does, of a device that has none."""
    given = subject.given
    by_agent = (
        subject.kind == "mqtt"
        or given.get("by_agent")
        or given.get("agent")
        or str(given.get("type") or "").startswith("agent.")
    )
    if by_agent and not device.agent:
        place = next((subject.node.map[name] for name in SAYING if name in subject.node.map), subject.node)
        document.wrong(place, "%s has no agent" % device.name, "devices: {%s: {agent: ...}}" % device.name)


SAYING = ("from", "to", "agent", "type")


def _check_state(document: Document, subject: Any, device: Device) -> None:
    given, profile = {**subject.given, **subject.given.get("fields", {})}, device.profile
    if subject.kind == "state" and given["is"] in ("sleeping",) and not profile["power.deep_sleep"]:
        document.wrong(_place(subject, "is"), "the %s has no deep sleep" % profile.name)
    interface = given.get("interface")
    if interface and interface not in [FACES[kind] for kind in profile.interfaces]:
        hint = "it has " + ", ".join(FACES[kind] for kind in profile.interfaces)
        document.wrong(_place(subject, "interface"), "the %s has no %s" % (profile.name, interface), hint)


def _check_bus(document: Document, subject: Any, devices: list[Device]) -> None:
    """Notes an event of a bus that its device lacks, or all, where it is not said whose it is."""
    kind = subject.given.get("kind")
    if subject.kind != "event" or kind not in BUSES or "bus" not in subject.node.map:
        return
    bus = subject.node.map["bus"]
    profiles = [device.profile for device in devices if subject.device in ("", device.name)]
    if profiles and not any(bus.text in profile["api." + kind] for profile in profiles):
        check_bus(document, bus, kind, profiles[0])


FACES = {"wifi": "wl0", "ethernet": "eth0", "cell": "cell0"}


def _place(subject: Any, name: str) -> Node:
    node: Node = subject.node
    return node.map.get(name, node)


def _check_probe(document: Document, subject: Any, device: Device) -> None:
    place = _place(subject, "callback" if subject.given.get("callback") else "eval")
    if subject.given.get("callback") and "cell" not in device.profile.interfaces:
        hint = "it has " + ", ".join(device.profile.interfaces)
        document.wrong(place, "the %s has no modem" % device.profile.name, hint)
    side = "agent" if subject.given.get("agent") else "device"
    for found in CALL.finditer(TEXT.sub("", subject.probe)):
        _check_call(document, place, found[0], device, side)


MISSING = re.compile(r"the index '(\w+)' does not exist")


def missing_api(text: str, device: Device) -> str:
    """Where impOS has what a program has missed, as its error names it; "" when that is nothing of impOS's."""
    found = MISSING.search(text)
    stubs = [stub for stub in every_stub() if found and stub.name == found[1] and stub.is_for("device")]
    if not stubs or any(stub.is_in(device.release) and stub.is_on(device.profile.model) for stub in stubs):
        return ""
    stub = stubs[0]
    if not stub.is_on(device.profile.model):
        return "the %s has no %s" % (device.profile.name, stub.path)
    if stub.since is not None and device.release < stub.since:
        return "%s came with impOS %d.%d, and %s runs %s" % (stub.path, *stub.since, device.name, device.release)
    return "%s is no longer part of impOS %s" % (stub.path, device.release)


def _check_call(document: Document, place: Node, path: str, device: Device, side: str) -> None:
    """Notes a member of impOS that exists, but not here, or nowhere."""
    if path == "imp.net":
        return
    owner, _, name = path.rpartition(".")
    if name in ACTING:
        document.wrong(place, "a probe looks: %s() acts" % path, "a timeline acts: see its verbs")
        return
    here = [stub.path for stub in existing(device.profile.model, device.release, side)]
    if path in here or owner not in here:
        return
    where = "impOS %s on the %s" % (device.release, device.profile.name)
    for stub in every_stub():
        if stub.path == path and stub.is_for(side):
            hint = "it came with impOS %d.%d" % stub.since if stub.since and device.release < stub.since else ""
            document.wrong(place, "%s does not exist in %s" % (path, where), hint)
            return
    document.wrong(
        place, "%s does not exist" % path, f.nearest(path, [name for name in here if name.startswith(owner)])
    )
