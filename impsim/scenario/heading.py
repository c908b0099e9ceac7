"""The header of a trace: what a run depends on and where it has looked, so that a trace is judged again only by a file
that would have made it."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.scenario.documents import Node
    from impsim.scenario.expect import Expectation
    from impsim.scenario.probes import Probe
    from impsim.scenario.schema import Scenario

    Look = list[Any]  # device, probe, by the agent, intervals in microseconds

STORY = ("world", "timeline")  # sections that a run depends on, and that no other field of a header tells of


def header_of(scenario: Scenario) -> dict[str, Any]:
    """What a run depends on but for the programs: the words of a trace stay, whatever becomes of those."""
    devices = {device.name: "%s %s" % (device.profile.name, device.release) for device in scenario.devices}
    return {
        "scenario": os.path.basename(scenario.path),
        "test": scenario.test,
        "seed": scenario.seed,
        "until_us": scenario.until_us,
        "epoch_s": scenario.epoch_s,
        "devices": devices,
        "story": digest(scenario.variant.node),
    }


def digest(node: Node) -> str:
    """The same for the same world and timeline, whatever stands around them and however they are written."""
    from hashlib import sha256

    return sha256(repr([plain(node.map[name]) for name in STORY if name in node.map]).encode("utf-8")).hexdigest()[:16]


def plain(node: Node) -> Any:
    """A node without its place."""
    if node.kind == "map":
        return [(name, plain(below)) for name, below in node.map.items()]
    return [plain(below) for below in node.list] if node.kind == "list" else (node.text, node.quoted)


def interval(scenario: Scenario, expectation: Expectation) -> tuple[int, int]:
    """When a probe is of interest, as far as that is known before the run: else all the time."""
    window = expectation.window.us(scenario.moments())
    return window if window is not None else (0, scenario.until_us)


def looks(probes: list[Probe]) -> list[Look]:
    """When which probe was looked at."""
    return [[probe.device, probe.text, probe.by_agent, merged(probe.intervals)] for probe in probes]


def merged(intervals: list[tuple[int, int]]) -> list[list[int]]:
    """The same times, in as few intervals as can be."""
    found: list[list[int]] = []
    for first_us, last_us in sorted(intervals):
        if found and first_us <= found[-1][1]:
            found[-1][1] = max(found[-1][1], last_us)
        else:
            found.append([first_us, last_us])
    return found
