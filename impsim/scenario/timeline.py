"""The timeline: when which stimulus happens.

    timeline:
      - {id: unplug, at: 10s, do: link.down}
      - {after: unplug + 5s, do: link.up}
      - {id: cut, when: {state: sleeping, nth: 2}, delay: 3s, do: power.cycle}

Times are virtual, since power-on, and have units. What a model cannot do is refused before anything runs. An entry
with `when`, and whatever comes after it, has no time until what it waits for has happened.
"""

from __future__ import annotations

from impsim.device.states import NAMES
from impsim.scenario import electrical
from impsim.scenario import fields as f
from impsim.scenario.bus_faults import BUS_VERBS, check_bus
from impsim.scenario.documents import Document, Node
from impsim.scenario.kinds import KINDS, ONLINE, POWER, word
from impsim.scenario.stimuli import VERBS, Verb, perform
from impsim.scenario.windows import identifier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.device.profile import Profile
    from impsim.impos.imp import Imp
    from impsim.impos.simulation import Simulation
    from impsim.scenario.stimuli import Args

    Event = dict[str, Any]


class When:
    """What an entry waits for: the nth event of a device that is so.  device: "" for the only one."""

    def __init__(self, device: str = "", nth: int = 1, **wanted: str) -> None:
        self.device = device
        self.nth = nth
        self.kind, self.value = next(iter(wanted.items()), ("", ""))

    def is_met(self, event: Event) -> bool:
        """Whether an event is one of those; it may have been the nth."""
        if self.device and event["device"] != self.device:
            return False
        if self.kind == "log":
            from impsim.scenario.subjects import written  # world files hardly ever wait for a line

            line = written(event)
            return line is not None and self.value in line[1]
        if self.kind == "state":
            return _enters(event, self.value)
        return bool(event["kind"] == self.value)


def _enters(event: Event, state: str) -> bool:
    """Whether a device or an interface of it is in a state from now on."""
    if state in ONLINE:
        return event["kind"] == "cloud.session" and bool(event["state"] == "open") == (state == ONLINE[1])
    return event["kind"] in ("power", "state") and bool(event.get("state") == state)


class Stimulus:
    """verb: a key of VERBS.  args: its fields by attribute.  device: whose, "" for the only one.  node: its place.

    t_us: when; None for one that waits for something, or comes `after` (id, microseconds) one that does.
    """

    def __init__(self, node: Node, verb: str, args: Args) -> None:
        self.node = node
        self.verb = verb
        self.id: str = args.pop("id", None) or ""
        self.device: str = args.pop("device", None) or ""
        self.when: Optional[When] = args.pop("when", None)
        self.delay_us: int = args.pop("delay_us", None) or 0
        self.after: Optional[tuple[str, int]] = args.pop("after", None)
        self.t_us: Optional[int] = args.pop("at", None)
        self.args = args


def _after(value: str) -> tuple[str, int]:
    """`id + 5s`, or `id` alone: (id, microseconds)."""
    name, plus, delay = value.partition("+")
    try:
        return name.strip(), f.duration_us(delay.strip()) if plus else 0
    except f.Wrong:
        raise f.Wrong("an id and a time like unplug + 5s") from None


WHEN: f.Section = {
    "device": ("device", f.reference("device")),
    "state": ("state", word("state", *POWER, *ONLINE, *NAMES.values())),
    "log": ("log", f.text(1024)),
    "event": ("event", word("event", *KINDS)),
    "nth": ("nth", f.integer(1, 1000000)),
}


@f.reading(**f.table_schema(WHEN))
def _when(document: Document, node: Node) -> Optional[When]:
    given = f.members(document, node, WHEN)
    if sum(name in given for name in ("state", "log", "event")) != 1:
        document.wrong(node, "one of state, log and event expected", "when: {state: sleeping, nth: 2}")
        return None
    return None if None in given.values() else When(**given)


COMMON: f.Section = {
    "id": ("id", identifier),
    "at": ("at", f.duration),
    "after": ("after", f.scalar(_after, type="string")),
    "when": ("when", _when),
    "delay": ("delay_us", f.duration),
    "do": ("do", f.scalar(str, enum=list(VERBS))),
    "device": ("device", f.reference("device")),
}
TIMES = ("at", "after", "when")


def schema() -> f.Schema:
    """Of the list of entries: each verb has its own fields."""
    entries = [_entry_schema(name, verb) for name, verb in VERBS.items()]
    return {"type": "array", "items": {"oneOf": entries}}


def _entry_schema(name: str, verb: Verb) -> f.Schema:
    made = f.table_schema({**COMMON, **verb.fields}, "do")
    made["properties"]["do"] = {"const": name}
    needed = [{"anyOf": [{"required": [other]} for other in _synonyms(verb, word)]} for word in verb.required]
    return {**made, "allOf": [{"oneOf": [{"required": [when]} for when in TIMES]}, *needed]}


def _synonyms(verb: Verb, word: str) -> list[str]:
    """The names of a field: key and password are the same."""
    return [name for name, (attribute, _) in verb.fields.items() if attribute == verb.fields[word][0]]


@f.reading(**schema())
def timeline(document: Document, node: Node) -> list[Stimulus]:
    """A reader of the list of entries; they come back in the order in which they happen."""
    if node.kind != "list":
        document.wrong(node, "a list of {at: 10s, do: link.down} expected")
        return []
    found = [stimulus for below in node.list for stimulus in _entry(document, below)]
    _check_ids(document, node, found)
    if not document.problems:
        for stimulus in found:
            _set_time(document, stimulus, found)
    return found if document.problems else sorted(found, key=lambda stimulus: (stimulus.t_us is None, stimulus.t_us))


def _entry(document: Document, node: Node) -> list[Stimulus]:
    """The stimulus of an entry, or nothing."""
    verb = _verb(document, node)
    if verb is None:
        for name in [name for name in COMMON if name in node.map]:
            COMMON[name][1](document, node.map[name])
        return []
    name = node.map["do"].text
    args = f.members(document, node, {**COMMON, **verb.fields})
    del args["do"]
    _fill(document, node, verb, args)
    if sum(when in args for when in TIMES) != 1:
        document.wrong(node, "when? one of at, after and when expected", "at: 10s, or after: ID + 5s")
    if "delay_us" in args and "when" not in args:
        document.problem(
            "a delay needs a 'when'",
            node.map["delay"].line,
            node.map["delay"].column,
            "after: ID + 5s is later than an entry",
        )
    return [Stimulus(node, name, args)]


def _verb(document: Document, node: Node) -> Optional[Verb]:
    if node.kind != "map" or "do" not in node.map:
        document.wrong(node, "a table like {at: 10s, do: link.down} expected")
        return None
    do = node.map["do"]
    if do.text not in VERBS:
        document.wrong(do, "nothing called '%s' can be done" % do.text, f.nearest(do.text, VERBS))
    return VERBS.get(do.text)


def _fill(document: Document, node: Node, verb: Verb, args: Args) -> None:
    """Names the part where the world has only one; notes what is missing."""
    do = node.map["do"].text
    devices = document.names["device"]
    if verb.about != "world" and "device" not in args and len(devices) > 1:
        document.wrong(node, "%s needs 'device'" % do, "known: " + ", ".join(devices))
    for name in verb.required:
        if verb.fields[name][0] not in args:
            document.wrong(node, "%s needs '%s'" % (do, name))
    if verb.target and verb.target not in args:
        known = document.names[verb.target]
        if len(known) == 1:
            args[verb.target] = known[0]
        else:
            document.wrong(node, "%s needs '%s'" % (do, verb.target), "known: " + (", ".join(known) or "none"))


def _check_ids(document: Document, node: Node, found: list[Stimulus]) -> None:
    ids: list[str] = []
    for stimulus in found:
        if stimulus.id and stimulus.id in ids:
            document.wrong(stimulus.node.map["id"], "the id '%s' stands here twice" % stimulus.id)
        ids.append(stimulus.id)
    known = [below.map["id"].text for below in node.list if "id" in below.map]
    for stimulus in found:
        if stimulus.after and stimulus.after[0] not in known:
            hint = f.nearest(stimulus.after[0], known)
            document.wrong(stimulus.node.map["after"], "there is no entry '%s'" % stimulus.after[0], hint)


def _set_time(document: Document, stimulus: Stimulus, found: list[Stimulus]) -> None:
    """From the entry that it comes after, which may come after another one; one that waits has none."""
    by_id = {other.id: other for other in found}
    t_us, current = 0, stimulus
    for _ in found:
        if current.when is not None:
            return
        if current.after is None:
            stimulus.t_us = t_us + (current.t_us or 0)
            stimulus.after = None
            return
        t_us += current.after[1]
        current = by_id[current.after[0]]
    document.wrong(stimulus.node.map["after"], "this comes after itself")


def check_for(document: Document, found: list[Stimulus], profiles: dict[str, Profile]) -> None:
    """Notes what the models, by the device's name, cannot do; one of them must, where it is not said whose it is."""
    for stimulus in found:
        needs, entry = VERBS[stimulus.verb].needs, stimulus.node.map
        those = [profile for name, profile in profiles.items() if stimulus.device in ("", name)]
        if not those:
            continue
        able_ones = [profile for profile in those if not needs or able(profile, needs)]
        if not able_ones:
            hint = "it has " + ", ".join(those[0].interfaces)
            document.wrong(entry["do"], "the %s has no %s" % (those[0].name, NEEDS[needs]), hint)
        elif needs == "cell" and "rat" in entry:
            _check_generation(document, entry["rat"], able_ones[0])
        elif "pin" in VERBS[stimulus.verb].fields and "pin" in entry:
            _check_pin(document, entry["pin"], able_ones[0])
        elif stimulus.verb in BUS_VERBS and "bus" in entry:
            check_bus(document, entry["bus"], stimulus.verb.partition(".")[0], able_ones[0])
        electrical.check(document, stimulus)


def _check_pin(document: Document, node: Node, profile: Profile) -> None:
    pins: list[str] = profile["api.pins"]
    if node.text not in pins:
        document.wrong(node, "the %s has no pin '%s'" % (profile.name, node.text), f.nearest(node.text, pins))


def _check_generation(document: Document, node: Node, profile: Profile) -> None:
    generations = profile["cell.generations"]
    if node.text not in generations:
        document.wrong(node, "the %s has no %s" % (profile.name, node.text), "it has " + ", ".join(generations))


NEEDS = {
    "ethernet": "Ethernet",
    "wifi": "Wi-Fi",
    "cell": "modem",
    "deep_sleep": "deep sleep to be woken from",
    "usb": "USB port",
    "bluetooth": "Bluetooth",
    "gnss": "satellite receiver",
}


def able(profile: Profile, what: str) -> bool:
    """Whether a model has what a verb needs."""
    if what == "deep_sleep":
        return bool(profile["power.deep_sleep"])
    return what in profile.interfaces or what in profile["api.others"]


def schedule(simulation: Simulation, imp: Imp, found: list[Stimulus]) -> None:
    """Puts every stimulus on the clock.  imp: whose are those that name no device."""
    Plan(simulation, imp, found).begin()


class Plan:
    """What is to happen to a simulation, on its clock or once something else has happened."""

    def __init__(self, simulation: Simulation, imp: Imp, found: list[Stimulus]) -> None:
        self._simulation = simulation
        self._imp = imp
        self._found = found
        self._waiting: list[list[Any]] = [[stimulus, stimulus.when.nth] for stimulus in found if stimulus.when]

    def begin(self) -> None:
        for stimulus in self._found:
            if stimulus.t_us is not None:
                self._simulation.at(stimulus.t_us, self._happening(stimulus))
        if self._waiting:
            self._simulation.instruments.attach(self._heard)

    def _heard(self, event: Event) -> None:
        for pair in self._waiting:
            stimulus = pair[0]
            if stimulus.when.is_met(event):
                pair[1] -= 1
                if pair[1] == 0:
                    self._in(stimulus.delay_us, stimulus)

    def _happening(self, stimulus: Stimulus) -> Callable[[], None]:
        return lambda: self._perform(stimulus)

    def _perform(self, stimulus: Stimulus) -> None:
        imp = self._simulation.imps[stimulus.device] if stimulus.device else self._imp
        perform(self._simulation, imp, stimulus.verb, stimulus.args, stimulus.id)
        for other in self._found:
            if other.after is not None and other.after[0] == stimulus.id:
                self._in(other.after[1], other)

    def _in(self, delay_us: int, stimulus: Stimulus) -> None:
        self._simulation.at(self._simulation.clock.now_us + delay_us, self._happening(stimulus))
