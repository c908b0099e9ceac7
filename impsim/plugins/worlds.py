"""The world of a simulation in a test: from a path, a text or a dict, and what a test then does to it."""

from __future__ import annotations

import json
import os

from impsim.device.profile import find
from impsim.device.release import check_ran, newest_for, parse_release
from impsim.errors import Diagnostic
from impsim.scenario import fields as f
from impsim.scenario.devices import DEFAULT_MODEL
from impsim.scenario.documents import Document, Node, read, read_yaml
from impsim.scenario.json_reader import read_json
from impsim.scenario.part_stimuli import settle
from impsim.scenario.timeline import check_for, schedule, timeline
from impsim.scenario.world import WORLD, check_parts, make_site, make_world, names_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional, Union

    from impsim.device.profile import Profile
    from impsim.device.release import Release
    from impsim.device.world import Site
    from impsim.impos.imp import Imp
    from impsim.impos.simulation import Simulation
    from impsim.scenario.timeline import Stimulus
    from impsim.testcase.defaults import Defaults

FILES = (".yaml", ".yml", ".json", ".toml")
OF_A_SITE = ("rssi", "noise", "drift", "ethernet", "cell", "imp", "identity", "parts", "spiflash", "usb", "gnss")
SITE: f.Section = {name: WORLD[name] for name in OF_A_SITE}


def chosen(model: str, impos: str, defaults: Defaults) -> tuple[Profile, Release]:
    """A model and a release, "" where the configuration says or the usual is meant. Raises Diagnostic."""
    profile = find(model or defaults.model or DEFAULT_MODEL)
    wanted = str(impos or defaults.impos)
    release = parse_release(wanted) if wanted else newest_for(profile)
    check_ran(profile, release)
    return profile, release


def duration_us(given: Union[str, int, float]) -> int:
    """A time like "2m30s", or in seconds. Raises Diagnostic."""
    if not isinstance(given, str):
        return round(given * 1e6)
    try:
        return f.duration_us(given)
    except f.Wrong as wrong:
        raise Diagnostic("'%s' is not %s" % (given, wrong), "run") from None


class Surroundings:
    """world: shared by all imps.  site: of the first, called name. Raises Diagnostic."""

    def __init__(self, given: Any, name: str, profile: Profile) -> None:
        document, node = tree(given)
        document.allows_python = True  # as the test itself
        self.names = {**names_of(document, node), "device": [name]}
        document.names = self.names
        found = f.members(document, node, WORLD)
        self._happens: list[Stimulus] = found.get("timeline") or []
        self._parts = {name: found.get("parts") or {}}
        check_for(document, self._happens, {name: profile})
        check_parts(document, {name: profile}, self._parts, self._happens)
        document.check()
        self.world = make_world(found, self.names)
        self.site = make_site(found, self.names, self.world)

    def begin(self, simulation: Simulation, imp: Imp) -> None:
        """Puts the timeline on the clock."""
        schedule(simulation, imp, self._happens)

    def another_site(self, name: str, given: dict[str, Any], profile: Profile) -> Site:
        """What is the own of another imp. Raises Diagnostic."""
        document, node = tree(given, "site")
        document.allows_python = True
        document.names = self.names
        found = f.members(document, node, SITE)
        self._parts[name] = found.get("parts") or {}
        check_parts(document, {name: profile}, self._parts, [])
        document.check()
        self.names["device"].append(name)
        return make_site(found, self.names, self.world)

    def stimulus(self, verb: str, given: dict[str, Any], imp: Imp) -> Stimulus:
        """A verb with its fields, for an imp. Raises Diagnostic."""
        document, node = tree([{"do": verb, **given, "at": "0s"}], "do")
        document.names = {**self.names, "device": [imp.name], "part": list(self._parts[imp.name])}
        found: list[Stimulus] = timeline(document, node)
        check_for(document, found, {imp.name: imp.device.profile})
        settle(document, found, {imp.name: self._parts[imp.name]})
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
