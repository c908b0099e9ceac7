"""What the models of one imp share: the clock, the world with the imp's own site, randomness, instruments."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.device.release import Release
    from impsim.device.world import Lan, Site, World
    from impsim.sim.clock import Clock
    from impsim.sim.instruments import Instruments
    from impsim.sim.rng import Rng


class Surroundings:
    """name: the imp's, in events and scenarios.  rng: the imp's own stream, to be forked by name."""

    def __init__(
        self, name: str, clock: Clock, world: World, site: Site, release: Release, rng: Rng, instruments: Instruments
    ) -> None:
        self.name = name
        self.clock = clock
        self.world = world
        self.site = site
        self.release = release
        self.rng = rng
        self.instruments = instruments

    def emit(self, kind: str, **fields: Any) -> None:
        """An event of this imp."""
        self.instruments.emit(self.name, kind, **fields)

    def lan(self, name: str) -> Lan:
        """The LAN called name."""
        return self.world.lans[name]
