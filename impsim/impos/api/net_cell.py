"""The part of imp.net that concerns modems. Stub: squirrel_stubs/imp.net.cell.nut."""

from __future__ import annotations

from impsim.impos.conversions import to_bytes
from impsim.squirrel.errors import SquirrelError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.impos.imp import Imp


def getcellinfo(host: Imp, callback: Any) -> None:
    cellular = host.device.cellular
    if cellular is None:
        raise SquirrelError("no cellular interface")
    asking = host.vm

    def answered(text: str) -> None:
        if host.vm is asking:  # not for a program that has been restarted since
            host.in_line(callback, to_bytes(text))

    cellular.ask(answered)


MEMBERS = {
    "getcellinfo": getcellinfo,
}
