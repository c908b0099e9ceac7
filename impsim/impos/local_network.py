"""What a program has opened for the local network: interfaces and UDP sockets (D/node/3082, /node/3068).

Both are instances that a program gets from a call. They close with close(), when the program ends,
and when it has lost the last reference to them: impOS counts references, Python need not. So
after turns of the program it is looked whether it can still reach them; what the census of
memory does not find may still be held by the host, so Python's collector has the last word. Both answers are
the same on every Python. A look costs as much as the heap is large, so looks grow rare while nothing changes.
"""

from __future__ import annotations

import gc
from _weakref import ref

from impsim.device.udp import Udp
from impsim.impos.memory import Census
from impsim.squirrel.values import Instance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.device.link import Link
    from impsim.device.nic import Nic
    from impsim.device.udp import Socket
    from impsim.impos.imp import Imp

FIRST_REST_US = 1000000  # assumed: how long it goes unnoticed at first that nothing refers to an interface any more ...
LONGEST_REST_US = 10000000  # ... and in the long run
VAIN_REST_US = 600000000  # between two looks when the host still held what the program had lost: such looks are dear


class InterfaceInstance(Instance):
    """What imp.net.open() returns."""

    __slots__ = ("ƒclass", "ƒopened")
    ƒopened: OpenInterface


class SocketInstance(Instance):
    """What interface.openudp() returns; it keeps its interface open."""

    __slots__ = ("ƒclass", "ƒinterface", "ƒopened")
    ƒinterface: InterfaceInstance
    ƒopened: OpenSocket


class OpenInterface:
    """An interface that a program holds up.  callback: hears of its states, or None."""

    def __init__(self, local: LocalNetwork, link: Link, callback: Any) -> None:
        self.local = local
        self.link = link
        self.callback = callback
        self.open = True

    @property
    def host(self) -> Imp:
        """Whose program holds it."""
        return self.local.host

    def tell(self, state: int) -> None:
        """Its state has changed."""
        if self.callback is not None:
            self.local.host.answer(self.callback, state)

    def callbacks(self) -> list[Any]:
        """What impOS keeps for it."""
        return [self.callback]

    def close(self) -> None:
        """Lets the interface go, with all sockets that were opened on it."""
        if self.open:
            self.open = False
            self.local.forget(self)
            self.link.let_go()


class OpenSocket:
    """A socket of a program.  interface: what it was opened on.  callback: gets what arrives, or None."""

    def __init__(self, local: LocalNetwork, interface: OpenInterface, callback: Any) -> None:
        self.local = local
        self.interface = interface
        self.callback = callback
        self.socket: Optional[Socket] = None

    @property
    def host(self) -> Imp:
        """Whose program has it."""
        return self.local.host

    @property
    def open(self) -> bool:
        """Whether it can be used."""
        return self.socket is not None and self.socket.open

    def receive(self, source: str, source_port: int, address: str, port: int, payload: bytes) -> None:
        """A datagram has come. Without a callback it is lost."""
        from impsim.squirrel.stdlib.blob_stream import impos_blob

        if self.callback is not None:
            self.local.host.in_line(self.callback, source, source_port, address, port, impos_blob(payload))

    def callbacks(self) -> list[Any]:
        """What impOS keeps for it."""
        return [self.callback]

    def close(self) -> None:
        """Closes it, at the latest together with its interface."""
        if self.socket is not None and self.socket.open:
            self.socket.close()
            self.local.forget(self)


def local_network(host: Imp) -> LocalNetwork:
    """What the host's program has open."""
    if host.local is None:
        host.local = LocalNetwork(host)
    return host.local


class LocalNetwork:
    """Everything that one run of a program has open."""

    def __init__(self, host: Imp) -> None:
        self.host = host
        self.udp = Udp(host.device.around)
        self._open: list[tuple[Any, Any]] = []  # (OpenInterface or OpenSocket, weak reference to its instance)
        self._rest_us = 0
        self._look: Optional[list[Any]] = None
        self._after_call = host.after_call
        host.after_call = self._turn_over

    def open_interface(self, nic: Nic, callback: Any) -> InterfaceInstance:
        """Holds an interface up; the callback hears its state now and whenever it changes."""
        from impsim.impos.instances import new_instance

        link = self.host.device.network.links[nic.interface]
        opened = OpenInterface(self, link, callback)
        instance: InterfaceInstance = new_instance("interface", self.host)
        instance.ƒopened = opened
        self._note(opened, instance)
        link.interface.on_state = lambda state: self._state_changed(link, state)
        before = link.interface.state
        link.hold(nic)
        if link.interface.state == before:
            opened.tell(before)
        return instance

    def open_socket(self, interface: InterfaceInstance, callback: Any, port: int) -> Optional[SocketInstance]:
        """A socket on an open interface; None when the port is taken."""
        from impsim.impos.instances import new_instance

        opened = OpenSocket(self, interface.ƒopened, callback)
        opened.socket = self.udp.open(interface.ƒopened.link, port, opened.receive)
        if opened.socket is None:
            return None
        instance: SocketInstance = new_instance("udpsocket", self.host)
        instance.ƒopened, instance.ƒinterface = opened, interface
        self._note(opened, instance)
        return instance

    def _note(self, opened: Any, instance: Instance) -> None:
        self._open.append((opened, ref(instance)))
        self._rest_us = 0

    def forget(self, opened: Any) -> None:
        """Something is closed, and what stands on it."""
        self._open = [pair for pair in self._open if pair[0] is not opened]
        self._rest_us = 0
        for other, _ in list(self._open):
            if isinstance(other, OpenSocket) and other.interface is opened:
                other.close()

    def _state_changed(self, link: Link, state: int) -> None:
        self._rest_us = 0
        for opened, _ in list(self._open):
            if isinstance(opened, OpenInterface) and opened.link is link:
                opened.tell(state)

    def callbacks(self) -> list[Any]:
        """The functions that are kept for the program."""
        return [callback for opened, _ in self._open for callback in opened.callbacks()]

    def end(self) -> None:
        """The program is over."""
        if self._look is not None:
            self.host.clock.cancel(self._look)
        for opened, _ in list(self._open):
            opened.close()

    # What nothing refers to any more

    def _turn_over(self) -> None:
        """A turn of the program has ended."""
        self._after_call()
        if self._open and self._look is None:
            self._look = self.host.clock.after(self._rest_us, self._look_around, background=self._rest_us > 0)
            self._rest_us = min(max(2 * self._rest_us, FIRST_REST_US), LONGEST_REST_US)

    def _look_around(self) -> None:
        """Closes what the program has lost. In the middle of a turn it would miss what only that turn refers to."""
        self._look = None
        if self.host.loop.busy or self.host.loop.held:
            return
        if self._lost():
            self._rest_us = VAIN_REST_US
            gc.collect()
        for opened, instance in list(self._open):
            if instance() is None:
                opened.close()

    def _lost(self) -> bool:
        """Whether something cannot be reached from what a program can use."""
        census = Census({}, set())
        census.walk((self.host.vm.root, *self.host.kept()))
        found = set(census.found)
        instances = [instance() for _, instance in self._open]
        for instance in instances:
            if isinstance(instance, SocketInstance) and id(instance) in found:
                found.add(id(instance.ƒinterface))
        return any(instance is not None and id(instance) not in found for instance in instances)
