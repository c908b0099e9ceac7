"""The voltages that feed an imp: the supply, which outputs drive and analogue inputs compare with, and the battery."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.device.profile import Profile
    from impsim.device.world import Site


def supply_mv(site: Site, profile: Profile) -> int:
    """What it is now."""
    nominal_mv: int = profile["hardware.supply_mv"]
    return nominal_mv if site.supply.mv is None else site.supply.mv


def battery_mv(site: Site, profile: Profile) -> int:
    """What the battery has, before it is regulated."""
    return supply_mv(site, profile) if site.supply.battery_mv is None else site.supply.battery_mv
