"""A network interface configuration: what one attempt to connect goes by.

impOS 42 lets programs pass one to server.connectwith() and imp.net.open()
(developer.electricimp.com/node/3053); everything else uses what is stored.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.device.world import Proxy, Site, StaticAddress


class Nic:
    """interface: wl0, eth0 or cell0.  ssid, key: for Wi-Fi.  static: None for DHCP.  apn: "" for the SIM's own."""

    def __init__(
        self,
        interface: str,
        ssid: str = "",
        key: str = "",
        static: Optional[StaticAddress] = None,
        proxy: Optional[Proxy] = None,
        apn: str = "",
    ) -> None:
        self.interface = interface
        self.ssid = ssid
        self.key = key
        self.static = static
        self.proxy = proxy
        self.apn = apn

    def same_link(self, other: Nic) -> bool:
        """Whether a link and address that were brought up with one serve the other."""
        return self._link() == other._link()

    def _link(self) -> tuple[Any, ...]:
        static = self.static
        address = (static.address, static.netmask, static.gateway, static.dnsservers) if static else ()
        return self.interface, self.ssid, self.key, self.apn, address


def stored(interface: str, site: Site) -> Nic:
    """The configuration that an imp has stored for one of its interfaces; a modem has neither address nor proxy."""
    kept = site.stored
    if interface == "cell0":
        return Nic(interface)
    if interface == "eth0":
        return Nic(interface, static=kept.static, proxy=kept.proxy)
    return Nic(interface, kept.ssid or "", kept.key, kept.static, kept.proxy)
