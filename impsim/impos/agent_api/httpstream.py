"""Instances that http.requeststream() and others return. Stub: squirrel_stubs/agent_side/httpstream.nut."""

from __future__ import annotations

from impsim.impos.agent_api.http import body_bytes
from impsim.impos.agent_api.httprequest import timeout_us, trusting
from impsim.impos.web import SYNC_TIMEOUT_US, response_table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.cloud.messages import Answer
    from impsim.impos.web_streams import StreamInstance


def send(instance: StreamInstance, data: Any) -> None:
    instance.ƒopened.send(body_bytes(data))


def closesync(instance: StreamInstance) -> Any:
    streaming = instance.ƒopened
    loop = streaming.host.loop
    wait = loop.wait()
    streaming.close(wait.end, None, SYNC_TIMEOUT_US)
    return response_table(loop.block(wait))


def closeasync(instance: StreamInstance, callback: Any = None, timeout: Any = 600) -> None:
    streaming = instance.ƒopened

    def piece(part: bytes) -> None:
        streaming.host.in_line(callback, part.decode("latin-1"))

    def end(answer: Answer) -> None:
        streaming.hear(answer, callback is not None)

    streaming.close(end, None if callback is None else piece, timeout_us(timeout))


def cancel(instance: StreamInstance) -> None:
    instance.ƒopened.cancel()


def setvalidation(instance: StreamInstance, validation: int) -> None:
    instance.ƒopened.request.trusts = trusting(validation)


MEMBERS = {
    "send": send,
    "closesync": closesync,
    "closeasync": closeasync,
    "cancel": cancel,
    "setvalidation": setvalidation,
}
