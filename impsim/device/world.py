"""The world around one imp: networks within reach, what they answer, and what the imp has stored.

Every attribute has a default, so a world is made by saying what differs. Stimuli of later
scenarios change these objects while the imp runs.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional


class Part:
    """A part of the world: keyword arguments set its attributes."""

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)


class AccessPoint(Part):
    """One Wi-Fi network within reach."""

    ssid = "impsim"
    bssid = "02494d500001"
    channel = 6
    rssi_dbm = -58
    encryption = "WPA2-PSK (AES)"  # the one spelling that is public: D/api/imp/net/info
    key = ""  # what stations must present; "" admits every one
    in_reach = True
    connect_us = 1000000  # assumed: scanning and joining


class Cable(Part):
    """What the imp005's socket is plugged into."""

    plugged = True
    link = "100M"
    duplex = "full"
    connect_us = 1000000  # assumed: auto-negotiation


class Lan(Part):
    """The network behind access point and cable; addresses are dotted quads."""

    address = "192.168.0.3"
    netmask = "255.255.255.0"
    broadcast = ""  # "" is what address and netmask say
    gateway = "192.168.0.1"
    dhcpserver = "192.168.0.1"  # "" when there is none: then only a static configuration gives an address
    dnsservers: tuple[str, ...] = ("192.168.0.1",)
    dns_answers = True
    dhcp_us = 300000  # assumed: discover, offer, request, acknowledge


class Carrier(Part):
    """The cellular network.  registration: home, roaming, denied or none.  sim: ready, missing or locked."""

    registration = "home"
    sim = "ready"
    ppp = True  # whether a data session comes up
    generation = "4G"
    rssi_dbm = -78
    address = "10.64.12.34"  # assumed: carriers hand out private addresses
    dnsservers: tuple[str, ...] = ("10.64.0.1", "10.64.0.2")
    connect_us = 4500000  # assumed: registration and data session of a modem that knows its network
    fields: dict[str, str]  # cell measurements that differ from the radio's defaults

    def __init__(self, **values: Any) -> None:
        self.fields = {}
        super().__init__(**values)


class Proxy(Part):
    """A stored proxy, as imp.setproxy() takes it.  kind: PROXY_TYPE_HTTP."""

    kind = 1
    address = ""
    port = 0
    user = ""
    password = ""
    works = True  # whether it answers
    accepts = True  # whether it takes these credentials


class StaticAddress(Part):
    """A stored static network configuration."""

    address = ""
    netmask = ""
    gateway = ""
    dnsservers: tuple[str, ...] = ()


class Server(Part):
    """The impCloud as seen from the imp."""

    port = 31314  # D/api/imp/net/info
    reachable = True
    connect_us = 860000  # assumed: TLS session, greeting, check of the stored code


class Stored(Part):
    """What the imp keeps in flash from before.  ssid None: that of the access point (it was blinked up)."""

    ssid: Optional[str] = None
    key = ""
    country: Optional[int] = None  # None: the profile's
    powersave = False
    static: Optional[StaticAddress] = None
    proxy: Optional[Proxy] = None


class Identity(Part):
    """Numbers that are the imp's own; "" is made from the seed or taken from the profile."""

    device_id = ""
    macaddress = ""  # Wi-Fi
    ethernet_macaddress = ""
    imei = ""
    imsi = ""
    manufacturer = ""
    model = ""
    swver = ""
    voltage_mv = 3807  # D/api/imp/net/info


class World:
    """All of it."""

    def __init__(self, **parts: Any) -> None:
        self.wifi: AccessPoint = parts.get("wifi") or AccessPoint()
        self.cable: Cable = parts.get("cable") or Cable()
        self.lan: Lan = parts.get("lan") or Lan()
        self.carrier: Carrier = parts.get("carrier") or Carrier()
        self.server: Server = parts.get("server") or Server()
        self.stored: Stored = parts.get("stored") or Stored()
        self.identity: Identity = parts.get("identity") or Identity()

    def take_away(self, kind: str) -> None:
        """Puts one kind of network out of reach: no access point, no cable, no registration."""
        if kind == "wifi":
            self.wifi.in_reach = False
        elif kind == "ethernet":
            self.cable.plugged = False
        else:
            self.carrier.registration = "none"
