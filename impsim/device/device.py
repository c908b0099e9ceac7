"""One imp's hardware: a profile on a release, its identity, its interfaces, its clock, what it has stored."""

from __future__ import annotations

from impsim.device import identity, netinfo
from impsim.device.blinkup import BlinkUp
from impsim.device.bus import Buses
from impsim.device.flash import SpiFlash, has_flash
from impsim.device.network import Network
from impsim.device.pins import Pins
from impsim.device.profile import check_interface
from impsim.device.radio.wifi import Wifi
from impsim.device.release import check_ran
from impsim.device.rtc import Rtc
from impsim.device.surroundings import Surroundings
from impsim.errors import Diagnostic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.device.bluetooth.radio import Radio
    from impsim.device.gnss import Gnss
    from impsim.device.interface import Interface
    from impsim.device.part import Part, Plan
    from impsim.device.profile import Profile
    from impsim.device.radio.cellular import Cellular
    from impsim.device.radio.ethernet import Ethernet
    from impsim.device.release import Release
    from impsim.device.session import Endpoint
    from impsim.device.usb.port import Port
    from impsim.device.world import Site, World
    from impsim.sim.clock import Clock
    from impsim.sim.instruments import Instruments
    from impsim.sim.rng import Rng


class Device:
    """name: what events call it.  interfaces: in the order of imp.net.info().

    Raises Diagnostic when the model never ran the release, or the world asks for what it cannot do.
    """

    def __init__(
        self,
        name: str,
        profile: Profile,
        release: Release,
        clock: Clock,
        world: World,
        site: Site,
        rng: Rng,
        instruments: Instruments,
        endpoint: Endpoint,
    ) -> None:
        check_ran(profile, release)
        self.name = name
        self.profile = profile
        self.release = release
        self.clock = clock
        self.site = site
        self.around = Surroundings(name, clock, world, site, release, rng, instruments)
        self.numbers = identity.Numbers(profile, world, site, rng.fork("identity"))
        self.rtc = Rtc(clock, profile["power.rtc_crystal"], site.drift_ppm)
        self.blinkup = BlinkUp(self.around)
        self.power_enabled = True  # the PowerEN pin
        self.pins = Pins(self.around, profile)
        world.watch(self.pins.look_at_supply)
        self._streams: dict[str, Any] = {}
        self.buses = Buses(self.around, self.pins, profile)
        self.usb = self._port()
        self.gnss = self._gnss()
        self.bluetooth = self._bluetooth()
        self.flash = SpiFlash(self.around, profile, site.flash) if has_flash(profile) else None
        if site.usb is not None:
            self.plug(site.usb)
        made = {kind: self._interface(kind) for kind in profile.interfaces}
        self.interfaces = list(made.values())
        self.wifi: Optional[Wifi] = made.get("wifi")  # type: ignore[assignment]
        self.ethernet: Optional[Ethernet] = made.get("ethernet")  # type: ignore[assignment]
        self.cellular: Optional[Cellular] = made.get("cell")  # type: ignore[assignment]
        self.network = Network(self.around, [made[kind] for kind in profile.preferred], endpoint)
        self.parts: dict[str, Part] = self._wired(site.parts) if site.parts else {}

    def _port(self) -> Optional[Port]:
        """The USB port, where the model has one."""
        if "usb" not in self.profile["api.others"]:
            return None
        from impsim.device.usb.port import Port

        return Port(self.around)

    def _gnss(self) -> Optional[Gnss]:
        """The satellite receiver, where the model has one."""
        if "gnss" not in self.profile["api.others"]:
            return None
        from impsim.device.gnss import Gnss

        return Gnss(self.around)

    def _bluetooth(self) -> Optional[Radio]:
        """The Bluetooth radio, where the model has one."""
        if "bluetooth" not in self.profile["api.others"]:
            return None
        from impsim.device.bluetooth.radio import Radio

        return Radio(self.around)

    def plug(self, plan: dict[str, Any]) -> None:
        """Somebody plugs something into its USB port, if it has one. Raises Diagnostic for a UART that it has not."""
        from impsim.device.usb.gadgets import SerialAdapter, gadget_of  # few imps have a port

        if self.usb is None:
            return
        gadget = gadget_of(self.clock, plan)
        if isinstance(gadget, SerialAdapter) and "uart" in plan:
            uart = self.buses.get(plan["uart"])
            if uart is None or uart.kind != "uart":
                hint = "it has %s" % ", ".join(self.profile["api.uart"])
                raise Diagnostic("the %s has no UART '%s'" % (self.profile.name, plan["uart"]), hint=hint, code="usb")
            gadget.wire(uart)  # type: ignore[arg-type]
        self.usb.plug(gadget)

    def _interface(self, kind: str) -> Interface:
        if kind == "wifi":
            return self._wifi()
        if kind == "ethernet":
            from impsim.device.radio.ethernet import Ethernet

            return Ethernet(self.around, self.numbers.ethernet_macaddress)
        return self._modem()

    def _wifi(self) -> Wifi:
        stored = self.site.stored
        if stored.ssid is None:
            first = next(iter(self.around.world.points.values()), None)
            stored.ssid = first.ssid if first else ""
            stored.key = stored.key or (first.key if first else "")
        country = self.profile["wifi.country"] if stored.country is None else stored.country
        return Wifi(self.around, self.numbers.macaddress, self.profile.bands, country)

    def _modem(self) -> Interface:
        from impsim.device.radio.cellular import Cellular  # few imps have one

        coverage = self.site.coverage
        generations = self.profile["cell.generations"]
        if coverage.generation not in generations:
            raise Diagnostic(
                "the modem of the %s knows no %s" % (self.profile.name, coverage.generation),
                hint="it knows %s" % ", ".join(generations),
                code="world",
            )
        return Cellular(self.around, self.profile, self.numbers.modem(self.release), self.site.identity.voltage_mv)

    def _wired(self, plans: dict[str, Plan]) -> dict[str, Part]:
        from impsim.device.wiring import wire  # few imps have parts

        return wire(self, plans)

    def cold_boot(self) -> None:
        """What only a cold boot sets back."""
        self.power_enabled = True

    def power_up(self) -> None:
        """Power comes to the board after it was gone: to the parts, too."""
        for part in self.parts.values():
            part.power_on()

    def power_down(self) -> None:
        """Radios and pins lose power, in deep sleep or all over; whoever wants to take leave does so before."""
        self.network.power_off()
        self.blinkup.power_down()
        self.reset_buses()
        self.pins.power_down()
        if self.usb is not None:
            self.usb.disable()
        if self.bluetooth is not None:
            self.bluetooth.close()
        if self.gnss is not None:
            self.gnss.power_down()
        if self.wifi is not None:
            self.wifi.latched = False  # D/node/3050

    def stream(self, kind: str) -> Any:
        """Its sampler, fixedfrequencydac or dfsdm."""
        if kind not in self._streams:
            from impsim.device.streams import stream

            self._streams[kind] = stream(kind, self.around, self.pins)
        return self._streams[kind]

    def reset(self) -> None:
        """What a program uses is as at power-on."""
        self.reset_buses()
        self.pins.reset()

    def restart(self) -> None:
        """A program starts without a boot: what the one before it has used is as at power-on, but for what goes on."""
        self.reset_buses()
        self.pins.restart()

    def reset_buses(self) -> None:
        """No bus is configured, nothing is sampled or played."""
        for used in self._streams.values():
            used.reset()
        for bus in self.buses.made():
            bus.reset()

    def net_info(self) -> dict[str, Any]:
        """imp.net.info() as plain values."""
        return netinfo.info(self)


def restrict(world: World, site: Site, profile: Profile, interface: Optional[str], offline: bool) -> None:
    """Applies `--interface` and `--offline` to a site: which kinds of network are out of its reach.

    Raises Diagnostic when the model has no such interface.
    """
    if interface is not None:
        check_interface(profile, interface)
    for kind in profile.interfaces:
        if offline or interface not in (None, kind):
            world.take_away(kind, site)
