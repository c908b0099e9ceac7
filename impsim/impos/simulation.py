"""Everything that happens together: imps and their agents in one world, on one clock."""

from __future__ import annotations

from impsim.cloud.endpoint import Endpoint
from impsim.device.device import restrict
from impsim.device.world import Site, World
from impsim.errors import Diagnostic
from impsim.impos.eventloop import time_over
from impsim.impos.imp import Imp
from impsim.sim.clock import NO_LIMIT, Clock
from impsim.sim.instruments import Instruments
from impsim.sim.rng import Rng
from impsim.sim.stacks import Stacks
from impsim.squirrel.text import reset_serials
from impsim.squirrel.traceback import Defect
from impsim.squirrel.vm import allow_depth

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.cloud.http import Internet
    from impsim.cloud.mqtt import Brokers
    from impsim.device.profile import Profile
    from impsim.device.release import Release

EPOCH_S = 1551398400  # 2019-03-01 00:00:00 UTC, where every simulation starts unless told otherwise
ONLY = "imp"  # the name of an imp that is alone


def _nobody(event: dict[str, Any]) -> None:
    """Nobody reads the log."""


class Simulation:
    """imps: by name.  pausable: whether a run may be stopped while programs stand in calls, and continued."""

    def __init__(
        self, world: Optional[World] = None, *, seed: int = 1, epoch_s: int = EPOCH_S, pausable: bool = False
    ) -> None:
        allow_depth()
        reset_serials()
        self.seed = seed
        self.clock = Clock(epoch_s)
        self.world = world or World()
        self.instruments = Instruments(self.clock)
        self.stacks = Stacks(self.clock, time_over, pausable)
        self.imps: dict[str, Imp] = {}
        self._internet: Optional[Internet] = None
        self._brokers: Optional[Brokers] = None
        self._pausable = pausable
        self._stimuli = 0  # that are still to come

    @property
    def internet(self) -> Internet:
        """What agents reach, and from where they are reached; most simulations need none."""
        if self._internet is None:
            from impsim.cloud.http import Internet

            self._internet = Internet(self.clock, self.world.peers, self.instruments)
        return self._internet

    def stream(self, name: str) -> Rng:
        """The randomness of the imp called name; one that is alone is the same whatever it is called."""
        return Rng(self.seed) if not self.imps else Rng(self.seed).fork(name)

    def add(
        self,
        name: str,
        profile: Profile,
        release: Release,
        unit: Any,
        *,
        site: Optional[Site] = None,
        agent: Any = None,
        sink: Callable[[dict[str, Any]], object] = _nobody,
    ) -> Imp:
        """An imp, switched on now.  unit, agent: compiled programs, or None.  sink gets the events of the log.

        Raises Diagnostic when the model never ran the release or cannot do what the site asks for.
        """
        endpoint = Endpoint(self.clock, lambda kind, **fields: self.instruments.emit(name, kind, **fields))
        imp = Imp(self, name, profile, release, unit, site or Site(), endpoint, sink)
        self.imps[name] = imp
        if agent is not None:
            from impsim.impos.agent import Agent

            imp.agent = Agent(self, imp, endpoint, agent)
            imp.agent.start()
        imp.power_on()
        return imp

    @property
    def brokers(self) -> Brokers:
        """The MQTT brokers of the world."""
        if self._brokers is None:
            from impsim.cloud.mqtt import Brokers

            self._brokers = Brokers(self.world.brokers, self.clock, self.instruments.emit)
            self.world.watch(self._brokers.look)
        return self._brokers

    def at(self, t_us: int, act: Callable[[], object]) -> None:
        """Has act() change something at a time."""
        self._stimuli += 1

        def happen() -> None:
            self._stimuli -= 1
            act()

        self.clock.at(t_us, happen)

    @property
    def expects_more(self) -> bool:
        """Whether the world may still change: a program that fails now may find another one then."""
        return self._pausable or self._stimuli > 0

    def run(self, until_us: int) -> None:
        """Lets everything happen up to and at until_us. Time stays where the last thing happened, or at until_us
        when more would follow."""
        clock = self.clock
        clock.limit_us = until_us
        try:
            clock.run()
        except Defect as defect:
            if isinstance(defect.cause, Diagnostic):  # a part of the user's own has failed in a call of the program
                raise defect.cause from None
            raise
        if clock.busy:
            clock.move(until_us)
        if not self._pausable:
            self.close()
        clock.limit_us = NO_LIMIT

    def close(self) -> None:
        """Ends the calls in which programs stand."""
        self.stacks.end()


def boot(
    profile: Profile,
    release: Release,
    program: Any,
    *,
    interface: Optional[str] = None,
    offline: bool = False,
    world: Optional[World] = None,
    site: Optional[Site] = None,
    agent: Any = None,
    seed: int = 1,
    pausable: bool = False,
    sink: Callable[[dict[str, Any]], object] = _nobody,
) -> Imp:
    """An imp alone in its world, at its power-on; program and agent are compiled units, or None.

    interface: only this kind (wifi, ethernet, cell) has a network; offline: none has. sink gets the
    events of the log. Raises Diagnostic when the model never ran the release, has no such interface,
    or cannot do what the world asks for.
    """
    world, site = world or World(), site or Site()
    restrict(world, site, profile, interface, offline)
    simulation = Simulation(world, seed=seed, pausable=pausable)
    return simulation.add(ONLY, profile, release, program, site=site, agent=agent, sink=sink)
