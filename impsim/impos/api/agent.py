"""The object agent of device programs. Stub: squirrel_stubs/agent.nut."""

from __future__ import annotations

from impsim.impos.mailbox import sent
from impsim.impos.serialisation import pack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.impos.imp import Imp

OUTCOMES = ("", "not connected", "timed out", "disconnected", "would block")  # by send error: D/node/2291


def on(host: Imp, name: str, callback: Any) -> None:
    host.mailbox.on(name, callback)


def send(host: Imp, name: str, value: Any) -> int:
    packed = pack(value)
    outcome: int = host.send_message(name, packed)
    sent(host, name, packed, OUTCOMES[outcome])
    return outcome


MEMBERS = {
    "on": on,
    "send": send,
}
