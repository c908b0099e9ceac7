"""A scenario file as a whole: its sections, and what one test of it is.

The sections are read into plain tables, in which every mistake is found; a Scenario makes a new world of them for each
run. `schema` is the same tables as JSON Schema.
"""

from __future__ import annotations

import re
from calendar import timegm

from impsim.device.world import World
from impsim.impos.simulation import EPOCH_S
from impsim.scenario import capability, expect, http_stimuli, part_stimuli, report_files, squirrel_stimuli, timeline
from impsim.scenario import devices as d
from impsim.scenario import fields as f
from impsim.scenario.cases import CASE, Variant
from impsim.scenario.documents import Document, Node
from impsim.scenario.windows import BACKWARDS, END, seconds
from impsim.scenario.world import WORLD, check_parts, make_world, names_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.scenario.expect import Expectation
    from impsim.scenario.timeline import Stimulus

DATE = re.compile(r"^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(Z|z|\+00:00)$")
IN_WORLD = ("wifi", "lan", "lans", "proxies", "cells", "server", "impcloud", "http", "mqtt", "bluetooth")
LONGEST_NAME = 256
STANDING = (expect.UNCAUGHT, expect.TIMELINE)  # ids that are taken


def _date(value: str) -> int:
    found = DATE.match(value)
    if not found:
        raise f.Wrong("a time like 2019-03-01T00:00:00Z")
    return timegm(tuple(int(part) for part in found.groups()[:6]))


def _until(value: str) -> int:
    t_us = f.duration_us(value)
    if not t_us:
        raise f.Wrong("a time in which something could happen")
    return t_us


RUN: f.Section = {
    "seed": ("seed", f.integer(0, (1 << 31) - 1)),
    "until": ("until_us", f.scalar(_until, type="string", pattern="^%s$" % f.TIME)),
    "clock_start": ("epoch_s", f.scalar(_date, type="string", format="date-time")),
    "wall_limit": ("wall_limit_us", f.duration),
    "uncaught_errors": ("uncaught_errors", f.choice("fail", "ignore")),
    "after_failure": ("after_failure", f.choice("continue", "stop")),
    "repeat": ("repeat", f.integer(1, 1000)),
}
SHARED: f.Section = {name: WORLD[name] for name in IN_WORLD}
TAGS = f.listed(1, 100, "a list of words", f.text())


def _elsewhere(**schema: Any) -> f.Reader:
    """What is read by somebody else, in its own time."""
    return f.Reader(lambda document, node: node, schema)


TOP: f.Section = {
    "impsim": ("version", f.choice("1")),
    "name": ("name", f.text(LONGEST_NAME)),
    "about": ("about", f.text(1 << 16)),
    "tags": ("tags", TAGS),
    "run": ("run", f.section(RUN)),
    "world": ("world", f.section(SHARED)),
    "devices": ("devices", _elsewhere(**d.SCHEMA)),
    "timeline": ("timeline", timeline.timeline),
    "expect": ("expect", _elsewhere(**{"$ref": "#/$defs/expect"})),
    "cases": ("cases", _elsewhere(type="array", items=f.table_schema(CASE, "id"))),
    "matrix": ("matrix", _elsewhere(type="object", additionalProperties={"type": "array", "minItems": 1})),
    "report": ("report", f.section(report_files.REPORT)),
}


def schema() -> dict[str, Any]:
    """The JSON Schema of scenario files, 2020-12."""
    from impsim.scenario import parts

    made = f.table_schema(TOP, "impsim", "devices")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "impsim scenario"}
    return {**head, **made, "$defs": {"expect": expect.SCHEMA, "parts": parts.schema()}}


class Scenario:
    """One test of a file, ready to run any number of times."""

    def __init__(
        self, document: Document, variant: Variant, found: dict[str, Any], names: dict[str, list[str]]
    ) -> None:
        self.path = document.path
        self.variant = variant
        self.test = variant.name  # what a trace says that it is of
        self.names = names
        self.name: str = found.get("name") or ""
        run = {name: value for name, value in (found.get("run") or {}).items() if value is not None}
        self.seed: int = run.get("seed", 1)
        self.until_us: int = run.get("until_us", 60000000)
        self.epoch_s: int = run.get("epoch_s", EPOCH_S)
        self.wall_limit_us: int = run.get("wall_limit_us", 60000000)
        self.ignores_errors = run.get("uncaught_errors") == "ignore"
        self.stops_at_failure = run.get("after_failure") == "stop"
        self.repeat: int = run.get("repeat", 1)
        self.must_fail: list[str] = list(variant.given.get("must_fail") or ())  # type: ignore[call-overload]
        self.timeline: list[Stimulus] = found.get("timeline") or []
        self.report: dict[str, Optional[str]] = found.get("report") or {}  # by form: the name of a file
        self.devices: list[d.Device] = []
        self.expectations: list[Expectation] = []
        self.tags: tuple[str, ...] = (*(found.get("tags") or ()), *(variant.given.get("tags") or ()))  # type: ignore[misc]
        self._world: dict[str, Any] = found.get("world") or {}

    def moments(self) -> dict[str, Optional[int]]:
        """When things are, as far as that is known before a run."""
        known = {stimulus.id: stimulus.t_us for stimulus in self.timeline if stimulus.id}
        return {**known, END: self.until_us}

    def world(self) -> World:
        """A new one."""
        return make_world(self._world, self.names)

    def site(self, device: d.Device, world: World) -> Any:
        """A new one of a device."""
        return device.site(self._world, self.names, world)


def scenario(document: Document, variant: Variant, defaults: Any) -> Scenario:
    """One test of a file; mistakes are noted in the document."""
    node = variant.node
    document.allows_python = defaults.allow_python
    entries = _expected(document, variant)
    document.names = _names(document, node, entries)
    found = f.members(document, node, TOP)
    if "impsim" not in node.map and node.kind == "map":
        document.wrong(node, "impsim: 1 is missing: is this a scenario?")
    made = Scenario(document, variant, found, document.names)
    if "seed" not in (found.get("run") or {}):
        made.seed = defaults.seed
    if "devices" in node.map:
        made.devices = d.devices(document, node.map["devices"], defaults)
    elif node.kind == "map":
        document.wrong(node, "'devices' is missing", "devices: {imp: {model: imp005, device: blink.device.nut}}")
    made.expectations = expect.expectations(document, entries)
    if not any(entry.list for entry in entries if entry.kind == "list"):
        _nothing_expected(document, variant, entries)
    _check(document, made, variant)
    return made


def _nothing_expected(document: Document, variant: Variant, entries: list[Node]) -> None:
    """Whatever a program did, such a test would pass."""
    if any(entry.kind != "list" for entry in entries):
        return  # which is told already
    base, given = variant.node.map.get("expect") or variant.node, variant.given
    place = variant.place if given.get("only") or given.get("replaced") else (base.line, base.column)
    document.problem("nothing is expected", *place, "expect: [{never: [0s, end], error: {}}]")


def _expected(document: Document, variant: Variant) -> list[Node]:
    """The lists of expectations that hold for the case."""
    given = variant.given
    replaced: Any = given.get("replaced") or ()
    base = variant.node.map.get("expect")
    lists = [] if base is None else [base]
    if base is not None and (given.get("only") or replaced):
        kept = Node("list", base.line, base.column)
        kept.list = [
            below for below, name in zip(base.list, expect.ids(base)) if not given.get("only") and name not in replaced
        ]
        _check_ids(document, variant, "replace_expect", expect.ids(base))
        lists = [kept]
    own = given.get("expect")
    return [*lists, own] if isinstance(own, Node) else lists


def _check_ids(document: Document, variant: Variant, name: str, known: list[str]) -> None:
    """Notes ids that a case names and nothing has."""
    node = _case_node(document, variant, name)
    for below in (node.list or [node]) if node else ():
        if below.text not in known:
            document.wrong(below, "there is no expectation '%s'" % below.text, f.nearest(below.text, known))


def _case_node(document: Document, variant: Variant, name: str) -> Any:
    cases = variant.node.map.get("cases")
    for below in cases.list if cases else ():
        if (below.line, below.column) == variant.place:
            return below.map.get(name)
    return None


def _names(document: Document, node: Node, entries: list[Node]) -> dict[str, list[str]]:
    """What references may name, by kind."""
    world, happens = _below(node, "world"), _below(node, "timeline")
    expected = [below for entry in entries for below in entry.list]
    own = [below.map["id"].text for below in happens.list if "id" in below.map]
    known = [below.map["id"].text if "id" in below.map else "#%d" % n for n, below in enumerate(expected, 1)]
    names = names_of(document, world)
    names["device"] = list(_below(node, "devices").map)
    names["part"] = [name for below in _below(node, "devices").map.values() for name in part_stimuli.parts_of(below)]
    names["entry"], names["expectation"], names["moment"] = own, known, [*own, *known, END]
    return names


def _below(node: Node, name: str) -> Node:
    return node.map.get(name) or Node("map", node.line, node.column)


def _generations(made: Scenario, device: d.Device) -> set[str]:
    """Those that the file speaks of."""
    given = [stimulus.args.get("generation") for stimulus in made.timeline if stimulus.device in ("", device.name)]
    return {found for found in [*given, device.found.get("coverage", {}).get("generation")] if found}


def _check(document: Document, made: Scenario, variant: Variant) -> None:
    if variant.given.get("must_fail"):
        _check_ids(document, variant, "must_fail", [*made.names["expectation"], *STANDING])
    for expectation in made.expectations:
        if expectation.id in made.names["entry"]:
            document.wrong(expectation.node, "an entry of the timeline is called '%s', too" % expectation.id)
        if expectation.id in STANDING:
            document.wrong(expectation.node.map["id"], "every run has an expectation '%s'" % expectation.id)
    for device in made.devices:
        d.choose_modem(device, _generations(made, device))
        d.check_generation(document, variant.node.map["devices"].map[device.name], device.profile)
    if made.devices:
        profiles = {device.name: device.profile for device in made.devices}
        timeline.check_for(document, made.timeline, profiles)
        check_parts(document, profiles, {device.name: device.parts for device in made.devices}, made.timeline)
    _check_times(document, made)
    http_stimuli.check(document, made.timeline, made.devices)
    squirrel_stimuli.check(document, made.timeline, made.devices)
    capability.check(document, made)


def _check_times(document: Document, made: Scenario) -> None:
    """Notes what lies behind the end of the run: it could neither happen nor be seen."""
    shown = "this is after the end of the run, at %s" % seconds(made.until_us)
    for stimulus in made.timeline:
        if (stimulus.t_us or 0) > made.until_us:
            document.wrong(stimulus.node, shown, "run: {until: ...}")
    for expectation in made.expectations:
        window, node = expectation.window.us(made.moments()), expectation.node.map.get(expectation.window.word)
        if window is None or node is None:
            continue
        if window[0] > window[1] and expectation.window.first.ref != expectation.window.last.ref:
            document.wrong(node, BACKWARDS)
        elif window[expectation.window.word in ("always", "never")] > made.until_us:
            document.wrong(node, shown, "run: {until: ...}")
