"""The numbers that make one imp different from the next: device id, MAC addresses, IMEI, IMSI.

A device id is 16 hexadecimal digits: a prefix that tells the class, then the MAC address,
but on the imp001 (D/node/3141; public FactoryTools code). What the world does not say is
made from the seed.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.device.profile import Profile
    from impsim.device.release import Release
    from impsim.device.world import Site, World
    from impsim.sim.rng import Rng

TYPE_ALLOCATION = "35785608"  # assumed: the first digits of an IMEI


class Numbers:
    """device_id, macaddress, ethernet_macaddress: lower-case hexadecimal digits."""

    def __init__(self, profile: Profile, world: World, site: Site, rng: Rng) -> None:
        self._profile = profile
        self._carrier = world.carriers.get(site.coverage.carrier)
        self._given = given = site.identity
        self._rng = rng
        holds_mac = profile["identity.id_holds_mac"]
        prefix: str = profile["identity.id_prefix"]
        if given.macaddress:
            self.macaddress = given.macaddress
        elif given.device_id and holds_mac:
            self.macaddress = given.device_id[-12:]
        else:
            self.macaddress = "%s%06x" % (profile["identity.oui"], rng.fork("mac").below(1 << 24))
        own = self.macaddress if holds_mac else _hexadecimal(rng.fork("id"), 16 - len(prefix))
        self.device_id = given.device_id or prefix + own
        offset: int = profile.values.get("ethernet.mac_offset", 0)
        next_mac = "%012x" % ((int(self.macaddress, 16) + offset) & 0xFFFFFFFFFFFF)
        self.ethernet_macaddress = given.ethernet_macaddress or next_mac

    @property
    def bluetooth_address(self) -> str:
        """Assumed: the one behind that of Wi-Fi."""
        return "%012x" % ((int(self.macaddress, 16) + 1) & 0xFFFFFFFFFFFF)

    def modem(self, release: Release) -> dict[str, str]:
        """The modem's and the SIM's keys of imp.net.info()."""
        given = self._given
        profile = self._profile
        full = "cell.swver_full" in profile.values and release.has("full_modem_version")
        return {
            "manufacturer": given.manufacturer or profile["cell.manufacturer"],
            "model": given.model or profile["cell.model"],
            "imei": given.imei or _imei(self._rng.fork("imei")),
            "imsi": given.imsi or self._home() + self._rng.fork("imsi").digits(10),
            "swver": given.swver or profile["cell.swver_full" if full else "cell.swver"],
        }

    def _home(self) -> str:
        """The network that the SIM belongs to."""
        carrier = self._carrier
        return carrier.mcc + carrier.mnc if carrier else "00101"  # the test network of ITU-T E.212


def _hexadecimal(rng: Rng, length: int) -> str:
    return "".join("%x" % rng.below(16) for _ in range(length))


def _imei(rng: Rng) -> str:
    """Fourteen digits and their Luhn check digit (3GPP TS 23.003)."""
    digits = TYPE_ALLOCATION + rng.digits(6)
    total = 0
    for index, digit in enumerate(digits):
        value = int(digit) * (1 + index % 2)
        total += value // 10 + value % 10
    return digits + str(-total % 10)
