"""What a session begins with: everything but what is done in it."""

from __future__ import annotations

from impsim.device.device import restrict
from impsim.device.profile import find
from impsim.device.release import check_ran, newest_for, parse_release
from impsim.impos.simulation import ONLY
from impsim.scenario.devices import DEFAULT_MODEL
from impsim.scenario.runner import compile_plain
from impsim.scenario.surroundings import Surroundings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.device.world import Site, World

DEVICE, AGENT = "device", "agent"
SIDES = (DEVICE, AGENT)


class Program:
    """A program of a session.  path: where it lies, "" for one that nobody has written."""

    def __init__(self, path: str = "", text: bytes = b"", unit: Any = None) -> None:
        self.path = path
        self.text = text
        self.unit = unit


def nothing() -> Program:
    """The program of an agent that has none of its own: every imp's impCloud has an agent for it."""
    return Program(unit=compile_plain(b"", AGENT, AGENT))


class Setup:
    """world: as of `--world`: a path, YAML or a dict.  interface, offline: which networks are in reach.

    profile, release: what model and impos mean. Raises Diagnostic for what no imp can be.
    """

    def __init__(
        self,
        model: str = "",
        impos: str = "",
        *,
        device: Program | None = None,
        agent: Program | None = None,
        world: Any = None,
        interface: str | None = None,
        offline: bool = False,
        seed: int = 1,
        allow_python: bool = False,
    ) -> None:
        self.profile = find(model or DEFAULT_MODEL)
        self.release = parse_release(impos) if impos else newest_for(self.profile)
        check_ran(self.profile, self.release)
        self.device = device or Program()
        self.agent = agent or nothing()
        self.world = world
        self.interface = interface
        self.offline = offline
        self.seed = seed
        self.allow_python = allow_python
        self.around = Surroundings(world, ONLY, self.profile, allow_python)
        restrict(self.around.world, self.around.site, self.profile, interface, offline)

    def made(self) -> tuple[World, Site]:
        """A new world and site."""
        world, site = self.around.made()
        restrict(world, site, self.profile, self.interface, self.offline)
        return world, site

    def with_(self, **changes: Any) -> Setup:
        """The same but for what is given; another model runs its newest release unless told otherwise."""
        given = {
            "model": self.profile.name,
            "impos": "" if "model" in changes else str(self.release),
            "device": self.device,
            "agent": self.agent,
            "world": self.world,
            "interface": self.interface,
            "offline": self.offline,
            "seed": self.seed,
            "allow_python": self.allow_python,
            **changes,
        }
        return Setup(given.pop("model"), given.pop("impos"), **given)

    def header(self) -> dict[str, Any]:
        """What a trace says that it is of."""
        chosen = {name: getattr(self, name) for name in ("interface", "offline") if getattr(self, name)}
        return {"model": self.profile.name, "impos": str(self.release), **chosen, "seed": self.seed}
