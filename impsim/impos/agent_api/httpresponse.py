"""Instances that the handler of http.onrequest() answers with. Stub: squirrel_stubs/agent_side/httpresponse.nut."""

from __future__ import annotations

from impsim.impos.agent_api.http import body_bytes, check_header
from impsim.squirrel.text import tostring

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.impos.web import ResponseInstance


def send(instance: ResponseInstance, statuscode: int, body: Any = "") -> None:
    instance.ƒopened.send(statuscode, body_bytes(body))


def header(instance: ResponseInstance, name: str, value: Any) -> None:
    text = tostring(value)
    check_header(name, text)
    instance.ƒopened.header(name, text)


MEMBERS = {
    "send": send,
    "header": header,
}
