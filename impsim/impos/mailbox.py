"""Messages between an imp and its agent: the handlers of one side, and what comes for them."""

from __future__ import annotations

from impsim.impos.conversions import to_text
from impsim.squirrel.access import call

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Union

    from impsim.device.release import Release
    from impsim.impos.agent import Agent
    from impsim.impos.imp import Imp

    Host = Union[Imp, Agent]

HANDLER_NAMED_SINCE = (35, 7)  # D/node/896
OTHER_SIDE = {"agent": "device", "device": "agent"}
NO_HANDLER = "no handler"  # why messages are lost, in events
NOT_CONNECTED = "not connected"
CONNECTION_LOST = "the connection was lost"
PROGRAM_STOPPED = "the program has stopped"


class Mailbox:
    """The handlers of one run of a program: those that agent.on() or device.on() registered.

    in_line(function, *arguments): has a Squirrel function called in its turn.  missing(name): writes into the log
    that a message had no handler.
    """

    def __init__(self, in_line: Callable[..., object], missing: Callable[[str], object]) -> None:
        self._in_line = in_line
        self._missing = missing
        self._handlers: dict[str, Any] = {}

    def on(self, name: str, callback: Any) -> None:
        """Registers the one handler for messages of a name; one before is not called any more (D/node/2495)."""
        self._handlers[name] = callback

    @property
    def handlers(self) -> list[Any]:
        """The functions that are registered."""
        return list(self._handlers.values())

    def takes(self, name: str) -> bool:
        """Whether messages of a name have a handler by now."""
        return name in self._handlers

    def deliver(self, name: str, packed: Any) -> None:
        """A message arrives: its handler is called in its turn, with one argument.

        One that comes before its handler is registered is lost (D/node/809), even if the program is in the middle of
        the turn that will register it; one that comes later waits while the program is busy (D/node/2497).
        """
        if self.takes(name):
            from impsim.impos.serialisation import unpack  # not every program gets messages

            self._in_line(self._open(name), unpack(packed))
        else:
            self._missing(name)

    def _open(self, name: str) -> Callable[[Any, Any], Any]:
        """Calls the handler that the name has when its turn comes."""
        return lambda this, value: call(self._handlers[name], this, value)


def missing_handler(sender: str, name: str, release: Release) -> str:
    """The log's line about a message without handler; sender: "device.send" or "agent.send" as who got it would call
    them, which is the wrong way round (D/node/809).

    Assumed: how releases from 35.7 on spell the name in it.
    """
    return "ERROR: no handler for %s(%s)" % (sender, '"%s"' % name if release >= HANDLER_NAMED_SINCE else "")


def sent(host: Host, name: str, packed: Any, lost: str = "") -> None:
    """Tells of a message that host has sent.  lost: why that failed, "" when it is on its way."""
    _emit(host, host.side, name, packed, lost)


def lose(host: Host, name: str, packed: Any, lost: str) -> None:
    """Tells of a message that has reached host and is lost all the same."""
    _emit(host, OTHER_SIDE[host.side], name, packed, lost)


def _emit(host: Host, sender: str, name: str, packed: Any, lost: str) -> None:
    instruments = host.simulation.instruments
    if not instruments.listening:
        return
    from impsim.impos.serialisation import plain

    fields: dict[str, Any] = {"from": sender, "to": OTHER_SIDE[sender], "name": to_text(name), "data": plain(packed)}
    fields["bytes"] = message_size(name, packed)
    if lost:
        fields["lost"] = lost
    instruments.emit(host.name, "message", **fields)


def message_size(name: str, packed: Any) -> int:
    """The bytes of a message on the wire."""
    from impsim.impos.serialisation import size

    return size(name) + size(packed)
