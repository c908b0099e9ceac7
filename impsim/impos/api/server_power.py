"""The part of server about sleep, and what only factory firmware may do. Stub: squirrel_stubs/server.power.nut."""

from __future__ import annotations

import impsim.impos.serialisation  # noqa: F401  # so that no sleep has to import it: see with_room()
from impsim.impos.api.imp_power import after, at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.impos.imp import Imp

NO_BLESSING = "Blessing request failed. This is not a factory imp."  # assumed: as for BlinkUp
NO_BLINKUP = "Factory BlinkUp request failed. This is not a factory imp."  # D/node/2516


def sleepfor(host: Imp, seconds: float) -> None:
    host.deep_sleep(after(host, seconds), True)


def sleepuntil(host: Imp, hour: int, minute: int, second: int = 0, day: Optional[int] = None) -> None:
    host.deep_sleep(at(host, hour, minute, second, day), True)


def expectonlinein(host: Imp, seconds: float) -> int:
    after(host, seconds)
    return host.flush_and_disconnect()


def expectonlineat(host: Imp, hour: int, minute: int, second: int = 0, day: Optional[int] = None) -> int:
    at(host, hour, minute, second, day)
    return host.flush_and_disconnect()


def bless(host: Imp, success: bool, callback: Any) -> None:
    host.log.write("server.error", "ERROR: " + NO_BLESSING)
    host.answer(callback, False)


def factoryblinkup(host: Imp, ssid: str, password: str, pin: Any, flags: int, apn: str = "") -> None:
    host.log.write("server.error", "ERROR: " + NO_BLINKUP)


def show(host: Imp, text: Any) -> None:
    """The planner that showed it is gone."""


MEMBERS = {
    "sleepfor": sleepfor,
    "sleepuntil": sleepuntil,
    "expectonlinein": expectonlinein,
    "expectonlineat": expectonlineat,
    "bless": bless,
    "factoryblinkup": factoryblinkup,
    "show": show,
}
