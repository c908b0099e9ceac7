"""The object agent of device programs. Stub: squirrel_stubs/agent.nut."""

from __future__ import annotations

from impsim.impos.mailbox import sent
from impsim.impos.serialisation import pack_telling

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.impos.imp import Imp

SKIPPED = "skipped unserialisable data"  # as the public tests of MessageManager quote the device's log
OUTCOMES = ("", "not connected", "timed out", "disconnected", "would block")  # by send error: D/node/2291


def on(host: Imp, name: str, callback: Any) -> None:
    host.mailbox.on(name, callback)


def send(host: Imp, name: str, value: Any) -> int:
    packed, whole = pack_telling(value)
    if not whole:
        host.write_error(SKIPPED)
    outcome: int = host.send_message(name, packed)
    sent(host, name, packed, OUTCOMES[outcome])
    return outcome


MEMBERS = {
    "on": on,
    "send": send,
}
