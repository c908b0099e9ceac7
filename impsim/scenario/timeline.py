"""The timeline of a world file: when which stimulus happens.

    timeline:
      - {id: unplug, at: 10s, do: link.down}
      - {after: unplug + 5s, do: link.up}

Times are virtual, since power-on, and have units. What one model cannot do is refused before anything runs.
"""

from __future__ import annotations

from impsim.scenario import fields as f
from impsim.scenario.documents import Document, Node
from impsim.scenario.stimuli import VERBS, Verb, perform

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Optional

    from impsim.device.profile import Profile
    from impsim.impos.imp import Imp
    from impsim.impos.simulation import Simulation
    from impsim.scenario.stimuli import Args


class Stimulus:
    """verb: a key of VERBS.  args: its fields by attribute.  device: whose, "" for the only one.  node: its place."""

    def __init__(self, node: Node, verb: str, args: Args) -> None:
        self.node = node
        self.verb = verb
        self.id: str = args.pop("id", None) or ""
        self.device: str = args.pop("device", None) or ""
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


COMMON: f.Section = {
    "id": ("id", f.text()),
    "at": ("at", f.duration),
    "after": ("after", f.scalar(_after)),
    "do": ("do", f.text()),
    "device": ("device", f.reference("device")),
}


def timeline(document: Document, node: Node) -> list[Stimulus]:
    """A reader of the list of entries; they come back in the order in which they happen."""
    if node.kind != "list":
        document.wrong(node, "a list of {at: 10s, do: link.down} expected")
        return []
    found = [stimulus for below in node.list for stimulus in _entry(document, below)]
    _check_ids(document, found)
    if not document.problems:
        for stimulus in found:
            _set_time(document, stimulus, found)
    return found if document.problems else sorted(found, key=lambda stimulus: stimulus.t_us or 0)


def _entry(document: Document, node: Node) -> list[Stimulus]:
    """The stimulus of an entry, or nothing."""
    verb = _verb(document, node)
    if verb is None:
        return []
    name = node.map["do"].text
    args = f.members(document, node, {**COMMON, **verb.fields})
    del args["do"]
    _fill(document, node, verb, args)
    if ("at" in args) == ("after" in args):
        document.wrong(node, "when? one of at and after expected", "at: 10s, or after: ID + 5s")
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
    for name in verb.required:
        if verb.fields[name][0] not in args:
            document.wrong(node, "%s needs '%s'" % (do, name))
    if verb.target and verb.target not in args:
        known = document.names[verb.target]
        if len(known) == 1:
            args[verb.target] = known[0]
        else:
            document.wrong(node, "%s needs '%s'" % (do, verb.target), "known: " + (", ".join(known) or "none"))


def _check_ids(document: Document, found: list[Stimulus]) -> None:
    ids: list[str] = []
    for stimulus in found:
        if stimulus.id and stimulus.id in ids:
            document.wrong(stimulus.node.map["id"], "the id '%s' stands here twice" % stimulus.id)
        ids.append(stimulus.id)
    known = [name for name in ids if name]
    for stimulus in found:
        if stimulus.after and stimulus.after[0] not in known:
            hint = f.nearest(stimulus.after[0], known)
            document.wrong(stimulus.node.map["after"], "there is no entry '%s'" % stimulus.after[0], hint)


def _set_time(document: Document, stimulus: Stimulus, found: list[Stimulus]) -> None:
    """From the entry that it comes after, which may come after another one."""
    by_id = {other.id: other for other in found}
    t_us, current = 0, stimulus
    for _ in found:
        if current.after is None:
            stimulus.t_us = t_us + (current.t_us or 0)
            stimulus.after = None
            return
        t_us += current.after[1]
        current = by_id[current.after[0]]
    document.wrong(stimulus.node.map["after"], "this comes after itself")


def check_for(document: Document, found: list[Stimulus], profile: Profile) -> None:
    """Notes what the model cannot do."""
    for stimulus in found:
        needs, entry = VERBS[stimulus.verb].needs, stimulus.node.map
        if needs and not able(profile, needs):
            hint = "it has " + ", ".join(profile.interfaces)
            document.wrong(entry["do"], "the %s has no %s" % (profile.name, NEEDS[needs]), hint)
        elif needs == "cell" and "rat" in entry and entry["rat"].text not in profile["cell.generations"]:
            hint = "it has " + ", ".join(profile["cell.generations"])
            document.wrong(entry["rat"], "the %s has no %s" % (profile.name, entry["rat"].text), hint)


NEEDS = {"ethernet": "Ethernet", "wifi": "Wi-Fi", "cell": "modem", "deep_sleep": "deep sleep to be woken from"}


def able(profile: Profile, what: str) -> bool:
    """Whether a model has what a verb needs."""
    return bool(profile["power.deep_sleep"]) if what == "deep_sleep" else what in profile.interfaces


def schedule(simulation: Simulation, imp: Imp, found: list[Stimulus]) -> None:
    """Puts every stimulus on the clock.  imp: whose are those that name no device."""
    for stimulus in found:
        target = simulation.imps[stimulus.device] if stimulus.device else imp
        simulation.clock.at(stimulus.t_us or 0, _happening(simulation, target, stimulus))


def _happening(simulation: Simulation, imp: Imp, stimulus: Stimulus) -> Callable[[], None]:
    return lambda: perform(simulation, imp, stimulus.verb, stimulus.args)
