"""The object device of agents. Stub: squirrel_stubs/agent_side/device.nut."""

from __future__ import annotations

from impsim.impos.serialisation import pack_of_agent
from impsim.squirrel.values import table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.impos.agent import Agent


def on(host: Agent, name: str, callback: Any) -> None:
    host.mailbox.on(name, callback)


def send(host: Agent, name: str, value: Any) -> None:
    host.send_message(name, pack_of_agent(value))


def isconnected(host: Agent) -> bool:
    return host.endpoint.connected


def onconnect(host: Agent, callback: Any) -> None:
    host.on_connect = callback


def ondisconnect(host: Agent, callback: Any) -> None:
    host.on_disconnect = callback


def info(host: Agent) -> Any:
    known = {"id": host.device_id, "isconnected": host.endpoint.connected, "ipaddress": host.ipaddress}
    return table(known)


MEMBERS = {
    "on": on,
    "send": send,
    "isconnected": isconnected,
    "onconnect": onconnect,
    "ondisconnect": ondisconnect,
    "info": info,
}
