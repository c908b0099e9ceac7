"""The object mqtt of agents. Stub: squirrel_stubs/agent_side/mqtt.nut."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.impos.agent import Agent


def createclient(host: Agent) -> Any:
    from impsim.impos.mqtt import clients_of

    return clients_of(host).create()


MEMBERS = {"createclient": createclient}
