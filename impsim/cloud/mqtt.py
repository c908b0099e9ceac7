"""MQTT brokers as a model: what MQTT 3.1.1 says that a server does, for clients that begin clean sessions.

A connection has two directions, and what goes in comes out after the broker's latency, in its order. Packets are not
built: the two ends call each other. A broker that hangs takes nothing out and puts nothing in; what is under way
waits, and a client with a keepalive finds out when its ping stays without an answer. The pings of a
connection that works are not simulated; when it stops working, it is computed when the next one would have been.
"""

from __future__ import annotations

from impsim.cloud.mqtt_connection import SOCKET_ERROR, Connection
from impsim.cloud.topics import matches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional, Protocol

    from impsim.cloud.mqtt_connection import Client, Hello, Message
    from impsim.sim.clock import Clock

    class Settings(Protocol):
        """How a broker is at the moment: impsim.device.world.MqttBroker."""

        address: str
        up: bool
        hangs: bool
        answer: int
        qos: int
        users: dict[str, str]
        clients: tuple[str, ...]
        denied: tuple[str, ...]
        latency_us: int


ADMITTED, WRONG_CLIENT, WRONG_CREDENTIALS = 0, 2, 4  # codes of CONNACK (MQTT 3.1.1, 3.2.2.3)
REJECTED = 128  # in place of a granted QoS (MQTT 3.1.1, 3.9.3)
PORTS = {"tcp": 1883, "ssl": 8883}  # registered with IANA
TCP_TRIPS, TLS_TRIPS = 1, 2  # before the first packet (RFC 9293; RFC 5246, 7.3)
ATTEMPT_US = 30000000  # assumed: how long a client waits for the broker's answer
MOST_RETAINED = 10000  # messages that one broker keeps, so that no program fills the host's memory
MOST_RETAINED_BYTES = 1 << 26


class Brokers:
    """All brokers of a world.  emit(device, kind, **fields): tells of events."""

    def __init__(self, parts: dict[str, Any], clock: Clock, emit: Callable[..., object]) -> None:
        self._brokers = {name: Broker(name, part, clock, emit) for name, part in parts.items()}

    def named(self, name: str) -> Broker:
        return self._brokers[name]

    def find(self, url: str) -> Optional[Broker]:
        """The one at a URL: one with this address, else one with none."""
        there = place(url)
        if there is None:
            return None
        own = [broker for broker in self._brokers.values() if broker.part.address and broker.stands_at(there)]
        return next(iter([*own, *(broker for broker in self._brokers.values() if not broker.part.address)]), None)

    def look(self) -> None:
        """The world has changed."""
        for broker in self._brokers.values():
            broker.look()


def place(url: str) -> Optional[tuple[str, str, int]]:
    """Scheme, host and port of a URL; None for what is none that a client can use."""
    scheme, divider, rest = url.partition("://")
    host, colon, port = rest.partition("/")[0].partition(":")
    if scheme not in PORTS or not divider or not host or (colon and not is_port(port)):
        return None
    return scheme, host.lower(), int(port) if colon else PORTS[scheme]


def is_port(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 5 and 0 < int(text) < 65536


class Broker:
    """One broker.  part: how it is at the moment.  connections: the open ones by client ID, in their order."""

    def __init__(self, name: str, part: Settings, clock: Clock, emit: Callable[..., object]) -> None:
        self.name = name
        self.part = part
        self.clock = clock
        self.connections: dict[str, Connection] = {}
        self._attempts: list[Connection] = []
        self._emit = emit
        self._retained: dict[str, Message] = {}
        self._retained_bytes = 0
        self._hung = part.hangs

    def stands_at(self, there: tuple[str, str, int]) -> bool:
        scheme, _, rest = self.part.address.rpartition("://")
        host, colon, port = rest.partition(":")
        default = PORTS.get(scheme, there[2])
        return scheme in ("", there[0]) and host.lower() == there[1] and there[2] == (int(port) if colon else default)

    def tell(self, device: str, kind: str, **fields: Any) -> None:
        """An event of the trace."""
        self._emit(device, "mqtt." + kind, broker=self.name, **fields)

    # Connections

    def connect(self, hello: Hello, client: Client, secure: bool) -> Connection:
        """A client connects: it is told when that is done or has failed."""
        connection = Connection(self, hello, client)
        self._attempts.append(connection)
        connection.give_up = self.clock.after(ATTEMPT_US, lambda: self._refused(connection))
        self._travel(TCP_TRIPS, connection, lambda: self._reached(connection, secure))
        return connection

    def _travel(self, trips: int, connection: Connection, then: Callable[[], object]) -> None:
        """Calls then() after so many ways there and back, if the broker is up."""

        def arrive() -> None:
            if self.part.up:
                then()
            else:
                self._refused(connection)

        self.clock.after(2 * trips * self.part.latency_us, arrive)

    def _reached(self, connection: Connection, secure: bool) -> None:
        self._travel(TLS_TRIPS if secure else 0, connection, lambda: connection.send(lambda: self._greeted(connection)))

    def _refused(self, connection: Connection) -> None:
        """There is no answer, or none of a broker."""
        if connection in self._attempts:
            self._forget(connection)
            self._drop(connection)
            connection.shut()
            self._tell_code(connection, SOCKET_ERROR)
            connection.client.opened(SOCKET_ERROR)

    def _greeted(self, connection: Connection) -> None:
        """CONNECT has come; the answer goes back."""
        code = self._judge(connection.hello)
        if code == ADMITTED:
            self._take_over(connection)
            self.connections[connection.hello.client_id] = connection
        connection.down.put(lambda: self._answered(connection, code))

    def _judge(self, hello: Hello) -> int:
        part = self.part
        if part.answer:
            return part.answer
        if part.clients and hello.client_id not in part.clients:
            return WRONG_CLIENT
        if part.users and not self._knows(hello):
            return WRONG_CREDENTIALS
        return ADMITTED

    def _knows(self, hello: Hello) -> bool:
        if hello.user not in self.part.users:
            return False
        return self.part.users[hello.user] in ("", hello.password)

    def _answered(self, connection: Connection, code: int) -> None:
        self._forget(connection)
        if code != ADMITTED:
            connection.shut()
        self._tell_code(connection, code)
        connection.client.opened(code)

    def _tell_code(self, connection: Connection, code: int) -> None:
        self.tell(connection.hello.device, "connect", client=connection.hello.client_id, code=code)

    def _forget(self, connection: Connection) -> None:
        self._attempts.remove(connection)
        self.clock.cancel(connection.give_up)

    def abandon(self, connection: Connection) -> None:
        """A client gives up an attempt."""
        if connection in self._attempts:
            self._forget(connection)
        connection.shut()
        self.left(connection, clean=True)

    def _take_over(self, connection: Connection) -> None:
        """Of two connections of one client the older one is closed (MQTT 3.1.1, 3.1.4)."""
        other = self.connections.get(connection.hello.client_id)
        if other is not None:
            self._break(other, "taken over")

    def left(self, connection: Connection, clean: bool) -> None:
        """A client has gone, with or without taking leave; without, its will is published."""
        if self._drop(connection):
            self._close(connection, "disconnected" if clean else "vanished", clean)

    def kick(self, client_id: Optional[str] = None) -> None:
        """The broker closes connections: of one client, or all."""
        for connection in list(self.connections.values()):
            if client_id in (None, connection.hello.client_id):
                self._break(connection, "closed by the broker")

    def _break(self, connection: Connection, reason: str, dead: bool = False) -> None:
        """The broker, or its end, closes a connection; the client hears of it."""
        self._drop(connection)
        connection.shut()
        self.clock.after(self.part.latency_us, lambda: self._hears_the_end(connection))
        self._close(connection, reason, clean=dead)

    def _hears_the_end(self, connection: Connection) -> None:
        """A client that was still waiting for the answer to its CONNECT gets none."""
        if connection in self._attempts:
            self._refused(connection)
        else:
            connection.fail(SOCKET_ERROR)

    def _drop(self, connection: Connection) -> bool:
        """Whether the connection was open, which it is no more."""
        if self.connections.get(connection.hello.client_id) is not connection:
            return False
        del self.connections[connection.hello.client_id]
        return True

    def _close(self, connection: Connection, reason: str, clean: bool) -> None:
        hello = connection.hello
        self.tell(hello.device, "closed", client=hello.client_id, reason=reason)
        if hello.will is not None and not clean:
            self.publish(hello.will, hello, will=True)

    # What happens to it

    def look(self) -> None:
        """The world has changed."""
        if not self.part.up:
            for connection in list(self.connections.values()):
                self._break(connection, "the broker is down", dead=True)
        if self.part.hangs != self._hung:
            self._hung = self.part.hangs
            for connection in list(self.connections.values()):
                if self._hung and connection not in self._attempts:
                    connection.hang()
            for connection in [] if self._hung else [*self.connections.values(), *self._attempts]:
                connection.resume()

    # Messages

    def publish(self, message: Message, by: Optional[Hello] = None, **more: Any) -> None:
        """A message reaches the broker; by: whose it is, None for the world's."""
        device, client = (by.device, by.client_id) if by is not None else ("", "")
        if by is not None and self.denies(message.topic):
            more["lost"] = "denied"
        self.tell(device, "publish", client=client, **message.described(), **more)
        if "lost" in more:
            return
        if message.retain:
            self._retain(message)
        for connection in list(self.connections.values()):
            qos = connection.wants(message.topic)
            if qos is not None:
                connection.deliver(message, qos, retained=False)

    def denies(self, topic: str) -> bool:
        return any(matches(denied, topic) for denied in self.part.denied)

    def _retain(self, message: Message) -> None:
        """Keeps the newest of a topic; one without content clears it (MQTT 3.1.1, 3.3.1.3)."""
        before = self._retained.pop(message.topic, None)
        self._retained_bytes -= len(before.payload) if before is not None else 0
        size = self._retained_bytes + len(message.payload)
        if message.payload and len(self._retained) < MOST_RETAINED and size <= MOST_RETAINED_BYTES:
            self._retained[message.topic] = message
            self._retained_bytes = size

    def subscribe(self, connection: Connection, wanted: list[tuple[str, int]]) -> list[int]:
        """What is granted: a QoS for each filter, or REJECTED."""
        granted = [REJECTED if self.denies(name) else min(qos, self.part.qos) for name, qos in wanted]
        topics = [name for name, _ in wanted]
        hello = connection.hello
        self.tell(hello.device, "subscribe", client=hello.client_id, topics=topics, granted=granted)
        for (name, _), qos in zip(wanted, granted):
            if qos != REJECTED:
                connection.subscriptions[name] = qos
        return granted

    def send_retained(self, connection: Connection, wanted: list[str]) -> None:
        """What is kept for topics that a client has just subscribed to."""
        for name in wanted:
            for message in [kept for kept in self._retained.values() if matches(name, kept.topic)]:
                if name in connection.subscriptions:
                    connection.deliver(message, connection.subscriptions[name], retained=True)
