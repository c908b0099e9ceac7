"""An agent's MQTT clients: what the instances that mqtt.createclient() returns stand for.

A program may have any number of clients, of which one at a time is connected (D/api/mqtt/createclient). A client that
is connected and that the program has lost is closed, as impsim.impos.holdings finds out; one whose program ends leaves
without a word, and its last will is published.
"""

from __future__ import annotations

from impsim.cloud.mqtt import place
from impsim.cloud.mqtt_connection import SOCKET_ERROR, Message
from impsim.impos.arity import most_arguments
from impsim.impos.conversions import to_bytes
from impsim.impos.holdings import Holdings
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.stdlib.blob_stream import impos_blob
from impsim.squirrel.values import Array, table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.cloud.mqtt_connection import Connection, Hello
    from impsim.impos.agent import Agent
    from impsim.impos.agent_api.mqttclient import ClientInstance

DISCONNECTED, CONNECTING, CONNECTED, DISCONNECTING = range(4)  # D/api/mqtt/mqttclient/connectionstate
LARGEST = 262144  # of a message (D/node/2972)
TOO_LARGE = -3  # why a connection is lost (D/node/2974)
TOO_MANY = -12  # D/node/2979
MOST_UNANSWERED = 1024  # assumed: there is a limit, but no public number
# assumed: the texts
NOT_DISCONNECTED = "mqtt client is not disconnected"
NOT_CONNECTED = "mqtt client is not connected"
ANOTHER = "another mqtt client is connected"


def clients_of(host: Agent) -> Clients:
    """Those of the host's program."""
    if host.mqtt is None:
        host.mqtt = Clients(host)
    return host.mqtt


class Clients(Holdings):
    """All clients of one run of a program that are not disconnected: one, or none."""

    host: Agent

    def create(self) -> ClientInstance:
        """A new client."""
        from impsim.impos.agent_instances import new_instance

        instance: ClientInstance = new_instance("mqttclient")
        instance.ƒopened = Client(self)
        return instance

    @property
    def busy(self) -> bool:
        return bool(self.held)

    def end(self) -> None:
        """The program is over: its connection breaks off."""
        for opened, _ in self.held:
            opened.vanish()
        super().end()


class Outgoing:
    """A message that a program has made."""

    def __init__(self, client: Client, message: Message) -> None:
        self.client = client
        self.message = message

    @property
    def host(self) -> Agent:
        """Whose program has it."""
        return self.client.host


class Client:
    """state: of its connection.  on_connect, on_lost, on_message: what the program has registered, or None."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients
        self.host = clients.host
        self.state = DISCONNECTED
        self.on_connect: Any = None
        self.on_lost: Any = None
        self.on_message: Any = None
        self._connection: Optional[Connection] = None

    def callbacks(self) -> list[Any]:
        """The functions that are kept for the program."""
        return [self.on_connect, self.on_lost, self.on_message]

    # What the program does

    def connect(self, instance: ClientInstance, url: str, hello: Hello) -> None:
        """Begins to connect. Raises SquirrelError when there is a connection already."""
        if self.state != DISCONNECTED:
            raise SquirrelError(NOT_DISCONNECTED)
        if self._clients.busy:
            raise SquirrelError(ANOTHER)
        self.state = CONNECTING
        self._clients.note(self, instance)
        broker = self.host.simulation.brokers.find(url)
        if broker is None:
            self.host.clock.after(NOWHERE_US, lambda: self._found_nobody(hello.client_id))
        else:
            self._connection = broker.connect(hello, self, secure=_is_secure(url))

    def _found_nobody(self, client_id: str) -> None:
        if self.state == CONNECTING and self._connection is None:
            fields = {"broker": "", "client": client_id, "code": SOCKET_ERROR}
            self.host.simulation.instruments.emit(self.host.name, "mqtt.connect", **fields)
            self.opened(SOCKET_ERROR)

    @property
    def connection(self) -> Connection:
        """Its open connection. Raises SquirrelError when there is none."""
        if self.state != CONNECTED or self._connection is None:
            raise SquirrelError(NOT_CONNECTED)
        return self._connection

    def publish(self, message: Message, callback: Any) -> None:
        """Publishes a message; callback(code) hears when it counts as delivered."""
        connection = self.connection
        if connection.unanswered >= MOST_UNANSWERED:
            self._tell(callback, TOO_MANY)
        else:
            connection.publish(message, lambda code: self._tell(callback, code))

    def subscribe(self, wanted: list[tuple[str, int]], several: bool, callback: Any) -> None:
        """Subscribes; see `_tell_granted` for what the callback hears."""
        self.connection.subscribe(wanted, lambda granted: self._tell_granted(callback, several, granted))

    def unsubscribe(self, names: list[str], callback: Any) -> None:
        """Ends subscriptions; callback(code)."""
        self.connection.unsubscribe(names, lambda code: self._tell(callback, code))

    def disconnect(self, callback: Any) -> None:
        """Takes leave; callback() hears when that is over, at once where there is no connection."""
        if self.state in (CONNECTING, CONNECTED):
            self._leave()
            self.state = DISCONNECTING
        self.host.clock.after(LEAVING_US, lambda: self._left(callback))

    def _left(self, callback: Any) -> None:
        if self.state == DISCONNECTING:
            self._over()
        self._tell(callback)

    def close(self) -> None:
        """The program has lost it: it takes leave, and nobody hears of anything."""
        self._leave()
        self._over()

    def vanish(self) -> None:
        """The program is over."""
        if self.state == CONNECTED:
            self.connection.leave(clean=False)
            self.state = DISCONNECTED

    def _leave(self) -> None:
        connection = self._connection
        if connection is not None and self.state == CONNECTED:
            connection.leave(clean=True)
        elif connection is not None and self.state == CONNECTING:
            connection.broker.abandon(connection)

    def _over(self) -> None:
        self.state = DISCONNECTED
        self._connection = None
        self._clients.forget(self)

    # What it hears

    def opened(self, code: int) -> None:
        """The attempt to connect has ended."""
        self.state = CONNECTED
        if code:
            self._over()
        self._tell(self.on_connect, code)

    def received(self, message: Message) -> None:
        """A message has come. One that is too large ends the connection (D/node/2974)."""
        if len(message.payload) > LARGEST:
            self._leave()
            self.lost(TOO_LARGE)
        elif self.on_message is not None:
            self.host.in_line(self.on_message, _item(message))

    def lost(self, reason: int) -> None:
        """The connection has died."""
        self._over()
        self._tell(self.on_lost, reason)

    def _tell_granted(self, callback: Any, several: bool, granted: Any) -> None:
        """What a subscription has brought.

        Its page says that the callback has one parameter, the QoS granted; public code has two, a code before
        that (AzureIoTHub, GoogleIoTCore), as earlier versions of the page did. Each gets what it expects.
        """
        if callback is None:
            return
        failed = granted == SOCKET_ERROR
        qos = SOCKET_ERROR if failed else Array(granted) if several else granted[0]
        if most_arguments(callback) >= 2:
            self._tell(callback, SOCKET_ERROR if failed else 0, qos)
        else:
            self._tell(callback, qos)

    def _tell(self, callback: Any, *arguments: Any) -> None:
        """Calls a function of the program, with as many arguments as it takes."""
        if callback is not None:
            self.host.in_line(callback, *arguments[: most_arguments(callback)])


NOWHERE_US = 100000  # assumed: to find out that nobody answers at an address
LEAVING_US = 10000  # assumed: how long disconnecting takes


def _is_secure(url: str) -> bool:
    there = place(url)
    return there is not None and there[0] == "ssl"


def _item(message: Message) -> Any:
    """As the handler of messages gets it (D/node/2975). Assumed: dup is 0, as the network repeats nothing."""
    return table(
        {
            "topic": to_bytes(message.topic),
            "message": impos_blob(message.payload),
            "qos": message.qos,
            "retain": int(message.retain),
            "dup": 0,
        }
    )
