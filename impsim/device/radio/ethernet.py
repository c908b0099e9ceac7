"""The imp005's Ethernet interface: a PHY that has power while the imp is connected or connects."""

from __future__ import annotations

from impsim.device import errorcodes, states

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import Any, Optional

    from impsim.device.lease import Lease
    from impsim.device.release import Release
    from impsim.device.world import Cable, World

NO_LINK_US = 1000000  # assumed: how long it waits for a partner before Wi-Fi has its turn


class Ethernet:
    """macaddress: twelve hexadecimal digits, not the Wi-Fi interface's (D/node/2487)."""

    kind = "ethernet"

    def __init__(self, macaddress: str) -> None:
        self.macaddress = macaddress
        self.partner: Optional[Cable] = None  # what a link was negotiated with
        self.lease: Optional[Lease] = None
        self.state = states.ETHERNET_STOPPED

    def attempt(self, world: World) -> Generator[int, None, int]:
        """Negotiates a link: a process step that returns SERVER_CONNECTED once it is up, or why not."""
        self.state = states.STARTING
        if not world.cable.plugged:
            yield NO_LINK_US
            return errorcodes.NO_LINK
        yield world.cable.connect_us
        if not world.cable.plugged:
            return errorcodes.NO_LINK
        self.partner = world.cable
        self.state = states.ETHERNET_LINK_UP
        return errorcodes.SERVER_CONNECTED

    def addressing(self) -> None:
        """It waits for an address."""
        self.state = states.ETHERNET_DHCPING

    def give_up(self) -> None:
        """Leaves the link, because an attempt failed."""
        self.state = states.ETHERNET_STOPPED_UNHAPPY if self.partner else states.ETHERNET_STOPPED_NO_LINK
        self.lease = None

    def record(self, release: Release) -> dict[str, Any]:
        """Its table in imp.net.info().interface (D/api/imp/net/info)."""
        found: dict[str, Any] = {"type": "ethernet", "macaddress": self.macaddress}
        if self.partner:
            found["link"] = self.partner.link
            found["duplex"] = self.partner.duplex
        return found
