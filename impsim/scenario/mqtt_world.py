"""The section `mqtt` of a world: the brokers that agents find on the Internet, by name.

    mqtt:
      hub: {address: "ssl://hub.example.com", users: {imp: secret}, denied: ["admin/#"], qos: 1}

Without the section there is one, which admits everybody at every address; `mqtt: {}` is a world without any.
"""

from __future__ import annotations

from impsim.cloud.mqtt import PORTS, is_port
from impsim.cloud.topics import is_filter, is_topic
from impsim.device.world import MqttBroker
from impsim.scenario import fields as f

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.scenario.documents import Node

DEFAULT = "broker"  # the name of the one in a world that names none
# Why a broker refuses whoever connects: the code of CONNACK (MQTT 3.1.1, 3.2.2.3).
REFUSALS = {"none": 0, "version": 1, "client": 2, "unavailable": 3, "credentials": 4, "authorization": 5}
MOST = 1000  # names in a list


def _address(value: str) -> str:
    scheme, _, rest = value.rpartition("://")
    host, colon, port = rest.partition(":")
    if scheme not in ("", *PORTS) or not host or "/" in rest or (colon and not is_port(port)):
        raise f.Wrong("an address like ssl://broker.example.com:8883")
    return value


def _topic(value: str) -> str:
    if not is_topic(value):
        raise f.Wrong("a topic like floor/3/light", "+ and # are for who subscribes" if is_filter(value) else "")
    return value


def _filter(value: str) -> str:
    if not is_filter(value):
        raise f.Wrong("a topic like floor/3/light, floor/+/light or floor/#")
    return value


def _refusal(value: str) -> int:
    if value not in REFUSALS:
        raise f.Wrong("one of " + ", ".join(REFUSALS))
    return REFUSALS[value]


topic = f.scalar(_topic, type="string")
topic_filter = f.scalar(_filter, type="string")
refusal = f.scalar(_refusal, enum=list(REFUSALS))
QOS = f.integer(0, 2)
BROKER: f.Section = {
    "address": ("address", f.scalar(_address, type="string")),
    "up": ("up", f.flag),
    "hangs": ("hangs", f.flag),
    "refuses": ("answer", refusal),
    "qos": ("qos", QOS),
    "users": ("users", f.named(f.text(65535), "passwords")),
    "clients": ("clients", f.listed(1, MOST, "client IDs", f.text(255))),
    "denied": ("denied", f.listed(1, MOST, "topics", topic_filter)),
    "latency": ("latency_us", f.duration),
}
brokers = f.named(f.section(BROKER), "brokers")


def broker_names(node: Node) -> list[str]:
    """Those that a world's node names, before they are read."""
    return list(node.map["mqtt"].map) if "mqtt" in node.map else [DEFAULT]


def make_brokers(found: dict[str, Any]) -> dict[str, MqttBroker]:
    """The brokers of a world, from the tables that were read."""
    given = found.get("brokers", {DEFAULT: {}})
    return {name: MqttBroker(**values) for name, values in given.items()}
