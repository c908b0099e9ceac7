"""What sensors have in common: noise, and pins that tell of something."""

from __future__ import annotations

from impsim.device.part import Quantity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.device.wires import Wire
    from impsim.sim.rng import Rng

NOISE = Quantity(False, about="whether readings have the noise that the data sheet tells of, made from the seed")
TERMS, SPREAD = 12, 1 << 20  # the sum of twelve evenly spread numbers is nearly normal, and its variance is one


def noise(rng: Rng, rms: float) -> float:
    """A number that is 0 on average and has this root of its mean square."""
    return rms * (sum(rng.below(SPREAD) for _ in range(TERMS)) / SPREAD - TERMS / 2)


def signal(wire: Wire, active: bool, active_low: bool, open_drain: bool) -> None:
    """Drives an interrupt pin as its part was told to."""
    high = active != active_low
    wire.drive(1 if high and not open_drain else None if high else 0)
