"""An agent: the program that runs in the impCloud beside an imp, in a VM of its own on the same clock.

It lives as long as the simulation, whatever its imp does, and knows of the imp only what the server's
end of the connection tells it. An exception that nothing catches starts it again; what server.save() keeps
outlasts that, as it belongs to the endpoint.
"""

from __future__ import annotations

from impsim.impos.mailbox import (
    CONNECTION_LOST,
    NO_HANDLER,
    NOT_CONNECTED,
    PROGRAM_STOPPED,
    Mailbox,
    lose,
    missing_handler,
    sent,
)
from impsim.impos.memory import Memory, OutOfMemory
from impsim.impos.program import Program
from impsim.impos.web import Doorkeeper, Web, agent_id, new_credits
from impsim.squirrel.values import table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.cloud.endpoint import Endpoint
    from impsim.impos.credits import Credits
    from impsim.impos.eventloop import Timer
    from impsim.impos.imp import Imp
    from impsim.impos.mqtt import Clients
    from impsim.impos.simulation import Simulation
    from impsim.squirrel.errors import Stop

MEMORY_BYTES = 1000000  # assumed: no public text tells what agents have
RESTART_US = 1000000  # assumed: from a failure to the next start of the program
# The texts that are public are "reload" and "new_bytecode_version" (imp-central-impt, TestingGuide.md).
RELOAD = "reload"
NEW_CODE = "new_bytecode_version"
EXCEPTION = "exception"  # assumed: in the style of the public ones
OWN_WISH = "server_restart"  # assumed: in the style of the public ones
OUT_OF_MEMORY = "out_of_memory"  # assumed: in the style of the public ones
SHUTDOWN_NEWSQUIRREL, SHUTDOWN_OTHER = 1, 3  # D/node/2454


class Agent(Program):
    """endpoint: the server's end of the imp's connection.  mailbox, timers (by name), on_connect, on_disconnect,
    on_shutdown: what the program has registered in this run.

    ipaddress: where the imp has connected from since this run began, "" if it has not (D/node/2914).  web: what the
    program has under way on the Internet.  credits: for its requests.  ready: whether its first turn is over.
    signing: the credits that signatures cost, once it has made one.  mqtt: the clients of this run, once it has one.
    """

    side = "agent"
    code = "agent_code"
    log_kind = "agent"

    def __init__(self, simulation: Simulation, imp: Imp, endpoint: Endpoint, unit: Any) -> None:
        super().__init__(simulation, imp.device, imp.name, unit, imp.log)
        self.imp = imp
        self.endpoint = endpoint
        self.signing: Optional[Credits] = None
        self.mqtt: Optional[Clients] = None
        self._reason: Optional[str] = None  # of its latest restart
        self._waiting: list[tuple[str, Any]] = []  # messages that came while it was being started
        self.credits = new_credits(self)
        self._doorkeeper = Doorkeeper(self)
        self._forget()
        endpoint.on_connect = self._connected
        endpoint.on_disconnect = self._disconnected
        endpoint.on_message = self._receive
        simulation.internet.agents[agent_id(self.device_id)] = (imp.name, self._doorkeeper)

    @property
    def device_id(self) -> str:
        """The imp's id."""
        return self.device.numbers.device_id

    # Its life

    def start(self) -> None:
        """Starts the program for the first time."""
        self.begin()

    def begin(self) -> None:
        """Makes a new VM and has the program started in it; then come the messages that have waited."""
        self._tell("restarted" if self._reason else "started", self._reason)
        self._forget()
        super().begin()
        self.loop.put_in_line(self._take_in)

    def _forget(self) -> None:
        self.mailbox = Mailbox(self.in_line, self._missing_handler)
        self.timers: dict[str, Timer] = {}
        self.on_connect: Any = None
        self.on_disconnect: Any = None
        self.on_shutdown: Any = None
        self.ipaddress = ""
        self.web = Web(self)
        self.ready = False

    def prepare(self) -> None:
        """Makes a new VM, whose memory has an end, too."""
        super().prepare()
        self.memory = Memory(self.vm, MEMORY_BYTES, self.kept)
        self.vm.next_block = self.memory.next_block
        self.after_call = self.memory.turn_over

    def end(self) -> None:
        """The program is no more, nor is what it has under way."""
        super().end()
        self.ready = False
        self.web.end()
        if self.mqtt is not None:
            self.mqtt.end()
            self.mqtt = None

    def kept(self) -> list[Any]:
        """The functions that the impCloud keeps for the program."""
        registered = [self.on_exception, self.on_shutdown, self.on_connect, self.on_disconnect, *self.mailbox.handlers]
        return [*registered, *self.loop.callbacks(), *(self.mqtt.callbacks() if self.mqtt else ())]

    def restart(self, reason: str = OWN_WISH) -> None:
        """Starts the program again, from inside one of its own calls."""
        self._start_again(reason)
        self.leave()

    def deploy(self, unit: Any) -> None:
        """A new program takes the place of this one, even of one that had failed for good."""
        self.unit = unit
        if self.halted:
            self.forgive()
            self._start_again(NEW_CODE)
        else:
            self.request_restart(SHUTDOWN_NEWSQUIRREL)

    def request_restart(self, reason: int = SHUTDOWN_OTHER) -> None:
        """The cloud wants it to restart: the program's handler decides when, if it has one (D/node/2378)."""
        if self.on_shutdown is not None:
            self.in_line(self.on_shutdown, reason)
        elif self.running:
            self.end()
            self._start_again(NEW_CODE if reason == SHUTDOWN_NEWSQUIRREL else RELOAD)

    def restart_after_failure(self) -> None:
        """What follows an exception that nothing has caught."""
        self._start_again(EXCEPTION)

    def _start_again(self, reason: str) -> None:
        self._reason = reason
        self.clock.after(RESTART_US, self._restarted)

    def _restarted(self) -> None:
        self.log.write("status", "Agent restarted: %s." % self._reason)
        self.begin()

    def _fail(self, value: Any, error: Exception) -> None:
        super()._fail(value, error)
        if self.halted:
            self._stopped(EXCEPTION)

    def _stop(self, stop: Stop) -> None:
        if isinstance(stop, OutOfMemory):
            self._out_of_memory()
            return
        super()._stop(stop)
        self._stopped(stop.reason)

    def _out_of_memory(self) -> None:
        """Assumed: it starts again, as after an exception."""
        self.write_error("out of memory")
        if self.may_start_again():
            self._start_again(OUT_OF_MEMORY)
        else:
            self._stopped(OUT_OF_MEMORY)

    def _stopped(self, reason: str) -> None:
        """It does not start again: messages that wait have nobody left to wait for."""
        self._tell("stopped", reason)
        self._waiting, waiting = [], self._waiting
        for name, packed in waiting:
            lose(self, name, packed, PROGRAM_STOPPED)
        self._doorkeeper.close()

    def _tell(self, state: str, reason: Optional[str] = None) -> None:
        fields = {} if reason is None else {"reason": reason}
        self.simulation.instruments.emit(self.name, "agent", state=state, **fields)

    # Its imp

    def send_message(self, name: str, packed: Any) -> None:
        """Sends a message to the imp; without a connection it is lost (D/node/2431)."""
        sent(self, name, packed, "" if self.endpoint.connected else NOT_CONNECTED)
        self.endpoint.send(lambda: self._arrives(name, packed), lambda: lose(self.imp, name, packed, CONNECTION_LOST))

    def _arrives(self, name: str, packed: Any) -> None:
        imp = self.imp
        taken = imp.running and imp.mailbox.takes(name)
        imp.receive(name, packed)
        if not taken:
            lose(imp, name, packed, NO_HANDLER)

    def _receive(self, name: str, packed: Any) -> None:
        """A message of the imp. Assumed: until the first turn of the program is over it waits, in a restart as well."""
        if self.halted:
            lose(self, name, packed, PROGRAM_STOPPED)
        elif self.running and self.ready:
            self._deliver(name, packed)
        else:
            self._waiting.append((name, packed))

    def _take_in(self, this: Any) -> None:
        self.ready = True
        self._waiting, waiting = [], self._waiting
        for name, packed in waiting:
            self._deliver(name, packed)
        self._doorkeeper.open()

    def _deliver(self, name: str, packed: Any) -> None:
        if not self.mailbox.takes(name):
            lose(self, name, packed, NO_HANDLER)
        self.mailbox.deliver(name, packed)

    def _missing_handler(self, name: str) -> None:
        self.log.write("agent.error", missing_handler("agent.send", name, self.device.release))

    def _connected(self) -> None:
        self.ipaddress = self.endpoint.ipaddress
        if self.on_connect is not None:
            self.in_line(self.on_connect)

    def _disconnected(self) -> None:
        if self.on_disconnect is not None:
            arguments = (table({}),) if _takes_one(self.on_disconnect) else ()
            self.in_line(self.on_disconnect, *arguments)


def _takes_one(callback: Any) -> bool:
    """Whether a function has a parameter besides `this`: an empty table is passed for it (D/node/2479)."""
    return callback.__code__.co_argcount > 1  # type: ignore[no-any-return]
