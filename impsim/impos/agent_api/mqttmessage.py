"""Instances that mqttclient.createmessage() returns. Stub: squirrel_stubs/agent_side/mqttmessage.nut."""

from __future__ import annotations

from impsim.squirrel.values import Instance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.impos.mqtt import Outgoing


class MessageInstance(Instance):
    """What mqttclient.createmessage() returns."""

    __slots__ = ("ƒclass", "ƒopened")
    ƒopened: Outgoing


def sendasync(instance: MessageInstance, callback: Any = None) -> None:
    outgoing = instance.ƒopened
    outgoing.client.publish(outgoing.message, callback)


MEMBERS = {"sendasync": sendasync}
