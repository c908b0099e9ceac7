"""What can happen to MQTT brokers: the verbs that begin with `mqtt.`, as impsim.scenario.stimuli has them."""

from __future__ import annotations

from impsim.scenario import fields as f
from impsim.scenario.mqtt_world import QOS, refusal, topic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.scenario.stimuli import Args, Scene


def _part(scene: Scene, args: Args) -> Any:
    return scene.world.brokers[args["broker"]]


def _broker(scene: Scene, args: Args) -> Any:
    return scene.simulation.brokers.named(args["broker"])


def down(scene: Scene, args: Args) -> None:
    _part(scene, args).up = False


def up(scene: Scene, args: Args) -> None:
    """It works, whatever it did before."""
    part = _part(scene, args)
    part.up, part.hangs, part.answer = True, False, 0


def hang(scene: Scene, args: Args) -> None:
    _part(scene, args).hangs = True


def refuse(scene: Scene, args: Args) -> None:
    _part(scene, args).answer = args["because"]


def latency(scene: Scene, args: Args) -> None:
    _part(scene, args).latency_us = args["latency_us"]


def kick(scene: Scene, args: Args) -> None:
    """The broker closes the connection of a client, or all."""
    _broker(scene, args).kick(args.get("client"))


def publish(scene: Scene, args: Args) -> None:
    """Somebody whom nobody simulates publishes a message."""
    from impsim.cloud.mqtt_connection import Message

    payload = payload_of(args.get("payload"))
    _broker(scene, args).publish(Message(args["topic"], payload, args.get("qos", 0), bool(args.get("retain"))))


def payload_of(value: Any) -> bytes:
    """A text as it is, anything else as JSON; nothing is an empty message."""
    if value is None:
        return b""
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass")
    from json import dumps

    return dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


PUBLISHED: f.Section = {
    "topic": ("topic", topic),
    "payload": ("payload", f.plain),
    "qos": ("qos", QOS),
    "retain": ("retain", f.flag),
}
REFUSED: f.Section = {"because": ("because", refusal)}
ABOUT = {"about": "world", "target": "broker"}
# verb -> arguments of impsim.scenario.stimuli.Verb
MQTT_VERBS: dict[str, dict[str, Any]] = {
    "mqtt.down": {"act": down, "fields": {}, **ABOUT},
    "mqtt.up": {"act": up, "fields": {}, **ABOUT},
    "mqtt.hang": {"act": hang, "fields": {}, **ABOUT},
    "mqtt.refuse": {"act": refuse, "fields": REFUSED, "required": ("because",), **ABOUT},
    "mqtt.latency": {
        "act": latency,
        "fields": {"latency": ("latency_us", f.duration)},
        "required": ("latency",),
        **ABOUT,
    },
    "mqtt.kick": {"act": kick, "fields": {"client": ("client", f.text(255))}, **ABOUT},
    "mqtt.publish": {"act": publish, "fields": PUBLISHED, "required": ("topic",), **ABOUT},
}
