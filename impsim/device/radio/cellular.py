"""A cellular interface: a modem with its SIM, the network that it is registered with, its data session."""

from __future__ import annotations

from impsim.device import errorcodes, states
from impsim.device.radio import cellinfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import Any, Optional

    from impsim.device.lease import Lease
    from impsim.device.profile import Profile
    from impsim.device.release import Release
    from impsim.device.world import Carrier, World

POWER_ON_US = 1500000  # assumed: until the modem answers
SIM_US = 500000  # assumed: until the SIM is read
EMPTY_SEARCH_US = 5000000  # assumed: how long it looks for a network that takes it

STOPPED = (states.CELLULAR_STOPPED, states.CELLULAR_STOPPED_UNHAPPY)
SIM_FAILURES = {"missing": errorcodes.SIM_ERROR, "locked": errorcodes.SIM_ERROR}


class Cellular:
    """manufacturer, model, imei, imsi, swver: as imp.net.info() tells them.  voltage_mv: the modem's supply."""

    kind = "cell"

    def __init__(self, profile: Profile, identity: dict[str, str], voltage_mv: int) -> None:
        self.identity = identity
        self.voltage_mv = voltage_mv
        self.form: str = profile["cell.cellinfo"]
        self.generations: list[str] = profile["cell.generations"]
        self.sysmodes: dict[str, str] = profile.values.get("cell.sysmodes", {})
        self.carrier: Optional[Carrier] = None  # whom it is registered with
        self.lease: Optional[Lease] = None
        self.state = states.CELLULAR_STOPPED

    def attempt(self, world: World) -> Generator[int, None, int]:
        """Registers: a process step that returns SERVER_CONNECTED once a data session is up, or why not."""
        carrier = world.carrier
        self.state = states.STARTING
        yield POWER_ON_US
        self.state = states.CELLULAR_WAITING_FOR_SIM
        yield SIM_US
        if carrier.sim != "ready":
            return SIM_FAILURES[carrier.sim]
        self.state = states.CELLULAR_REGISTERING
        if carrier.registration not in ("home", "roaming"):
            return (yield from self._refused(carrier))
        yield carrier.connect_us - carrier.connect_us // 4
        self.carrier = carrier
        self.state = states.CELLULAR_PPP_CONNECTING
        yield carrier.connect_us // 4
        return errorcodes.SERVER_CONNECTED if carrier.ppp else errorcodes.NO_PPP_CONNECTION

    def _refused(self, carrier: Carrier) -> Generator[int, None, int]:
        if carrier.registration == "denied":
            self.state = states.CELLULAR_REGISTRATION_DENIED
            yield carrier.connect_us // 2
            return errorcodes.REGISTRATION_DENIED
        yield EMPTY_SEARCH_US
        return errorcodes.NO_REGISTRATION

    def addressing(self) -> None:
        """The data session brings its address with it."""

    def give_up(self) -> None:
        """Switches the modem off, because an attempt failed."""
        denied = self.state == states.CELLULAR_REGISTRATION_DENIED
        self.carrier = None
        self.lease = None
        self.state = states.CELLULAR_REGISTRATION_DENIED if denied else states.CELLULAR_STOPPED_UNHAPPY

    @property
    def powered(self) -> bool:
        """Whether the modem connects or is connected."""
        return self.state not in (*STOPPED, states.CELLULAR_REGISTRATION_DENIED)

    def cellinfo(self) -> str:
        """What the modem says of its serving cell now, in its own form."""
        carrier = self.carrier
        if self.form == "smoni":
            return cellinfo.smoni(carrier) if carrier else cellinfo.searching(self.generations[0])
        return cellinfo.quectel(carrier, self.sysmodes)

    def record(self, release: Release) -> dict[str, Any]:
        """Its table in imp.net.info().interface (D/api/imp/net/info)."""
        found: dict[str, Any] = {"type": "cell", **self.identity}
        if self.powered:
            found["voltage"] = self.voltage_mv
        if self.state == states.CONNECTED and self.carrier:
            found["rssi"] = self.carrier.rssi_dbm
            found["cellinfo"] = self.cellinfo()
        return found
