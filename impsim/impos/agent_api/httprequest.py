"""Instances that http.get() and others return. Stub: squirrel_stubs/agent_side/httprequest.nut."""

from __future__ import annotations

from impsim.impos.web import (
    ALREADY_SENT,
    NO_TIMEOUT,
    SYNC_TIMEOUT_US,
    TIMEOUT_US,
    VALIDATE_NONE,
    VALIDATE_USING_SYSTEM_CA_CERTS,
    response_table,
)
from impsim.squirrel.errors import SquirrelError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.cloud.messages import Answer
    from impsim.impos.web import RequestInstance

WRONG_VALIDATION = "invalid validation option"  # assumed: no public text says it
WRONG_TIMEOUT = "invalid timeout"  # assumed: no public text says it


def sendsync(instance: RequestInstance) -> Any:
    outgoing = instance.ƒopened
    loop = outgoing.host.loop
    wait = loop.wait()
    outgoing.send(wait.end, timeout_us=SYNC_TIMEOUT_US)
    return response_table(loop.block(wait))


def sendasync(instance: RequestInstance, done: Any, stream: Any = None, timeout: Any = TIMEOUT_US / 1000000) -> None:
    outgoing = instance.ƒopened
    host = outgoing.host

    def piece(part: bytes) -> None:
        host.in_line(stream, part.decode("latin-1"))

    def end(answer: Answer) -> None:
        host.in_line(done, response_table(answer, stream is not None))

    outgoing.send(end, None if stream is None else piece, timeout_us(timeout))


def timeout_us(timeout: Any) -> Optional[int]:
    """Of seconds; None: it waits for ever, as libcurl does with zero."""
    if timeout in (NO_TIMEOUT, 0):
        return None
    if not 0 <= timeout < 1 << 31:
        raise SquirrelError(WRONG_TIMEOUT)
    return int(timeout * 1000000)


def cancel(instance: RequestInstance) -> None:
    instance.ƒopened.cancel()


def setvalidation(instance: RequestInstance, validation: int) -> None:
    outgoing = instance.ƒopened
    if outgoing.sent:
        raise SquirrelError(ALREADY_SENT)
    outgoing.request.trusts = trusting(validation)


def trusting(validation: int) -> bool:
    """Whether an option takes any certificate."""
    if validation not in (VALIDATE_NONE, VALIDATE_USING_SYSTEM_CA_CERTS):
        raise SquirrelError(WRONG_VALIDATION)
    return validation == VALIDATE_NONE


MEMBERS = {
    "sendsync": sendsync,
    "sendasync": sendasync,
    "cancel": cancel,
    "setvalidation": setvalidation,
}
