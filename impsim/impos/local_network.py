"""What a program has opened for the local network: interfaces and UDP sockets (D/node/3082, /node/3068).

Both are instances that a program gets from a call. They close with close(), when the program ends, and when it has
lost the last reference to them, as impsim.impos.holdings finds out.
"""

from __future__ import annotations

from impsim.device.udp import Udp
from impsim.impos.holdings import Holdings
from impsim.squirrel.values import Instance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.device.link import Link
    from impsim.device.nic import Nic
    from impsim.device.udp import Socket
    from impsim.impos.imp import Imp


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


class LocalNetwork(Holdings):
    """Everything that one run of a program has open there."""

    host: Imp

    def __init__(self, host: Imp) -> None:
        super().__init__(host)
        self.udp = Udp(host.device.around)

    def open_interface(self, nic: Nic, callback: Any) -> InterfaceInstance:
        """Holds an interface up; the callback hears its state now and whenever it changes."""
        from impsim.impos.instances import new_instance

        link = self.host.device.network.links[nic.interface]
        opened = OpenInterface(self, link, callback)
        instance: InterfaceInstance = new_instance("interface", self.host)
        instance.ƒopened = opened
        self.note(opened, instance)
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
        self.note(opened, instance)
        return instance

    def keeps(self, instance: Any) -> list[Any]:
        """A socket keeps its interface open."""
        return [instance.ƒinterface] if isinstance(instance, SocketInstance) else []

    def forget(self, opened: Any) -> None:
        """Something is closed, and what stands on it."""
        super().forget(opened)
        for other, _ in list(self.held):
            if isinstance(other, OpenSocket) and other.interface is opened:
                other.close()

    def _state_changed(self, link: Link, state: int) -> None:
        self.stir()
        for opened, _ in list(self.held):
            if isinstance(opened, OpenInterface) and opened.link is link:
                opened.tell(state)
