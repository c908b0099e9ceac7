"""hardware.gnss, the session that its open() returns, and session.assist. Stub: squirrel_stubs/gnss.nut."""

from __future__ import annotations

from impsim.device.gnss import OK, told
from impsim.impos.conversions import to_squirrel
from impsim.impos.gnss import ANSWER_US, Session
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.stdlib.blob import Blob

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.impos.gnss import AssistInstance, GnssInstance, SessionInstance

INVALID_PARAMETER = -4  # a status of impOS's own, as the public library BG96_GPS knows it
RANGES = ((1, 4), (1, 255), (1, 1000), (0, 1000), (1, 65535))  # of enable()'s parameters: D/node/3163
MODES = (0, 1, 2)
RESET_MODES = (0, 1, 2, 3)

# assumed: the texts; pages only say that there are errors
NO_MODEM = "no cellular modem"
IN_USE = "GNSS session is already open"
NOT_READY = "modem is not ready"
PENDING = "GNSS callback is pending"
NO_DATA = "a string or a blob expected"


def open_(instance: GnssInstance, callback: Any = None) -> Any:
    from impsim.impos.instances import new_instance

    bound = instance.ƒopened
    if bound.host.device.cellular is None:
        raise SquirrelError(NO_MODEM)
    if bound.session is not None:
        raise SquirrelError(IN_USE)
    made: SessionInstance = new_instance("gnsssession", bound.host)
    made.ƒopened = Session(bound, made, callback)
    made.assist = new_instance("gnssassist", bound.host)
    made.assist.ƒopened = made.ƒopened
    return made


def _ready(instance: SessionInstance | AssistInstance) -> Session:
    """What it stands for, once the modem has answered something. Raises SquirrelError until it can."""
    session = instance.ƒopened
    if not session.ready:
        raise SquirrelError(NOT_READY)
    session.host.loop.sleep(ANSWER_US)
    return session


def getstate(instance: SessionInstance) -> Any:
    return to_squirrel({"state": int(_ready(instance).gnss.on_since_us is not None)})


def enable(
    instance: SessionInstance,
    mode: Optional[int] = None,
    longest: Optional[int] = None,
    farthest: Optional[int] = None,
    count: Optional[int] = None,
    rate: Optional[int] = None,
) -> Any:
    session = _ready(instance)
    given = zip((mode, longest, farthest, count, rate), RANGES)
    valid = all(value is None or lowest <= value <= highest for value, (lowest, highest) in given)
    return _status(session.gnss.enable() if valid else INVALID_PARAMETER)


def disable(instance: SessionInstance) -> Any:
    return _status(_ready(instance).gnss.disable())


def _status(code: int) -> Any:
    return to_squirrel({"status": code})


def readposition(instance: SessionInstance, callback: Any, mode: int = 0) -> None:
    session = instance.ƒopened
    if not session.ready:
        raise SquirrelError(NOT_READY)
    if session.pending is not None:
        raise SquirrelError(PENDING)

    def answer() -> dict[str, Any]:
        status, found = session.gnss.read(mode) if mode in MODES else (INVALID_PARAMETER, {})
        return {"status": status, **({"quectel": found} if found else {})}

    session.ask(callback, answer)


def load(instance: AssistInstance, callback: Any, data: Any) -> None:
    session = instance.ƒopened
    if not session.ready:
        raise SquirrelError(NOT_READY)
    if session.pending is not None:
        raise SquirrelError(PENDING)
    if not isinstance(data, (str, Blob)):
        raise SquirrelError(NO_DATA)

    def answer() -> dict[str, Any]:
        if data:
            session.gnss.load()
        return {"status": OK if data else INVALID_PARAMETER}

    session.ask(callback, answer)


def read(instance: AssistInstance) -> Any:
    return to_squirrel(told(_ready(instance).gnss.assistance))


def assist_enable(instance: AssistInstance) -> Any:
    return _status(_ready(instance).gnss.assist())


def reset(instance: AssistInstance, mode: int = 0) -> Any:
    session = _ready(instance)
    return _status(session.gnss.reset(mode) if mode in RESET_MODES else INVALID_PARAMETER)


MEMBERS = {"open": open_}
SESSION_MEMBERS = {
    "getstate": getstate,
    "enable": enable,
    "disable": disable,
    "readposition": readposition,
}
ASSIST_MEMBERS = {
    "load": load,
    "read": read,
    "enable": assist_enable,
    "reset": reset,
}
