"""The object imp: what programs still call and nothing hangs on. Stub: squirrel_stubs/imp.deprecated.nut."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.impos.imp import Imp


CONFIGURED = ""  # assumed: public text only says that it is a string


def configure(host: Imp, name: str, inputs: Any, outputs: Any) -> str:
    return CONFIGURED


def getpoweren(host: Imp) -> bool:
    return host.device.power_enabled


def setpoweren(host: Imp, state: bool) -> None:
    host.device.power_enabled = state


MEMBERS = {
    "configure": configure,
    "getpoweren": getpoweren,
    "setpoweren": setpoweren,
}
