"""imp.net.info() as plain values, read off the state of an imp's interfaces.

developer.electricimp.com/api/imp/net/info (and /node/2573, its later edition). A key whose
value is not known is absent, never null.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.device.device import Device
    from impsim.device.interface import Interface
    from impsim.device.lease import Lease
    from impsim.device.world import Proxy


def info(device: Device) -> dict[str, Any]:
    """A snapshot: new dicts and lists at each call."""
    listed = [interface for interface in device.interfaces if _is_listed(device, interface)]
    network = device.network
    found: dict[str, Any] = {"interface": [interface.record(device.release) for interface in listed]}
    if network.active is not None:
        found["active"] = listed.index(network.active)
    if _has_ipv4(device):
        found["ipv4"] = ipv4(device, network.lease, _by_cell(device))
    if network.last_error is not None:
        found["lasterror"] = network.last_error
    return found


def _is_listed(device: Device, interface: Interface) -> bool:
    """A defect of impOS 36 hides Ethernet while its PHY has no power."""
    if interface.kind != "ethernet" or not device.release.has("ethernet_record_needs_power"):
        return True
    return device.network.powered


def _has_ipv4(device: Device) -> bool:
    """Not for cellular, but for the slip of 41.38 (D/node/3088)."""
    if _by_cell(device):
        return device.release.has("cell_ipv4")
    return device.profile.interfaces != ["cell"]


def _by_cell(device: Device) -> bool:
    active = device.network.active
    return active is not None and active.kind == "cell"


def ipv4(device: Device, lease: Optional[Lease], by_cell: bool) -> dict[str, Any]:
    """The addresses of one interface, and what applies to all (D/api/interface/getiptable).

    Assumed: while it has no address, what is stored remains: the proxy and the server's parameters.
    """
    found = lease.record() if lease else {}
    proxy = device.site.stored.proxy
    if proxy and not by_cell:
        found["proxy"] = _proxy(proxy)
    found["server"] = device.network.policy.record(device.around.world.server.port)
    return found


def _proxy(proxy: Proxy) -> dict[str, Any]:
    found: dict[str, Any] = {"type": proxy.kind, "address": proxy.address, "port": proxy.port}
    if proxy.user:
        found["user"] = proxy.user
    return found
