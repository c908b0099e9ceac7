"""One imp: a profile on a release, its identity, its interfaces, what it has stored."""

from __future__ import annotations

from impsim.device import identity, netinfo
from impsim.device.errorcodes import SERVER_CONNECTED
from impsim.device.network import Network
from impsim.device.profile import check_interface
from impsim.device.radio.ethernet import Ethernet
from impsim.device.radio.wifi import Wifi
from impsim.device.release import check_ran
from impsim.device.world import World
from impsim.errors import Diagnostic
from impsim.sim.rng import Rng

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.device.network import Interface
    from impsim.device.profile import Profile
    from impsim.device.release import Release
    from impsim.sim.clock import Clock

SQUIRREL_STARTS_US = 10000000  # at a cold boot, connected or not (D/resources/imp-boot-procedure)


class Device:
    """Raises Diagnostic when the model never ran the release, or the world asks for what it cannot do."""

    def __init__(
        self, profile: Profile, release: Release, clock: Clock, world: Optional[World] = None, seed: int = 1
    ) -> None:
        check_ran(profile, release)
        self.profile = profile
        self.release = release
        self.clock = clock
        self.world = world or World()
        self.numbers = identity.Numbers(profile, self.world, Rng(seed).fork("identity"))
        made = {kind: self._interface(kind) for kind in profile.interfaces}
        self.interfaces = list(made.values())  # in the order of imp.net.info()
        self.network = Network(clock, self.world, release, [made[kind] for kind in profile.preferred])
        self.clock_is_set = profile["power.rtc_crystal"]  # without a crystal the time comes with the first connection

    def _interface(self, kind: str) -> Interface:
        if kind == "wifi":
            return self._wifi()
        if kind == "ethernet":
            return Ethernet(self.numbers.ethernet_macaddress)
        return self._modem()

    def _wifi(self) -> Wifi:
        stored = self.world.stored
        country = self.profile["wifi.country"] if stored.country is None else stored.country
        wifi = Wifi(self.numbers.macaddress, self.profile.bands, country)
        wifi.powersave = stored.powersave
        wifi.configure(self.world.wifi.ssid if stored.ssid is None else stored.ssid, stored.key)
        return wifi

    def _modem(self) -> Interface:
        from impsim.device.radio.cellular import Cellular  # few imps have one

        generations = self.profile["cell.generations"]
        if self.world.carrier.generation not in generations:
            raise Diagnostic(
                "the modem of the %s knows no %s" % (self.profile.name, self.world.carrier.generation),
                hint="it knows %s" % ", ".join(generations),
                code="world",
            )
        return Cellular(self.profile, self.numbers.modem(self.release), self.world.identity.voltage_mv)

    @property
    def wifi(self) -> Optional[Wifi]:
        """Its Wi-Fi interface."""
        for interface in self.interfaces:
            if isinstance(interface, Wifi):
                return interface
        return None

    def power_on(self, connected: Callable[[], Any]) -> None:
        """A cold boot: it begins to connect; connected() is called once it is."""

        def ended(code: int) -> None:
            if code == SERVER_CONNECTED:
                self.clock_is_set = True
                connected()

        self.network.connect(ended)

    def net_info(self) -> dict[str, Any]:
        """imp.net.info() as plain values."""
        return netinfo.info(self)


def restrict(world: World, profile: Profile, interface: Optional[str], offline: bool) -> World:
    """Applies `--interface` and `--offline` to a world: which kinds of network are out of reach.

    Raises Diagnostic when the model has no such interface.
    """
    if interface is not None:
        check_interface(profile, interface)
    for kind in profile.interfaces:
        if offline or interface not in (None, kind):
            world.take_away(kind)
    return world
