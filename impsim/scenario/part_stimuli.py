"""What can happen to parts: verbs of the timeline, and whether the parts that they are about can do it.

An entry is read before it is known what is wired to which imp; `settle` then reads the values as the part has them.
"""

from __future__ import annotations

from impsim.scenario import fields as f
from impsim.scenario import series
from impsim.scenario.documents import Document, Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.device.part import Part
    from impsim.scenario.devices import Device
    from impsim.scenario.match import Match
    from impsim.scenario.parts import Found
    from impsim.scenario.stimuli import Args, Scene
    from impsim.scenario.timeline import Stimulus

    Wired = dict[str, dict[str, Found]]  # device -> name -> part

PRESSED_US = 200000  # assumed: how long somebody presses a button
PRESSED = "pressed"  # the quantity of parts that can be pressed

PART: f.Section = {"part": ("part", f.reference("part"))}
SET: f.Section = {**PART, "set": ("set", f.plain)}
FAULT: f.Section = {**PART, "fault": ("fault", f.text()), "for": ("for_us", f.duration)}
MEND: f.Section = {**PART, "fault": ("fault", f.text())}
SERIES: f.Section = {**PART, **series.FIELDS}
PRESS: f.Section = {**PART, "for": ("for_us", f.duration)}


def _part(scene: Scene, args: Args) -> Part:
    found: Part = scene.imp.device.parts[args["part"]]
    return found


def set_part(scene: Scene, args: Args) -> None:
    part = _part(scene, args)
    for name, value in args["set"].items():
        part.set(name, value)


def feed_part(scene: Scene, args: Args) -> None:
    """The first row counts from now; each row has the next one come."""
    part = _part(scene, args)
    began_us = scene.simulation.clock.now_us
    steps = args[SERIES_READ].steps()

    def go_on() -> None:
        step = next(steps, None)
        if step is not None:
            scene.simulation.at(began_us + step[0], lambda: take(step[1]))

    def take(values: dict[str, Any]) -> None:
        for name, value in values.items():
            part.set(name, value)
        go_on()

    go_on()


SERIES_READ = "_series"  # the field that holds the rows; events do not tell fields that begin so


def break_part(scene: Scene, args: Args) -> None:
    part = _part(scene, args)
    part.fault(args["fault"], True)
    if "for_us" in args:
        _later(scene, args["for_us"], lambda: part.fault(args["fault"], False))


def mend_part(scene: Scene, args: Args) -> None:
    _part(scene, args).fault(args["fault"], False)


def press(scene: Scene, args: Args) -> None:
    part = _part(scene, args)
    part.set(PRESSED, True)
    _later(scene, args.get("for_us", PRESSED_US), lambda: part.set(PRESSED, False))


def _later(scene: Scene, delay_us: int, act: Any) -> None:
    scene.simulation.at(scene.simulation.clock.now_us + delay_us, act)


# Before the run


def settle(document: Document, found: list[Stimulus], wired: Wired) -> None:
    """Reads what entries say to parts; notes what these cannot do."""
    for stimulus in found:
        if stimulus.verb in SETTLERS:
            part = _wired(document, stimulus, wired)
            if part is not None:
                SETTLERS[stimulus.verb](document, stimulus, part)
        elif stimulus.verb in DRIVING_VERBS and "pin" in stimulus.node.map:
            _check_free(document, stimulus, wired)


DRIVING_VERBS = ("pin.set", "analog.set", "pin.pulses")


def _check_free(document: Document, stimulus: Stimulus, wired: Wired) -> None:
    """Notes a pin that a part drives already."""
    from impsim.scenario.wiring import driven

    node = stimulus.node.map["pin"]
    part = driven(wired.get(stimulus.device) or next(iter(wired.values()), {}), node.text)
    if part:
        document.wrong(node, "%s drives %s" % (part, node.text), "part.set changes what it does")


def _wired(document: Document, stimulus: Stimulus, wired: Wired) -> Optional[Found]:
    """The part that an entry is about."""
    name, device = stimulus.args.get("part"), stimulus.device or next(iter(wired), "")
    own = wired.get(device, {})
    if name is None:
        return None
    if name in own:
        return own[name]
    if any(name in others for others in wired.values()):
        document.wrong(stimulus.node.map["part"], "%s has no part '%s'" % (device, name), f.nearest(name, own))
    return None


def _settle_set(document: Document, stimulus: Stimulus, part: Found) -> None:
    from impsim.scenario.parts import value

    node = stimulus.node.map.get("set")
    if node is None:
        return
    if node.kind != "map" or not node.map:
        document.wrong(node, "a table of quantities expected", "set: {temperature: 30}")
        return
    stimulus.args["set"] = found = {}
    for name, below in node.map.items():
        if check_quantity(document, name, node.keys[name], part):
            found[name] = value(document, below, part.make.quantities[name], name)


def check_quantity(document: Document, name: str, place: tuple[int, int], part: Found) -> bool:
    """Notes a quantity that the part has not."""
    known = part.make.quantities
    if name in known:
        return True
    if name in part.make.options:
        document.problem("'%s' of %s is set once, where it is wired" % (name, part.name), *place)
    else:
        hint = f.nearest(name, known) or "nothing about it can be set"
        document.problem("%s has no quantity '%s'" % (part.name, name), *place, hint)
    return False


def _settle_series(document: Document, stimulus: Stimulus, part: Found) -> None:
    if all(name in stimulus.node.map for name in ("file", "time", "columns")):
        stimulus.args[SERIES_READ] = series.read_series(document, stimulus.node, stimulus.args, part)


def _settle_fault(document: Document, stimulus: Stimulus, part: Found) -> None:
    node, known = stimulus.node.map.get("fault"), part.make.faults
    if node is not None and node.text not in known:
        hint = f.nearest(node.text, known) or "it has none"
        document.wrong(node, "%s has no fault '%s'" % (part.name, node.text), hint)


def _settle_press(document: Document, stimulus: Stimulus, part: Found) -> None:
    if PRESSED not in part.make.quantities:
        hint = "a part with the quantity '%s' can, as button" % PRESSED
        place = stimulus.node.map.get("part", stimulus.node)
        document.wrong(place, "%s cannot be pressed" % part.name, hint)


SETTLERS = {
    "part.set": _settle_set,
    "part.series": _settle_series,
    "part.fault": _settle_fault,
    "part.mend": _settle_fault,
    "button.press": _settle_press,
}


def parts_of(node: Node) -> list[str]:
    """The names of the parts in a table that may have the section `parts`."""
    below = node.map.get("parts")
    return [] if below is None else list(below.map)


SHOWN = ("state", "faults")


def check_shown(document: Document, subject: Any, that: list[Match], device: Device, devices: list[Device]) -> None:
    """Notes what is expected of a part that the imp has not, or that does not show such a thing."""
    name = subject.given["part"]
    part: Optional[Found] = device.parts.get(name)
    if part is None:
        if any(name in other.parts for other in devices):  # else something is wrong with it, which was told
            place = subject.node.map.get("part", subject.node)
            document.wrong(place, "%s has no part '%s'" % (device.name, name), f.nearest(name, device.parts))
        return
    for match in that:
        first, _, rest = match.path.partition(".")
        name = rest.partition(".")[0].partition("[")[0]
        if first and first not in SHOWN:
            message = "%s has 'state' and 'faults', no '%s'" % (part.name, first)
            document.wrong(match.node, message, "state." + first if first in _shown(part) else "")
        elif first == "state" and name and name not in _shown(part) and not part.make.shows_more:
            document.wrong(match.node, "%s shows no '%s'" % (part.name, name), f.nearest(name, _shown(part)))


def _shown(part: Found) -> list[str]:
    return [*part.make.quantities, *part.make.shows]
