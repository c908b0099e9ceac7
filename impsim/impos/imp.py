"""One imp: its program on its machine, and why the program starts anew.

An exception that nothing catches is logged, and the program starts again in a new VM, while the network stays as
it is (D/resources/wifistatediagram). New code, server.restart() and a lack of memory start it anew, too.
"""

from __future__ import annotations

from impsim.device.device import Device
from impsim.device.session import Message
from impsim.impos import codespace, nv
from impsim.impos.connection import OVERHEAD
from impsim.impos.log import Log
from impsim.impos.machine import NEW_SQUIRREL, RUNNING, SEEKING, SQUIRREL_ERROR, SW_RESET, SW_RESTART, Machine
from impsim.impos.mailbox import Mailbox, missing_handler
from impsim.impos.memory import Memory, OutOfMemory
from impsim.squirrel.errors import Stop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.cloud.endpoint import Endpoint
    from impsim.device.profile import Profile
    from impsim.device.release import Release
    from impsim.device.world import Site
    from impsim.impos.agent import Agent
    from impsim.impos.local_network import LocalNetwork
    from impsim.impos.simulation import Simulation

RESTART_US = 1000000  # assumed: from the end of a program to its next start in a new VM
SHUTDOWN_NEWSQUIRREL = 1  # D/node/2454


class Imp(Machine):
    """device: its hardware and networks.  endpoint: the server's end of its connection.  agent: its agent, or None."""

    def __init__(
        self,
        simulation: Simulation,
        name: str,
        profile: Profile,
        release: Release,
        unit: Any,
        site: Site,
        endpoint: Endpoint,
        sink: Callable[[dict[str, Any]], object],
    ) -> None:
        device = Device(
            name,
            profile,
            release,
            simulation.clock,
            simulation.world,
            site,
            simulation.stream(name),
            simulation.instruments,
            endpoint,
        )
        log = Log(simulation.clock, name, device.numbers.device_id, sink, simulation.instruments)
        self.code_space = codespace.code_space(profile, release)
        self.refused: Any = None  # a program that has not fitted
        super().__init__(simulation, device, name, self._stored(unit), log)
        self.endpoint = endpoint
        endpoint.on_status = lambda text: log.write("status", text)
        self.agent: Optional[Agent] = None
        self.mailbox = Mailbox(self.in_line, self._missing_handler)
        self.on_shutdown: Any = None  # what server.onshutdown() registered
        self.local: Optional[LocalNetwork] = None  # what the program has opened there
        self.peripherals: list[Any] = []  # what the instances in the table hardware stand for
        self._new_code: Optional[tuple[Any]] = None  # a unit that the imp has not got yet
        self._next_reason: Optional[int] = None  # why the program will have been started, when it shuts down by itself
        self._told_of_boot = False  # whether the log has been told, since the latest one

    def begin(self) -> None:
        """Starts the program in a new VM."""
        self.connection.reset()
        self.mailbox = Mailbox(self.in_line, self._missing_handler)
        self.on_shutdown = None
        self._next_reason = None
        self.device.restart()
        if self.device.wifi is not None:
            self.device.wifi.powersave = False  # D/node/2372
        super().begin()
        if nv.survives(self.wake_reason):
            nv.restore(self.vm.root, self._nv)
        self._nv = None
        self.device.around.emit("vm", state="start", wake_reason=self.wake_reason)

    def prepare(self) -> None:
        """Makes a new VM, whose memory is that of the model."""
        super().prepare()
        self.memory = Memory(self.vm, self.device.profile["hardware.ram_free_bytes"], self.kept)
        self.vm.next_block = self.memory.next_block
        self.after_call = self.memory.turn_over

    def kept(self) -> list[Any]:
        """The functions that impOS keeps for the program."""
        registered = [self.on_exception, self.on_shutdown, self.connection.on_unexpected, *self.mailbox.handlers]
        registered += [callback for bound in self.peripherals for callback in bound.callbacks()]
        return [*registered, *self.loop.callbacks(), *(self.local.callbacks() if self.local else ())]

    def end(self) -> None:
        """The program is no more."""
        if self.running:
            self.device.around.emit("vm", state="end")
        super().end()
        self.device.network.order = None
        if self.local is not None:
            self.local.end()
            self.local = None

    # Restarting

    def restart_after_failure(self) -> None:
        self._begin_later(SQUIRREL_ERROR)

    def _begin_later(self, reason: int) -> None:
        self.end()
        self._next_begin = self.clock.after(RESTART_US, lambda: self._begin_with(reason))

    def _begin_with(self, reason: int) -> None:
        self._next_begin = None
        self.wake_reason = reason
        self.begin()

    def restart(self) -> None:
        """server.restart(), which does not return: a new VM, the network stays."""
        reason = self._next_reason
        self.forgive()
        self._begin_later(self._restart_reason if reason is None else reason)
        self.leave()

    def restart_squirrel(self) -> None:
        """What server.restart() does, asked for from outside."""
        if self.running or self.halted:
            self.forgive()
            self._begin_later(self._restart_reason)

    @property
    def _restart_reason(self) -> int:
        return SW_RESTART if self.device.release >= (35, 0) else SW_RESET

    def _stored(self, unit: Any) -> Any:
        """The program, or None where there is no room for it."""
        self.refused = None if codespace.fits(unit, self.code_space) else unit
        return unit if self.refused is None else None

    def _tell_space(self, what: str) -> None:
        """The log is told how much of its storage the program takes."""
        unit = self.refused or self.unit
        if unit is not None:
            told = codespace.OUT_OF_SPACE if self.refused is not None else what
            self.log.write("status", codespace.status(told, unit, self.code_space))

    def _cold_boot(self, reason: int) -> None:
        self._told_of_boot = False
        super()._cold_boot(reason)

    def connected(self) -> None:
        """The imp has reached the server, which may have new code for it."""
        super().connected()
        if not self._told_of_boot:
            self._told_of_boot = True
            self._tell_space(codespace.BOOTING)
        self._take_new_code()

    def deploy(self, unit: Any = None) -> None:
        """There is new code on the server: the imp gets it as soon as it is connected."""
        self._new_code = (unit or self.unit,)
        self.endpoint.send(self._take_new_code)

    def _take_new_code(self) -> None:
        """It starts at once, but a program that has asked to be told may finish its work first."""
        if self._new_code is None:
            return
        (unit,), self._new_code = self._new_code, None
        self.unit = self._stored(unit) or self.unit
        self._tell_space(codespace.DOWNLOADING)
        if self.refused is not None:
            return  # assumed: it keeps the program that it has
        if not self.started:
            self.wake_reason = NEW_SQUIRREL
        elif self.running and self.on_shutdown is not None:
            self._next_reason = NEW_SQUIRREL
            self.in_line(self.on_shutdown, SHUTDOWN_NEWSQUIRREL)
        elif self.running or self.halted:
            self.forgive()
            self._begin_later(NEW_SQUIRREL)

    def _stop(self, stop: Stop) -> None:
        if isinstance(stop, OutOfMemory):
            self._out_of_memory()
        else:
            super()._stop(stop)

    def _out_of_memory(self) -> None:
        """The program starts again with the reason of a reset (D/node/2407)."""
        self.log.write("lastexitcode", "out of memory")
        if self.may_start_again():
            self._begin_later(SW_RESET)

    # Messages

    def send_message(self, name: str, packed: Any) -> int:
        """agent.send(): 0 or a send error."""
        from impsim.impos import serialisation  # not every program sends any

        size = OVERHEAD + len(name) + serialisation.size(packed)
        arrive: Callable[[], Any] = lambda: self.endpoint.received("message", name, packed)  # noqa: E731
        return self.connection.send(Message(size, arrive, what="message"))

    def receive(self, name: str, packed: Any) -> None:
        """A message of the agent has come."""
        if self.running:
            self.mailbox.deliver(name, packed)

    def _missing_handler(self, name: str) -> None:
        self.log.write("server.error", missing_handler("device.send", name, self.device.release))

    # Running it alone

    def evaluate(self, unit: Any) -> Any:
        """As a Program does. Raises Stop where nothing runs it: without power, or asleep."""
        if self.power not in (RUNNING, SEEKING):
            raise Stop("the imp is %s" % self.power)
        return super().evaluate(unit)

    def run(self, until_us: int) -> None:
        """Lets everything happen up to and at until_us, or until nothing is left to happen."""
        self.simulation.run(until_us)

    def run_until_started(self) -> None:
        """Lets everything happen up to the start of the program and what it does at once."""
        while not self.started and self.clock.step():
            pass
        self.run(self.clock.now_us)
