"""The world that imps share, and the site of each: what it finds around itself and has stored.

Every attribute has a default, so a world is made by saying what differs. Stimuli change these
objects while imps run and then call World.changed(), upon which every imp looks again.
"""

from __future__ import annotations

from impsim.device.bluetooth.air import Air

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.device.part import Plan
    from impsim.device.udp import Socket

ANY_TIME = 0


class Part:
    """A part of the world: keyword arguments set its attributes."""

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)


class AccessPoint(Part):
    """One Wi-Fi radio; access points of the same ssid are one network, between which imps roam."""

    ssid = "impsim"
    bssid = "02494d500001"
    channel = 6  # above 14: the 5 GHz band
    rssi_dbm = -58  # how loud it is where a site does not say otherwise
    encryption = "WPA2-PSK (AES)"  # the one spelling that is public: D/api/imp/net/info
    key = ""  # what stations must present; "" admits every one
    hidden = False
    up = True
    lan = "lan"
    wps_until_us = ANY_TIME  # until when its WPS button counts as pressed
    connect_us = 1000000  # assumed: scanning and joining

    @property
    def band(self) -> str:
        """As profiles name it: 2.4G or 5G."""
        return "5G" if self.channel > 14 else "2.4G"


class Lan(Part):
    """A local network; addresses are dotted quads."""

    address = "192.168.0.3"  # what the first imp gets; the next one gets the following one
    netmask = "255.255.255.0"
    broadcast = ""  # "" is what address and netmask say
    gateway = "192.168.0.1"
    dhcpserver = "192.168.0.1"  # "" when there is none: then only a static configuration gives an address
    dhcp_answers = True
    lease_s = 86400
    dnsservers: tuple[str, ...] = ("192.168.0.1",)
    dns_answers = True
    dhcp_us = 300000  # assumed: discover, offer, request, acknowledge
    loss = 0.0  # the share of packets that vanish; 1 is a black hole
    latency_us = 0  # one way, on top of the server's
    public_address = "203.0.113.10"  # assumed: one from the range for examples; what the Internet sees of it
    proxy_required = False  # whether only its proxies lead to the Internet
    clients: dict[str, str]  # addresses by MAC that its DHCP server has handed out (impsim.device.lan.dhcpserver)
    numbering: tuple[str, str] = ("", "")  # the address and netmask from which it has handed them out

    def __init__(self, **values: Any) -> None:
        self.clients = {}
        super().__init__(**values)


class ProxyServer(Part):
    """A proxy that stands in a LAN, or in all with lan "".  works: it answers; user "": it asks for no credentials."""

    lan = ""
    address = ""
    port = 0
    user = ""
    password = ""
    works = True
    accepts = True  # False: it refuses whoever asks


class Carrier(Part):
    """A cellular network."""

    mcc = "262"
    mnc = "02"
    apn = ""
    generations: tuple[str, ...] = ("4G", "3G", "2G")
    public_address = "203.0.113.20"  # assumed: as for LANs
    dnsservers: tuple[str, ...] = ("10.64.0.1", "10.64.0.2")
    up = True


class Server(Part):
    """The impCloud as seen from the Internet."""

    port = 31314  # D/api/imp/net/info
    reachable = True
    connect_us = 860000  # assumed: TLS session, greeting, check of the stored code
    latency_us = 30000  # assumed: one way, to a server on the same continent; connect_us has this much of it
    jitter_us = 0


class MqttBroker(Part):
    """A broker on the Internet.  address: `ssl://host:8883`, `host`; "" is every address.  users: passwords by name,
    "" admits any password; without users everybody is admitted, as is every client ID without clients.

    denied: filters of topics that nobody may use.  answer: how it refuses whoever connects, a code of CONNACK, 0: it
    does not.  hangs: it neither answers nor hears.
    """

    address = ""
    up = True
    hangs = False
    answer = 0
    qos = 2  # the highest that it grants
    users: dict[str, str] = {}  # noqa: RUF012  (nobody changes it)
    clients: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    latency_us = 20000  # assumed: one way, from the impCloud to another cloud


class Cable(Part):
    """What an imp005's socket is plugged into."""

    plugged = True
    link = "100M"
    duplex = "full"
    lan = "lan"
    connect_us = 1000000  # assumed: auto-negotiation


class Coverage(Part):
    """What a modem finds.  registration: home, roaming, denied or none.  sim: ready, missing or locked.

    modem: whether it works or is dead, and answers no command.
    """

    carrier = "carrier"
    registration = "home"
    sim = "ready"
    modem = "works"
    ppp = True  # whether a data session comes up
    generation = "4G"
    rssi_dbm = -78
    address = "10.64.12.34"  # assumed: carriers hand out private addresses
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


class StaticAddress(Part):
    """A stored static network configuration."""

    address = ""
    netmask = ""
    gateway = ""
    dnsservers: tuple[str, ...] = ()


class Stored(Part):
    """What an imp keeps in flash.  ssid None: that of the first access point (it was blinked up)."""

    ssid: Optional[str] = None
    key = ""
    country: Optional[int] = None  # None: the profile's
    powersave = False
    static: Optional[StaticAddress] = None
    proxy: Optional[Proxy] = None
    user_configuration: Optional[bytes] = None  # imp.setuserconfiguration()
    fast_boot = False  # what factory firmware sets by imp.enablerescuepin(), imp006 only
    hint_bssid = ""  # imp.setwifihints()
    hint_channel = 0


class FlashChip(Part):
    """The flash beside an imp.  size: in bytes, 0 for the profile's.  image: what the program's part holds at first."""

    size = 0
    image = b""


class Position(Part):
    """Where an imp is, and what a satellite receiver finds there.  fix: 3d, 2d or none."""

    latitude = 37.3954  # where the examples of Electric Imp's documentation are
    longitude = -122.10232
    altitude_m = 16.0
    fix = "3d"
    hdop = 1.0
    satellites = 9
    speed_kmh = 0.0
    course_deg = 0.0


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


class Supply(Part):
    """What feeds an imp.  mv: None is what its profile says.  battery_mv: None is mv."""

    mv: Optional[int] = None
    battery_mv: Optional[int] = None


class Light(Part):
    """What falls on an imp's light sensor.  level: 0 to 65535."""

    level = 20000  # assumed: a lit room


class Site:
    """What is one imp's own.

    reception: dBm of access points by name, None where one is out of reach; those not named are as loud as they are.
    noise_db: how far a reading of a signal strength may lie from that, either way.  drift_ppm: how much too fast
    the imp's clock runs.  parts: what is wired to it, by name.
    """

    def __init__(self, **parts: Any) -> None:
        self.reception: dict[str, Optional[int]] = parts.get("reception") or {}
        self.noise_db: int = parts.get("noise_db", 0)
        self.drift_ppm: int = parts.get("drift_ppm", 0)
        self.cable: Cable = parts.get("cable") or Cable()
        self.coverage: Coverage = parts.get("coverage") or Coverage()
        self.stored: Stored = parts.get("stored") or Stored()
        self.identity: Identity = parts.get("identity") or Identity()
        self.parts: dict[str, Plan] = parts.get("parts") or {}
        self.flash: FlashChip = parts.get("flash") or FlashChip()
        self.position: Position = parts.get("position") or Position()
        self.usb: Optional[dict[str, Any]] = parts.get("usb")  # what is plugged in, as gadget_of() takes it
        self.supply: Supply = parts.get("supply") or Supply()
        self.light: Light = parts.get("light") or Light()


class World:
    """What imps share; every part has a name, by which sites and stimuli refer to it.

    version: how often it has changed.  named_peers: what agents find on the Internet, which is the cloud's matter.
    """

    def __init__(self, **parts: Any) -> None:
        self.points: dict[str, AccessPoint] = parts.get("points", {"ap": AccessPoint()})
        self.lans: dict[str, Lan] = parts.get("lans", {"lan": Lan()})
        self.carriers: dict[str, Carrier] = parts.get("carriers", {"carrier": Carrier()})
        self.proxies: dict[str, ProxyServer] = parts.get("proxies", {})
        self.server: Server = parts.get("server") or Server()
        self.named_peers: dict[str, Any] = parts.get("peers", {})
        self.brokers: dict[str, MqttBroker] = parts.get("brokers", {"broker": MqttBroker()})
        self.air = Air(parts.get("beacons", {}))
        self.version = 0
        self.sockets: list[Socket] = []  # for UDP, in the order in which they were opened
        self._watchers: list[Callable[[], Any]] = []

    @property
    def peers(self) -> list[Any]:
        """In the order in which they are asked."""
        return list(self.named_peers.values())

    def watch(self, watcher: Callable[[], Any]) -> None:
        """Has watcher() called after every change."""
        self._watchers.append(watcher)

    def changed(self) -> None:
        """Tells every imp to look again: whoever changes a part calls this afterwards."""
        self.version += 1
        for watcher in self._watchers:
            watcher()

    def take_away(self, kind: str, site: Site) -> None:
        """Puts one kind of network out of a site's reach: no access point, no cable, no registration."""
        if kind == "wifi":
            site.reception = dict.fromkeys(self.points)
        elif kind == "ethernet":
            site.cable.plugged = False
        else:
            site.coverage.registration = "none"
