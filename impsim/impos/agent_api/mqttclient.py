"""Instances that mqtt.createclient() returns. Stub: squirrel_stubs/agent_side/mqttclient.nut."""

from __future__ import annotations

from impsim.impos.api.crypto import bytes_of
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.values import Array, Instance, items

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.cloud.mqtt_connection import Message
    from impsim.impos.mqtt import Client

LONGEST_ID = 255  # D/node/2970
LEAST_KEEPALIVE_S, MOST_KEEPALIVE_S, KEEPALIVE_S = 30, 65535, 60  # D/node/2970
LARGEST = 262144  # of a message (D/node/2972)
MOST_TOPICS = 10  # in one call (D/api/mqtt/mqttclient/subscribe)
HIGHEST_QOS = 2
DONE = 0

# assumed: the texts; pages only say that there are exceptions
WRONG_ID = "invalid client ID"
WRONG_UTF8 = "invalid UTF-8"
WRONG_KEEPALIVE = "invalid keepalive"
WRONG_QOS = "invalid QoS"
WRONG_TOPIC = "invalid topic"
WRONG_OPTION = "invalid option '%s'"
TOO_MANY = "too many topics"
TOO_LARGE = "message too large"


class ClientInstance(Instance):
    """What mqtt.createclient() returns."""

    __slots__ = ("ƒclass", "ƒopened")
    ƒopened: Client


def connect(instance: ClientInstance, url: str, client_id: str, options: Any = None) -> None:
    from impsim.cloud.mqtt_connection import Hello

    if not 1 <= len(client_id) <= LONGEST_ID:
        raise SquirrelError(WRONG_ID)
    given = _options(options)
    hello = Hello(
        instance.ƒopened.host.name,
        _text(client_id),
        user=_optional_text(given.get("username")),
        password=_optional_text(given.get("password")),
        keepalive_s=_keepalive(given.get("keepalive")),
        will=_will(given),
    )
    instance.ƒopened.connect(instance, url, hello)


def _options(options: Any) -> dict[str, Any]:
    return {} if options is None else dict(items(options))


def _text(value: Any) -> str:
    """UTF-8 in a string or a blob."""
    try:
        return bytes_of(value).decode("utf-8")
    except UnicodeDecodeError:
        raise SquirrelError(WRONG_UTF8) from None


def _optional_text(value: Any) -> Any:
    return None if value is None else _text(value)


def _keepalive(value: Any) -> int:
    if value is None:
        return KEEPALIVE_S
    if type(value) is not int or not (value == 0 or LEAST_KEEPALIVE_S <= value <= MOST_KEEPALIVE_S):
        raise SquirrelError(WRONG_KEEPALIVE)
    return value


def _will(given: dict[str, Any]) -> Any:
    """The last will. Assumed: QoS 0, not retained, and empty without a willmessage."""
    from impsim.cloud.mqtt_connection import Message

    if given.get("willtopic") is None:
        return None
    content = given.get("willmessage")
    return Message(_topic(given["willtopic"]), _content("" if content is None else content))


def _topic(value: Any) -> str:
    from impsim.cloud.topics import is_topic

    topic = _text(value)
    if not is_topic(topic):
        raise SquirrelError(WRONG_TOPIC)
    return topic


def _content(value: Any) -> bytes:
    content = bytes_of(value)
    if len(content) > LARGEST:
        raise SquirrelError(TOO_LARGE)
    return content


def onconnect(instance: ClientInstance, callback: Any) -> None:
    instance.ƒopened.on_connect = callback


def onconnectionlost(instance: ClientInstance, callback: Any) -> None:
    instance.ƒopened.on_lost = callback


def onmessage(instance: ClientInstance, callback: Any) -> None:
    instance.ƒopened.on_message = callback


def createmessage(instance: ClientInstance, topic: Any, message: Any, options: Any = None) -> Any:
    from impsim.impos.agent_instances import new_instance
    from impsim.impos.mqtt import Outgoing

    made = new_instance("mqttmessage")
    made.ƒopened = Outgoing(instance.ƒopened, _message(topic, message, _options(options)))
    return made


def _message(topic: Any, content: Any, given: dict[str, Any]) -> Message:
    from impsim.cloud.mqtt_connection import Message

    retain = given.get("retain")
    if retain not in (None, False, True):
        raise SquirrelError(WRONG_OPTION % "retain")
    return Message(_topic(topic), _content(content), _qos(given.get("qos")), bool(retain))


def _qos(value: Any) -> int:
    if value is None:
        return 0
    if type(value) is not int or not 0 <= value <= HIGHEST_QOS:
        raise SquirrelError(WRONG_QOS)
    return value


def subscribe(instance: ClientInstance, topics: Any, qos: Any = None, callback: Any = None) -> int:
    client = instance.ƒopened
    names = _filters(topics)
    several = isinstance(topics, Array)
    client.subscribe(list(zip(names, _each_qos(qos, len(names)))), several, callback)
    return DONE


def _filters(topics: Any) -> list[str]:
    from impsim.cloud.topics import is_filter

    given = list(topics) if isinstance(topics, Array) else [topics]
    if len(given) > MOST_TOPICS:
        raise SquirrelError(TOO_MANY)
    names = [_text(topic) for topic in given]
    if not names or not all(map(is_filter, names)):
        raise SquirrelError(WRONG_TOPIC)
    return names


def _each_qos(qos: Any, count: int) -> list[int]:
    """One for all, or one for each."""
    given = list(qos) if isinstance(qos, Array) else [qos] * count
    if len(given) != count:
        raise SquirrelError(WRONG_QOS)
    return [_qos(one) for one in given]


def unsubscribe(instance: ClientInstance, topics: Any, callback: Any = None) -> None:
    instance.ƒopened.unsubscribe(_filters(topics), callback)


def disconnect(instance: ClientInstance, callback: Any = None) -> None:
    instance.ƒopened.disconnect(callback)


def connectionstate(instance: ClientInstance) -> int:
    client = instance.ƒopened
    client.host.poll()
    return client.state


MEMBERS = {
    "connect": connect,
    "onconnect": onconnect,
    "onconnectionlost": onconnectionlost,
    "onmessage": onmessage,
    "createmessage": createmessage,
    "subscribe": subscribe,
    "unsubscribe": unsubscribe,
    "disconnect": disconnect,
    "connectionstate": connectionstate,
}
