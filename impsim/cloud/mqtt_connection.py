"""One client's connection to an MQTT broker: what is under way in it, what waits for an answer, and how it ends."""

from __future__ import annotations

from impsim.cloud.topics import matches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional, Protocol

    from impsim.cloud.mqtt import Broker

    class Client(Protocol):
        """Who connects: hears that the connection is open or was refused, of messages, and of its loss."""

        def opened(self, code: int) -> object: ...

        def received(self, message: Message) -> object: ...

        def lost(self, reason: int) -> object: ...


SOCKET_ERROR = -1  # of an attempt, and of an operation under way when the connection dies


class Message:
    """topic: text.  payload: bytes.  qos: 0 to 2.  retain: the broker is to keep it, or it has been kept."""

    __slots__ = ("payload", "qos", "retain", "topic")

    def __init__(self, topic: str, payload: bytes, qos: int = 0, retain: bool = False) -> None:
        self.topic = topic
        self.payload = payload
        self.qos = qos
        self.retain = retain

    def described(self) -> dict[str, Any]:
        """As events tell it; bytes that are not UTF-8 are kept as the characters of their numbers."""
        try:
            text = self.payload.decode("utf-8")
        except UnicodeDecodeError:
            text = self.payload.decode("latin-1")
        return {"topic": self.topic, "payload": text, "qos": self.qos, "retain": self.retain}


class Hello:
    """What a client says when it connects.  device: of whose agent it is, in events.  keepalive_s: 0 is none."""

    def __init__(self, device: str, client_id: str, **more: Any) -> None:
        self.device = device
        self.client_id = client_id
        self.user: Optional[str] = more.get("user")
        self.password: Optional[str] = more.get("password")
        self.keepalive_s: int = more.get("keepalive_s", 0)
        self.will: Optional[Message] = more.get("will")


class Pipe:
    """One direction of a connection."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._waiting: list[Callable[[], object]] = []
        self._latest_us = 0
        self._closed = False

    def put(self, arrive: Callable[[], object]) -> None:
        """Something goes in: arrive() is called when it comes out, if it does."""
        clock = self._broker.clock
        self._latest_us = max(self._latest_us, clock.now_us + self._broker.part.latency_us)
        clock.at(self._latest_us, lambda: self._out(arrive))

    def _out(self, arrive: Callable[[], object]) -> None:
        if self._closed:
            return
        if self._broker.part.hangs:
            self._waiting.append(arrive)
        else:
            arrive()

    def resume(self) -> None:
        """What has waited comes out."""
        self._waiting, waiting = [], self._waiting
        for arrive in waiting:
            self.put(arrive)

    def close(self) -> None:
        """What is under way never comes out."""
        self._closed = True
        self._waiting.clear()


class Connection:
    """One client's connection, as both ends use it.  subscriptions: granted QoS by filter.

    The answers to what the client asks are called with an outcome: SOCKET_ERROR when the connection dies before.
    """

    def __init__(self, broker: Broker, hello: Hello, client: Client) -> None:
        self.broker = broker
        self.hello = hello
        self.client = client
        self.up = Pipe(broker)
        self.down = Pipe(broker)
        self.subscriptions: dict[str, int] = {}
        self.give_up: Any = None
        self._unanswered: dict[int, Callable[[Any], object]] = {}
        self._asked = 0
        self._sent_us = broker.clock.now_us  # when the client has last sent something
        self._ping: Any = None
        self._over = False  # the client knows of its end

    @property
    def unanswered(self) -> int:
        """How many questions of the client are open."""
        return len(self._unanswered)

    # The client's end

    def publish(self, message: Message, done: Callable[[Any], object]) -> None:
        """done(0): it counts as delivered, which depends on its QoS."""
        answer = self._ask(done)
        self.send(lambda: self._published(message, answer))

    def _published(self, message: Message, answer: Callable[[Any], object]) -> None:
        self.broker.publish(message, self.hello)
        if message.qos == 0:
            answer(0)
        elif message.qos == 1:
            self.down.put(lambda: answer(0))
        else:  # received, release, complete
            self.down.put(lambda: self.up.put(lambda: self.down.put(lambda: answer(0))))

    def subscribe(self, wanted: list[tuple[str, int]], done: Callable[[Any], object]) -> None:
        """done(list of granted QoS)"""
        answer = self._ask(done)
        self.send(lambda: self._subscribed(wanted, answer))

    def _subscribed(self, wanted: list[tuple[str, int]], answer: Callable[[Any], object]) -> None:
        granted = self.broker.subscribe(self, wanted)
        self.down.put(lambda: answer(granted))
        self.broker.send_retained(self, [name for name, _ in wanted])

    def unsubscribe(self, names: list[str], done: Callable[[Any], object]) -> None:
        """done(0), also for what it was not subscribed to (MQTT 3.1.1, 3.10.4)."""
        answer = self._ask(done)
        self.send(lambda: self._unsubscribed(names, answer))

    def _unsubscribed(self, names: list[str], answer: Callable[[Any], object]) -> None:
        for name in names:
            self.subscriptions.pop(name, None)
        self.broker.tell(self.hello.device, "unsubscribe", client=self.hello.client_id, topics=names)
        self.down.put(lambda: answer(0))

    def leave(self, clean: bool) -> None:
        """The client goes, with DISCONNECT or without. It hears nothing any more, and its questions have failed."""
        self._over = True
        self.down.close()
        self._cancel_ping()
        self.up.put(lambda: self.broker.left(self, clean))
        self._fail_questions()

    def send(self, arrive: Callable[[], object]) -> None:
        """Sends something to the broker."""
        self._sent_us = self.broker.clock.now_us
        self.up.put(arrive)

    def _ask(self, done: Callable[[Any], object]) -> Callable[[Any], object]:
        self._asked += 1
        number = self._asked
        self._unanswered[number] = done
        return lambda outcome: self._answer(number, outcome)

    def _answer(self, number: int, outcome: Any) -> None:
        done = self._unanswered.pop(number, None)
        if done is not None:
            done(outcome)

    # The broker's end

    def wants(self, topic: str) -> Optional[int]:
        """The QoS with which the client has subscribed to a topic, the highest of several; None: it has not."""
        found = [qos for wanted, qos in self.subscriptions.items() if matches(wanted, topic)]
        return max(found) if found else None

    def deliver(self, message: Message, granted: int, retained: bool) -> None:
        copy = Message(message.topic, message.payload, min(message.qos, granted), retained)
        self.down.put(lambda: self._delivered(copy))

    def _delivered(self, message: Message) -> None:
        hello = self.hello
        self.broker.tell(hello.device, "deliver", client=hello.client_id, **message.described())
        self.client.received(message)

    # Its end

    def shut(self) -> None:
        """Nothing comes through any more."""
        self.up.close()
        self.down.close()
        self._cancel_ping()

    def fail(self, reason: int) -> None:
        """The client hears that the connection is dead."""
        self.shut()
        if not self._over:
            self._over = True
            self.client.lost(reason)
            self._fail_questions()

    def _fail_questions(self) -> None:
        for number in list(self._unanswered):
            self._answer(number, SOCKET_ERROR)

    def hang(self) -> None:
        """From here on pings stay without an answer. Assumed: a client waits for one as long as its keepalive."""
        keepalive_us = self.hello.keepalive_s * 1000000
        if keepalive_us:
            clock = self.broker.clock
            pings = -(-(clock.now_us - self._sent_us) // keepalive_us)
            self._ping = clock.at(self._sent_us + (max(pings, 1) + 1) * keepalive_us, self._given_up)

    def _given_up(self) -> None:
        self._ping = None
        self.broker.left(self, clean=False)
        self.fail(SOCKET_ERROR)

    def _cancel_ping(self) -> None:
        if self._ping is not None:
            self.broker.clock.cancel(self._ping)
            self._ping = None

    def resume(self) -> None:
        """The broker answers again."""
        self._cancel_ping()
        self.up.resume()
        self.down.resume()
