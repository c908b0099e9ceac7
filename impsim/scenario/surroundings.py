"""The world of one simulation that is driven by hand: from a path, a text or plain values, and what happens to it.

A scenario file knows beforehand what will happen. A test in Python or somebody at a prompt decides while the imp runs;
what they say is read by the same readers, with the same messages.
"""

from __future__ import annotations

import json
import os

from impsim.scenario import fields as f
from impsim.scenario.documents import Document, Node, read, read_yaml
from impsim.scenario.json_reader import read_json
from impsim.scenario.part_stimuli import settle
from impsim.scenario.timeline import check_for, schedule, timeline
from impsim.scenario.world import WORLD, check_parts, make_site, make_world, names_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.device.profile import Profile
    from impsim.device.world import Site, World
    from impsim.impos.imp import Imp
    from impsim.impos.simulation import Simulation
    from impsim.scenario.timeline import Stimulus

FILES = (".yaml", ".yml", ".json", ".toml")
OF_A_SITE = ("rssi", "noise", "drift", "ethernet", "cell", "imp", "identity", "parts", "spiflash", "usb", "gnss")
SITE: f.Section = {name: WORLD[name] for name in OF_A_SITE}


class Surroundings:
    """world, site: new ones, the site of the first imp, called name.  node: what was read.  parts: by imp.

    allow_python: whether parts may be programs in Python. Raises Diagnostic.
    """

    def __init__(self, given: Any, name: str, profile: Profile, allow_python: bool = False) -> None:
        document, self.node = tree(given)
        document.allows_python = self._allow_python = allow_python
        self.names = {**names_of(document, self.node), "device": [name]}
        document.names = self.names
        self._found = f.members(document, self.node, WORLD)
        self.timeline: list[Stimulus] = self._found.get("timeline") or []
        self.parts: dict[str, dict[str, Any]] = {name: self._found.get("parts") or {}}
        check_for(document, self.timeline, {name: profile})
        check_parts(document, {name: profile}, self.parts, self.timeline)
        document.check()
        self.world, self.site = self.made()

    def made(self) -> tuple[World, Site]:
        """Another world and site, as the first were before anything has happened to them."""
        world = make_world(self._found, self.names)
        return world, make_site(self._found, self.names, world)

    def begin(self, simulation: Simulation, imp: Imp) -> None:
        """Puts the timeline on the clock."""
        schedule(simulation, imp, self.timeline)

    def another_site(self, name: str, given: dict[str, Any], profile: Profile) -> Site:
        """What is the own of another imp. Raises Diagnostic."""
        document, node = tree(given, "site")
        document.allows_python = self._allow_python
        document.names = self.names
        found = f.members(document, node, SITE)
        self.parts[name] = found.get("parts") or {}
        check_parts(document, {name: profile}, self.parts, [])
        document.check()
        self.names["device"].append(name)
        return make_site(found, self.names, self.world)

    def stimulus(self, verb: str, given: dict[str, Any], imp: Imp) -> Stimulus:
        """A verb with its fields, for an imp. Raises Diagnostic."""
        return self.entry(*tree([{"do": verb, **given, "at": "0s"}], "do"), imp)

    def entry(self, document: Document, node: Node, imp: Imp) -> Stimulus:
        """The only entry of a timeline, for an imp. Raises Diagnostic."""
        document.names = {**self.names, "device": [imp.name], "part": list(self.parts[imp.name])}
        found: list[Stimulus] = timeline(document, node)
        check_for(document, found, {imp.name: imp.device.profile})
        settle(document, found, {imp.name: self.parts[imp.name]})
        document.check()
        return found[0]


def tree(given: Any, path: str = "world") -> tuple[Document, Node]:
    """A path, a text in YAML, or plain values as a tree. Raises Diagnostic."""
    if isinstance(given, os.PathLike) or (isinstance(given, str) and given.endswith(FILES)):
        document, node = read(os.fspath(given))
    elif isinstance(given, str):
        document = Document(path, given)
        node = read_yaml(document, given)
    else:
        document, node = _plain(given or {}, path)
    return document, node or Node("map", 1, 1)


def _plain(given: Any, path: str) -> tuple[Document, Optional[Node]]:
    text = json.dumps(given, ensure_ascii=False)
    document = Document(path, text)
    return document, read_json(document, text)
