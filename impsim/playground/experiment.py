"""An experiment: what the page works on, as plain data, and the scenario that it means.

    {"device": "server.log(1);", "agent": "", "world": "lan: {lease: 40s}", "model": "imp005", "impos": "36",
     "network": "all", "seed": 1, "watch": ["count"], "parts": {"door": {"kind": "button", "pin": "pinW"}},
     "actions": [{"at_us": 10000000, "do": "link.down"}]}

`world` is a world file, as `impsim run --world` takes it. An experiment may come from anywhere, as a link: whatever is
wrong with it is a Diagnostic. What its world, parts and actions mean is not known here: they become nodes of a scenario
(impsim/playground/story.py), whose reader knows.
"""

from __future__ import annotations

import json

from impsim.device.profile import INTERFACE_NAMES, find
from impsim.errors import Diagnostic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ONLY = "imp"  # the device
PROGRAMS = {"device": "device.nut", "agent": "agent.nut"}  # side -> name of its file
WORLD = "world.yaml"
NETWORKS = {"wifi": "network", "ethernet": "lan", "cell": "carrier"}  # what an interface is joined to
ALL, NONE = "all", "none"  # networks in reach
MOST_ACTIONS = 500
LARGEST_PROGRAM = 1 << 20  # characters
WALL_LIMIT = "60s"  # of the host; whoever does not want to wait as long stops the worker
NO_ERRORS = {"never": ["0s", "end"], "error": {}}  # what is expected, as a scenario must expect something


def wrong(message: str, hint: str = "") -> Diagnostic:
    """What is said of an experiment that is none."""
    return Diagnostic(message, "this experiment", hint=hint, code="experiment")


class Experiment:
    """What was given, checked as far as nobody else checks it."""

    def __init__(self, given: Any) -> None:
        if not isinstance(given, dict):
            raise wrong("is not a table")
        self.programs = {side: _program(given, side) for side in PROGRAMS}
        self.world = _program(given, "world")
        self.model = _text(given, "model", "imp005")
        self.impos = _text(given, "impos", "")
        self.network = _text(given, "network", ALL)
        self.seed: int = _of(given, "seed", int, 1)
        self.watch = [_text({"watch": text}, "watch", "") for text in _of(given, "watch", list, [])]
        self.parts: dict[str, Any] = _of(given, "parts", dict, {})
        self.actions = [_action(found) for found in _of(given, "actions", list, [])]
        if len(self.actions) > MOST_ACTIONS:
            raise wrong("has %d actions" % len(self.actions), "%d are the most" % MOST_ACTIONS)

    def scenario(self, until_us: int, names: dict[str, list[str]], name: str = "") -> dict[str, Any]:
        """A scenario that does the same, but for what stands in the world file.  names: of the parts of that world,
        by kind."""
        return {
            "impsim": 1,
            **({"name": name} if name else {}),
            "run": {"seed": self.seed, "until": duration(until_us), "wall_limit": WALL_LIMIT},
            "devices": {ONLY: self._device(names)},
            "timeline": [_entry(action) for action in sorted(self.actions, key=lambda action: action["at_us"])],
            "expect": [NO_ERRORS],
        }

    def _device(self, names: dict[str, list[str]]) -> dict[str, Any]:
        made: dict[str, Any] = {"model": self.model}
        if self.impos:
            made["impos"] = self.impos
        made.update({side: PROGRAMS[side] for side, text in self.programs.items() if text.strip() or side == "device"})
        if self.network != ALL:
            made["interfaces"] = self._interfaces(names)
        if self.parts:
            made["parts"] = self.parts
        return made

    def _interfaces(self, names: dict[str, list[str]]) -> dict[str, str]:
        """Those in reach; what is not named is not."""
        profile = find(self.model)
        if self.network == NONE:
            return {}
        if self.network not in profile.interfaces:
            hint = "it has " + ", ".join(profile.interfaces)
            raise wrong("the %s has no network '%s'" % (self.model, self.network), hint)
        return {INTERFACE_NAMES[self.network]: names[NETWORKS[self.network]][0]}


def read(text: str) -> Experiment:
    """From JSON. Raises Diagnostic."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        raise wrong("is not JSON") from None
    return Experiment(given)


def _of(given: dict[str, Any], name: str, kind: type, default: Any) -> Any:
    value = given.get(name, default)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise wrong("'%s' is not of its kind" % name)
    return value


def _text(given: dict[str, Any], name: str, default: str) -> str:
    text: str = _of(given, name, str, default)
    if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise wrong("'%s' holds half of a character" % name)
    return text


def _program(given: dict[str, Any], side: str) -> str:
    text = _text(given, side, "")
    if len(text) > LARGEST_PROGRAM:
        raise wrong("'%s' is larger than a megabyte" % side)
    return text


def _action(found: Any) -> dict[str, Any]:
    if not isinstance(found, dict) or type(found.get("at_us")) is not int or found["at_us"] < 0:
        raise wrong("an action has no time")
    return found


def _entry(action: dict[str, Any]) -> dict[str, Any]:
    """An entry of a timeline."""
    fields = {name: value for name, value in action.items() if name != "at_us"}
    return {"at": duration(action["at_us"]), **fields}


LONGEST_US = 30 * 86400 * 1000000  # no run is longer


def duration(t_us: int) -> str:
    """As scenario files write it: 90s, 2500ms, 1us."""
    for unit, size in (("s", 1000000), ("ms", 1000)):
        if t_us % size == 0:
            return "%d%s" % (t_us // size, unit)
    return "%dus" % t_us
