"""The object imp of agents. Stub: squirrel_stubs/agent_side/imp.nut."""

from __future__ import annotations

from impsim.impos.api import imp
from impsim.impos.eventloop import Timer
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.values import table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.impos.agent import Agent

ENVIRONMENT_AGENT = 2  # assumed: behind CARD and MODULE


def wakeup(host: Agent, interval: float, callback: Any, name: Optional[str] = None) -> Optional[Timer]:
    timer: Optional[Timer] = host.loop.wakeup(interval, callback)
    if name is not None and timer is not None:
        host.timers[name] = timer
    return timer


def cancelwakeup(host: Agent, timer: Any) -> None:
    if type(timer) is str:
        timer = _active(host, timer)
    if not isinstance(timer, Timer):
        raise SquirrelError("not a timer")
    host.loop.cancel(timer)


def _active(host: Agent, name: str) -> Timer:
    timer = host.timers.pop(name, None)
    if timer is None or timer.ƒdue.callback is None:
        raise SquirrelError("no timer is called '%s'" % name)
    return timer


def environment(host: Agent) -> int:
    return ENVIRONMENT_AGENT


def getmemoryfree(host: Agent) -> int:
    return host.memory.free()


def configparams(host: Agent) -> Any:
    return table({"deviceid": host.device_id})


MEMBERS = {
    "wakeup": wakeup,
    "cancelwakeup": cancelwakeup,
    "sleep": imp.sleep,
    "getsoftwareversion": imp.getsoftwareversion,
    "environment": environment,
    "getmemoryfree": getmemoryfree,
    "configparams": configparams,
    "onunhandledexception": imp.onunhandledexception,
}
