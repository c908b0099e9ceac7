"""What a program has of the satellite receiver: hardware.gnss, the session that open() returns, its assistance data."""

from __future__ import annotations

from impsim.impos.conversions import to_squirrel
from impsim.impos.local_network import local_network
from impsim.squirrel.values import Instance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.device.gnss import Gnss
    from impsim.impos.imp import Imp

SINCE = (43, 0)  # D/node/3173
READY_US = 5000000  # assumed: what a modem takes to start for it
ANSWER_US = 50000  # assumed: what an answer of the modem takes


class GnssInstance(Instance):
    """hardware.gnss, by which a program opens a session."""

    __slots__ = ("ƒclass", "ƒopened")
    ƒopened: BoundGnss


class AssistInstance(Instance):
    """session.assist."""

    __slots__ = ("ƒclass", "ƒopened")
    ƒopened: Session


class SessionInstance(Instance):
    """What open() returns."""

    __slots__ = ("assist", "ƒclass", "ƒopened")
    assist: AssistInstance
    ƒopened: Session


class BoundGnss:
    """The receiver in the hands of one run of a program.  session: what it has opened, or None."""

    def __init__(self, host: Imp, gnss: Gnss) -> None:
        self.host = host
        self.gnss = gnss
        self.session: Optional[Session] = None

    def callbacks(self) -> list[Any]:
        """impOS keeps those of the session."""
        return []

    @property
    def works(self) -> bool:
        """Whether the modem does, and has a SIM (D/node/3160)."""
        coverage = self.host.device.site.coverage
        return coverage.modem == "works" and coverage.sim != "missing"


class Session:
    """An open session.  ready: the modem answers.  on_ready: hears of that.  pending: whom the next answer is for."""

    def __init__(self, bound: BoundGnss, instance: SessionInstance, on_ready: Any) -> None:
        self.host = bound.host
        self.bound = bound
        self.gnss = bound.gnss
        self.ready = False
        self.on_ready = on_ready
        self.pending: Any = None
        self.host.clock.after(READY_US, self._is_ready)
        bound.session = self
        local_network(self.host).note(self, instance)

    def callbacks(self) -> list[Any]:
        """What impOS keeps for it."""
        return [self.on_ready, self.pending]

    def close(self) -> None:
        """The program has no session any more; the receiver stays as it is."""
        if self.bound.session is self:
            self.bound.session = None
            self.pending = None
            local_network(self.host).forget(self)

    def _is_ready(self) -> None:
        if self.bound.session is not self:
            return
        self.ready = self.bound.works
        if self.on_ready is not None:
            self.host.in_line(self.on_ready, to_squirrel({"ready": int(self.ready)}))

    def ask(self, callback: Any, answer: Callable[[], dict[str, Any]]) -> None:
        """Has callback hear what the modem answers, in a while."""
        self.pending = callback

        def answered() -> None:
            if self.bound.session is self:
                waiting, self.pending = self.pending, None
                self.host.in_line(waiting, to_squirrel(answer()))

        self.host.clock.after(ANSWER_US, answered)


def gnss_of(host: Any) -> dict[str, tuple[str, BoundGnss]]:
    """The receiver, where model and release have it: (name of the class of its instance, the receiver)."""
    gnss = host.device.gnss
    there = gnss is not None and host.device.release >= SINCE
    return {"gnss": ("gnss", BoundGnss(host, gnss))} if there else {}
