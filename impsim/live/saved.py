"""What was done in a session as a scenario file: the same setup, the same actions at the same times, and expectations
of what was looked at and seen.

The texts of programs that have files are not copied: the scenario is a test of what these become. What was typed is
code of the timeline, in files of its own where it has several lines.
"""

from __future__ import annotations

import os

from impsim.device.profile import INTERFACE_NAMES
from impsim.impos.simulation import ONLY
from impsim.live.actions import Done, Run
from impsim.live.expected import Seen, expectations
from impsim.live.setup import AGENT
from impsim.live.yaml_text import Raw, flow, item, node_value, time_text
from impsim.scenario.devices import NEEDS
from impsim.scenario.schema import IN_WORLD
from impsim.scenario.squirrel_stimuli import VERB
from impsim.scenario.world import CARRIER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.live.session import Session
    from impsim.live.setup import Setup

    Entry = dict[str, Any]

ENDING = ".scenario.yaml"
ABOUT = "# What was done by hand with `impsim repl`, and what was seen of it.\n"
EMPTY_AGENT = "// An agent that does nothing by itself.\n"


class Saved:
    """path: of the scenario file.  files: text by path, the scenario's own first.

    expected: line of the scenario file -> the expectation there; `without` leaves some of them out.
    """

    def __init__(self, session: Session, path: str, seen: Seen) -> None:
        self.path = path
        self._session = session
        self._folder = os.path.dirname(path)
        self._stem = os.path.basename(path).removesuffix(ENDING)
        self.programs: dict[str, str] = {}
        self._ids: list[str] = []
        self._timeline = self._entries()
        self._device = self._described()
        self._expect = expectations(session, seen, self._moments())
        self.expected: dict[int, Entry] = {}

    def without(self, lines: set[int]) -> int:
        """Leaves out the expectations that stand on these lines of the text; gives how many these are."""
        gone = [self.expected[line] for line in lines if line in self.expected]
        before = len(self._expect)
        self._expect = [entry for entry in self._expect if not any(entry is one for one in gone)]
        return before - len(self._expect)

    @property
    def count(self) -> int:
        """How many expectations there are."""
        return len(self._expect)

    @property
    def files(self) -> dict[str, str]:
        """All that is to be written."""
        return {self.path: self._text(), **self.programs}

    # The file

    def _text(self) -> str:
        setup = self._session.setup
        lines = [ABOUT.rstrip("\n"), "impsim: 1", "run: " + flow(self._run())]
        world = {name: node_value(setup.around.node.map[name]) for name in IN_WORLD if name in setup.around.node.map}
        world.update(self._carriers())
        if world:
            lines += ["world:", *["  %s: %s" % (name, flow(below)) for name, below in world.items()]]
        lines += ["devices:", "  %s: %s" % (ONLY, flow(self._device))]
        if self._timeline:
            lines += ["timeline:", *["  - " + flow(entry) for entry in self._timeline]]
        lines.append("expect:")
        self.expected = {}
        for entry in self._expect:
            for line in item(entry):
                lines.append("  " + line)
                self.expected[len(lines)] = entry
        return "\n".join(lines) + "\n"

    def _run(self) -> Entry:
        setup = self._session.setup
        run: Entry = {"until": time_text(self._session.now_us)}
        if setup.seed != 1:
            run["seed"] = setup.seed
        if any(self._session.program(side).hung for side in ("device", AGENT)):
            run["uncaught_errors"] = "ignore"  # no expectation is about a program that hangs
        return run

    def _carriers(self) -> Entry:
        """What a world file says of the only carrier in its section of the imp's modem."""
        node = self._session.setup.around.node
        cell = node.map.get("cell")
        own = {name: node_value(below) for name, below in (cell.map if cell else {}).items() if name in CARRIER}
        return {"cells": {"carrier": own}} if own and "cells" not in node.map else {}

    def _described(self) -> Entry:
        """The device."""
        setup = self._session.setup
        made: Entry = {"model": setup.profile.name, "impos": Raw('"%s"' % str(setup.release))}
        if setup.device.path:
            made["device"] = self._from_here(setup.device.path)
        if setup.agent.path:
            made["agent"] = self._from_here(setup.agent.path)
        elif _agent_matters(self._session):
            made["agent"] = self._stem + ".agent.nut"
            self.programs[os.path.join(self._folder, made["agent"])] = EMPTY_AGENT
        joined = _joined(setup)
        return {**made, **({} if joined is None else {"interfaces": joined}), **_site(setup)}

    def _from_here(self, path: str) -> str:
        return os.path.relpath(path, self._folder or ".").replace(os.sep, "/")

    # The timeline

    def _entries(self) -> list[Entry]:
        node = self._session.setup.around.node.map.get("timeline")
        found: list[Entry] = [node_value(below) for below in node.list] if node else []
        self._ids = [str(entry["id"]).strip('"') for entry in found if "id" in entry]
        own = [self._entry(action) for action in self._session.actions if isinstance(action, (Done, Run))]
        return [*found, *own]

    def _entry(self, action: Done | Run) -> Entry:
        if isinstance(action, Done):
            verb = action.stimulus.verb
            given = {name: node_value(below) for name, below in action.stimulus.node.map.items()}
            fields = {name: value for name, value in given.items() if name not in ("do", "at", "id")}
            name = verb.replace(".", "-")
        else:
            verb, fields, name = VERB, self._code(action), "typed"
        action.id = self._id(name)
        return {"id": action.id, "at": time_text(action.t_us), "do": verb, **fields}

    def _code(self, action: Run) -> Entry:
        text = action.typed.source
        side = {"side": AGENT} if action.side == AGENT else {}
        if "\n" not in text and text.isprintable():
            return {"code": text, **side}
        name = "%s.%d.nut" % (self._stem, len(self.programs) + 1)
        self.programs[os.path.join(self._folder, name)] = text if text.endswith("\n") else text + "\n"
        return {"file": name, **side}

    def _id(self, name: str) -> str:
        number, found = 1, name
        while found in self._ids:
            number += 1
            found = "%s-%d" % (name, number)
        self._ids.append(found)
        return found

    def _moments(self) -> list[tuple[int, str]]:
        """When what was done happened."""
        return [(action.t_us, action.id) for action in self._session.actions if isinstance(action, (Done, Run))]


def _agent_matters(session: Session) -> bool:
    """Whether anything was different without the agent that has no program."""
    if any(getattr(action, "side", "") == AGENT for action in session.actions):
        return True
    verbs = [action.stimulus.verb for action in session.actions if isinstance(action, Done)]
    return "http.request" in verbs or any(event["type"] == "agent.error" for event in session.log)


def _joined(setup: Setup) -> Entry | None:
    """The interfaces that have a network, where not all have."""
    if setup.interface is None and not setup.offline:
        return None
    if setup.offline:
        return {}
    assert setup.interface is not None
    site, names = setup.around.site, setup.around.names
    ssid = site.stored.ssid if site.stored.ssid in names["network"] else names["network"][0]
    joins = {"ethernet": site.cable.lan, "wifi": ssid, "cell": site.coverage.carrier}
    return {INTERFACE_NAMES[setup.interface]: joins[setup.interface]}


def _is_for(setup: Setup, name: str) -> bool:
    """Whether the model has what a section is about: a world file may speak of more, a device may not."""
    return name not in NEEDS or NEEDS[name] in setup.profile.interfaces


def _site(setup: Setup) -> Entry:
    """What a world file says of the imp's own surroundings, and of what it has stored."""
    found: Entry = {}
    for name, below in setup.around.node.map.items():
        if name == "imp":
            own = {inner: one for inner, one in below.map.items() if _is_for(setup, inner)}
            found.update({inner: node_value(one) for inner, one in own.items()})
        elif not _is_for(setup, name):
            continue
        elif name == "cell":
            found["cell"] = {inner: node_value(one) for inner, one in below.map.items() if inner not in CARRIER}
        elif name not in (*IN_WORLD, "timeline", "impsim"):
            found[name] = node_value(below)
    return found
