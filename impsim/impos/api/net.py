"""The object imp.net. Stub: squirrel_stubs/imp.net.nut."""

from __future__ import annotations

from impsim.impos.conversions import to_squirrel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.impos.imp import Imp


def info(host: Imp) -> Any:
    host.poll()
    return to_squirrel(host.device.net_info())


MEMBERS = {
    "info": info,
}
