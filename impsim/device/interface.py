"""A network interface: the part that Wi-Fi radio, PHY and modem have in common.

Network brings interfaces up one after the other:

    code = yield from interface.attempt(nic)     the link, or why there is none
    interface.addressing()                       it waits for an address
    interface.enter(states.CONNECTED)            the server has answered over it

and takes them down with give_up() after a failure or stop() in good order. While a link is up the
interface itself notices that it is lost, when the world changes or a measurement says so, and calls
lost(code) once.
"""

from __future__ import annotations

from impsim.device import states

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import Any, Optional

    from impsim.device.lease import Lease
    from impsim.device.nic import Nic
    from impsim.device.release import Release
    from impsim.device.surroundings import Surroundings
    from impsim.device.world import Lan

    Steps = Generator[int, None, int]


class Interface:
    """kind: as imp.net.info() calls it.  name: as programs name it from impOS 42 on.  lease: its addresses.

    on_lost: called with a code of errorcodes when a link that was up is gone.  on_state: called with each new state.
    """

    kind = ""
    name = ""
    stopped_state = states.UNKNOWN  # its state while it is off
    macaddress = ""  # a modem has none

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.state = self.stopped_state
        self.lease: Optional[Lease] = None
        self.on_lost: Callable[[int], Any] = _unheard
        self.on_state: Callable[[int], Any] = _unheard

    def enter(self, state: int) -> None:
        """Changes its state, as interface.getstate() tells it."""
        if state != self.state:
            self.state = state
            self.around.emit("state", interface=self.name, state=states.NAMES[state])
            self.on_state(state)

    def attempt(self, nic: Nic) -> Steps:
        """Brings the link up: a process step that returns SERVER_CONNECTED once it is, or why not."""
        raise NotImplementedError

    def addressing(self) -> None:
        """It has a link and waits for an address."""

    def power(self, on: bool) -> None:
        """The imp begins to connect, or is disconnected: what has power only while it is not (the PHY) hears of it."""

    @property
    def doze_us(self) -> int:
        """How long what comes for it waits until it listens again."""
        return 0

    @property
    def takes_its_time(self) -> bool:
        """Whether an attempt under way heeds no time-out."""
        return False

    @property
    def at_rest(self) -> bool:
        """Whether it is off, after a failure or in good order."""
        return self.state in states.OFF

    def give_up(self) -> None:
        """Takes it down because an attempt has failed or the link is lost."""
        raise NotImplementedError

    def stop(self) -> None:
        """Takes it down in good order."""
        raise NotImplementedError

    def reassess(self) -> None:
        """Looks at the world, which has changed."""

    @property
    def has_link(self) -> bool:
        """Whether frames can pass to `lan`, or a modem's data to its carrier."""
        raise NotImplementedError

    @property
    def lan(self) -> Optional[Lan]:
        """The LAN that the link leads to; None without a link, and for a modem."""
        return None

    def record(self, release: Release) -> dict[str, Any]:
        """Its table in imp.net.info().interface (D/api/imp/net/info)."""
        raise NotImplementedError

    def lost(self, code: int) -> None:
        """The link is gone: whoever uses the interface hears why."""
        self.on_lost(code)


def _unheard(code: int) -> None:
    """Nobody uses the interface."""
