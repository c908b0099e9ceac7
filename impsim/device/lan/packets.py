"""Packets that vanish."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.device.interface import Interface
    from impsim.device.world import Lan
    from impsim.sim.rng import Rng

SCALE = 1 << 32


def vanishes(lan: Lan, rng: Rng) -> bool:
    """Whether the next packet in a LAN is lost."""
    return lan.loss > 0 and rng.below(SCALE) < lan.loss * SCALE


def fate(interface: Interface, purpose: str) -> Rng:
    """The stream that decides on the packets of what begins now: a second attempt has other luck than the first."""
    around = interface.around
    return around.rng.fork("%s %s %d" % (purpose, interface.name, around.clock.now_us))
