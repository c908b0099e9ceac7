"""The imp005's Ethernet interface: a PHY that negotiates a link for as long as it has power.

Network gives the PHY power while the imp connects or is connected, over whichever interface: so
a cable that is plugged in while Wi-Fi is active is seen (D/node/2400). The link comes and goes
by itself; attempt() waits for it and makes its caller the user, who hears once when it is gone.

A partner that changes speed or duplex interrupts the link for the time of a new negotiation.
Assumed: the user does not hear of that, retransmissions bridge it; a cable that leads to another
LAN, or to none, ends the use at once.
"""

from __future__ import annotations

from impsim.device import errorcodes, states
from impsim.device.interface import Interface

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import Any, Optional

    from impsim.device.interface import Steps
    from impsim.device.nic import Nic
    from impsim.device.release import Release
    from impsim.device.surroundings import Surroundings
    from impsim.device.world import Cable, Lan

NO_LINK_US = 1000000  # assumed: how long it waits for a partner before Wi-Fi has its turn


class Partner:
    """What a link was negotiated with.  link: 10M or 100M.  duplex: half or full.  lan: the name of its LAN."""

    def __init__(self, cable: Cable) -> None:
        self.link = cable.link
        self.duplex = cable.duplex
        self.lan = cable.lan

    def is_at(self, cable: Cable) -> bool:
        """Whether it is still what a cable leads to."""
        return cable.plugged and (self.link, self.duplex, self.lan) == (cable.link, cable.duplex, cable.lan)


class Ethernet(Interface):
    """macaddress: twelve hexadecimal digits, not the Wi-Fi interface's (D/node/2487).

    powered: whether the PHY has power.  partner: what the link was negotiated with, None without a link.
    """

    kind = "ethernet"
    name = "eth0"
    stopped_state = states.ETHERNET_STOPPED

    def __init__(self, around: Surroundings, macaddress: str) -> None:
        super().__init__(around)
        self.macaddress = macaddress
        self.powered = False
        self.partner: Optional[Partner] = None
        self._negotiating: Optional[Partner] = None
        self._agreement: Optional[list[Any]] = None  # the event that ends the negotiation
        self._agreed_us = 0  # and its time
        self._used_lan: Optional[str] = None  # where the user of the link is; None without one

    def power(self, on: bool) -> None:
        """Switches the PHY. Who takes its power away is not told that the link is gone."""
        self.powered = on
        if not on:
            self._used_lan = None
        self.reassess()

    def reassess(self) -> None:
        """Looks at the cable."""
        cable = self.around.site.cable
        counterpart = self.partner or self._negotiating
        if counterpart is not None and not (self.powered and counterpart.is_at(cable)):
            self._drop()
            counterpart = None
        if counterpart is None and self.powered and cable.plugged:
            self._negotiate(cable)
        if self._used_lan is not None and not (cable.plugged and cable.lan == self._used_lan):
            self.lost(errorcodes.NO_LINK)

    def _negotiate(self, cable: Cable) -> None:
        clock = self.around.clock
        self._negotiating = Partner(cable)
        self._agreed_us = clock.now_us + cable.connect_us
        self._agreement = clock.at(self._agreed_us, self._agree)

    def _agree(self) -> None:
        self.partner, self._negotiating, self._agreement = self._negotiating, None, None
        self._tell()

    def _drop(self) -> None:
        """The link is down. Assumed: at once; a PHY takes a few milliseconds to see it."""
        if self._agreement is not None:
            self.around.clock.cancel(self._agreement)
        had_link = self.has_link
        self.partner = self._negotiating = self._agreement = None
        if had_link:
            self._tell()

    def _tell(self) -> None:
        link, duplex = (self.partner.link, self.partner.duplex) if self.partner else ("", "")
        self.around.emit("ethernet.link", interface=self.name, link=link, duplex=duplex)

    def attempt(self, nic: Nic) -> Steps:
        """Waits for a link: a process step that returns SERVER_CONNECTED once it is up, or NO_LINK."""
        self.power(True)
        self.enter(states.STARTING)
        yield from self._await_link()
        if self.partner is None:
            return errorcodes.NO_LINK
        self._used_lan = self.partner.lan
        self.enter(states.ETHERNET_LINK_UP)
        return errorcodes.SERVER_CONNECTED

    def _await_link(self) -> Generator[int, None, None]:
        """Until there is a link, or the time is up and nobody negotiates."""
        clock = self.around.clock
        deadline_us = clock.now_us + NO_LINK_US
        while self.partner is None and (self._negotiating or clock.now_us < deadline_us):
            until_us = self._agreed_us if self._negotiating else deadline_us
            yield max(until_us - clock.now_us, 0)

    def addressing(self) -> None:
        """It waits for an address."""
        self.enter(states.ETHERNET_DHCPING)

    def give_up(self) -> None:
        """Leaves the link, because an attempt failed; the PHY keeps its power."""
        self._leave(states.ETHERNET_STOPPED_UNHAPPY if self.has_link else states.ETHERNET_STOPPED_NO_LINK)

    def stop(self) -> None:
        """Leaves the link in good order; the PHY keeps its power."""
        self._leave(states.ETHERNET_STOPPED)

    def _leave(self, state: int) -> None:
        self._used_lan = None
        self.lease = None
        self.enter(state)

    def lost(self, code: int) -> None:
        """Tells the user, who is none any more."""
        if self._used_lan is not None:
            self._used_lan = None
            super().lost(code)

    @property
    def has_link(self) -> bool:
        """Whether the PHY has a link."""
        return self.partner is not None

    @property
    def lan(self) -> Optional[Lan]:
        """The LAN at the other end."""
        return self.around.lan(self.partner.lan) if self.partner else None

    @property
    def speed_mbps(self) -> int:
        """10 or 100, 0 without a link."""
        return int(self.partner.link.rstrip("M")) if self.partner else 0

    def record(self, release: Release) -> dict[str, Any]:
        """Its table in imp.net.info().interface (D/api/imp/net/info)."""
        found: dict[str, Any] = {"type": "ethernet", "macaddress": self.macaddress}
        if self.partner:
            found["link"] = self.partner.link
            found["duplex"] = self.partner.duplex
        return found
