"""The object server of agents: the log, what outlasts a restart. Stub: squirrel_stubs/agent_side/server.nut."""

from __future__ import annotations

from itertools import islice

from impsim.impos.log import MOST_STACK_LINES
from impsim.impos.serialisation import TOO_LARGE, json_size, pack, pack_as_json, size, unpack
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.stdlib.frames import compiled_frames
from impsim.squirrel.text import tostring
from impsim.squirrel.traceback import function_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.impos.agent import Agent

SENT = SAVED = 0
JSON, BINARY = 1, 2
MOST_SAVED_BYTES = 65536  # D/api/server/save


def log(host: Agent, message: Any) -> int:
    host.log.write("agent.log", tostring(message))
    return SENT


def error(host: Agent, message: Any) -> int:
    host.log.write("agent.error", "ERROR: " + tostring(message))
    return SENT


def save(host: Agent, kept: Any, form: int = JSON) -> int:
    if form not in (JSON, BINARY):
        raise SquirrelError("invalid format type")
    packed, left_out = pack_as_json(kept) if form == JSON else (pack(kept), [])
    if (json_size(packed) if form == JSON else size(packed)) > MOST_SAVED_BYTES:
        raise SquirrelError(TOO_LARGE)
    host.endpoint.saved = packed
    if left_out:
        slots = ", ".join(["'%s' (%s)" % slot for slot in left_out])
        _report_here(host, "server.save(): not serializable, left out: " + slots)
    return SAVED


def _report_here(host: Agent, text: str) -> None:
    """An error in the log with the call stack of the program, which goes on."""
    host.write_error(text)
    for number, frame in enumerate(islice(compiled_frames(), MOST_STACK_LINES)):
        at = (("from" if number else "at"), function_name(frame.f_code), host.code, frame.f_lineno)
        host.write_error("%s %s %s:%d" % at)


def load(host: Agent) -> Any:
    return unpack({} if host.endpoint.saved is None else host.endpoint.saved)


def restart(host: Agent) -> None:
    host.restart()


def onshutdown(host: Agent, callback: Any) -> None:
    host.on_shutdown = callback


MEMBERS = {
    "log": log,
    "error": error,
    "save": save,
    "load": load,
    "restart": restart,
    "onshutdown": onshutdown,
}
