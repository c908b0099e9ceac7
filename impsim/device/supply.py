"""The voltage that feeds an imp: what its outputs drive high, and what its analogue inputs compare with."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.device.profile import Profile
    from impsim.device.world import Site


def supply_mv(site: Site, profile: Profile) -> int:
    """What it is now."""
    nominal_mv: int = profile["hardware.supply_mv"]
    return nominal_mv if site.supply.mv is None else site.supply.mv
