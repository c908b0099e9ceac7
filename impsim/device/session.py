"""The connection between an imp and the impCloud, once it stands: what TCP and TLS do for messages.

A message that is sent goes into a buffer and stays there until the server has acknowledged it.
While packets pass, both times are known when it is sent, so that a message costs no event of
its own unless somebody waits for it. While they do not, messages are stuck: TCP sends them
again and again, and if packets pass again soon enough nothing is lost but time.

A dead path shows only in silence. Each side that has heard nothing for 60 s asks; an imp
that then hears nothing for another 45 s takes the connection for lost (D/node/2411). As long as packets
pass these questions are answered and nobody sees them, so they are not simulated one by one.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional, Protocol

    from impsim.device.lan.path import Path
    from impsim.device.surroundings import Surroundings

    class Endpoint(Protocol):
        """The server's side, in impsim.cloud."""

        def session_opened(self, session: Any, ipaddress: str, cellular: bool = False) -> None: ...

        def session_closed(self, session: Any) -> None: ...

        def session_abandoned(self, session: Any) -> None: ...


QUIET_US = 60000000  # of silence, until the imp asks whether the server is there (D/node/2411)
PROBE_US = 45000000  # that it waits for the answer (D/node/2411)
NEVER = -1  # a time
RETRANSMISSION_US = 1000000  # assumed: how often TCP tries again while nothing passes


class Message:
    """One message in the send buffer, of size bytes.

    what: message or log, for the trace.  arrive: called when the server has it; acked: once the imp
    knows that; lost: if the connection ends first.  eager: whether arrive() may come as soon as it is certain, which
    saves an event.
    """

    __slots__ = ("acked", "acked_us", "arrive", "arrives_us", "eager", "lost", "size", "what")

    def __init__(
        self,
        size: int,
        arrive: Optional[Callable[[], Any]] = None,
        lost: Optional[Callable[[], Any]] = None,
        eager: bool = False,
        what: str = "",
    ) -> None:
        self.size = size
        self.what = what
        self.arrive = arrive
        self.lost = lost
        self.eager = eager
        self.acked: Optional[Callable[[], Any]] = None
        self.arrives_us = self.acked_us = 0  # when it and its acknowledgement are there, once it was sent


class Session:
    """answers: whether packets pass now.  window: the size of the send buffer, in bytes.

    on_dead is called once, when the imp finds that the server is gone.
    """

    def __init__(
        self,
        around: Surroundings,
        path: Path,
        endpoint: Endpoint,
        window: int,
        on_dead: Callable[[], Any],
    ) -> None:
        self._around = around
        self._clock = around.clock
        self._endpoint = endpoint
        self._on_dead = on_dead
        self._sent: list[Message] = []  # on their way to the server or back, oldest first
        self._stuck: list[Message] = []
        self._coming: list[Message] = []  # on their way to the imp, oldest first
        self._stuck_downwards: list[Message] = []
        self._waiting_for_room: list[Callable[[], Any]] = []
        self._heard_us = self._clock.now_us
        self._latest_up_us = self._latest_down_us = 0
        self._death: Optional[list[Any]] = None
        self._retry: Optional[list[Any]] = None
        self.path = path
        self.window = window
        self.open = True
        self._took_leave = False
        endpoint.session_opened(self, self._public_address(), path.interface.kind == "cell")
        around.emit("cloud.session", state="open", interface=path.interface.name, via=path.via)

    def _public_address(self) -> str:
        """What the server sees of where the imp is."""
        lan, world = self.path.interface.lan, self._around.world
        return lan.public_address if lan else world.carriers[self._around.site.coverage.carrier].public_address

    @property
    def answers(self) -> bool:
        """Whether the imp would answer the server now."""
        return self.open and self.path.carries

    # The way to the server

    def room(self) -> int:
        """How many bytes the send buffer can take now."""
        now_us = self._clock.now_us
        sent = self._sent
        while sent and sent[0].acked_us <= now_us:
            sent.pop(0)
        taken = sum([message.size for message in sent]) + sum([message.size for message in self._stuck])
        return self.window - taken

    def takes(self, size: int) -> bool:
        """Whether a message of so many bytes finds room; one larger than the buffer waits until that is empty."""
        room = self.room()
        return room >= min(size, self.window)

    def send(self, message: Message) -> None:
        """Puts a message into the buffer."""
        if not self._stuck and self.path.carries:
            self._transmit(message)
        else:
            self._stuck.append(message)
            self._watch()

    def _transmit(self, message: Message) -> None:
        clock = self._clock
        message.arrives_us = self._latest_up_us = max(clock.now_us + self.path.delay_us(), self._latest_up_us)
        message.acked_us = max(message.arrives_us + self._delay_downwards_us(), self._latest_down_us)
        self._heard_us = self._latest_down_us = message.acked_us
        self._sent.append(message)
        self._tell("up", message)
        if message.eager and message.arrive is not None:
            message.arrive()
        elif message.arrive is not None:
            clock.at(message.arrives_us, lambda: self._arrived(message))
        if message.acked is not None:
            clock.at(message.acked_us, lambda: self._acknowledged(message))

    def _arrived(self, message: Message) -> None:
        """Unless nothing passes any more, or it was sent again since."""
        if message.arrives_us != self._clock.now_us:
            return
        if self._took_leave or (self.open and self.path.carries):
            assert message.arrive is not None
            message.arrive()
        elif self.open:
            self._watch()

    def _acknowledged(self, message: Message) -> None:
        if self.open and message.acked_us == self._clock.now_us and message.acked is not None:
            message.acked()

    def when_empty(self, done: Callable[[], Any]) -> None:
        """Has done() called once everything sent so far is acknowledged."""
        last = Message(0)
        last.acked = done
        self.send(last)

    def when_room(self, done: Callable[[], Any]) -> None:
        """Has done() called when there may be more room than now."""
        if self._stuck or not self._sent:
            self._waiting_for_room.append(done)
        else:
            self._clock.at(self._sent[0].acked_us, done)

    # The way to the imp

    def deliver(self, arrive: Callable[[], Any], lost: Optional[Callable[[], Any]] = None, size: int = 0) -> None:
        """The server sends something of size bytes: arrive() is called when the imp has it, lost() if it never will."""
        message = Message(size, arrive, lost=lost, what="message")
        if not self.open:
            self._lose(message, "down")
        elif not self._stuck_downwards and self.path.carries:
            self._transmit_downwards(message)
        else:
            self._stuck_downwards.append(message)
            self._watch()

    def _transmit_downwards(self, message: Message) -> None:
        there_us = max(self._clock.now_us + self._delay_downwards_us(), self._latest_down_us)
        self._heard_us = self._latest_down_us = message.arrives_us = there_us
        self._coming.append(message)
        self._tell("down", message)
        self._clock.at(there_us, lambda: self._arrived_downwards(message))

    def _delay_downwards_us(self) -> int:
        return self.path.delay_us() + self.path.interface.doze_us

    def _arrived_downwards(self, message: Message) -> None:
        if not self.open or message.arrives_us != self._clock.now_us:
            return
        if self.path.carries:
            self._coming.remove(message)
            assert message.arrive is not None
            message.arrive()
        else:
            self._watch()

    def _tell(self, way: str, message: Message, **more: Any) -> None:
        """A packet event: when it is sent, and with `arrives_us` when it will be there; or `lost`."""
        if message.what and self._around.instruments.listening:
            more = more or {"arrives_us": message.arrives_us}
            self._around.emit("packet", way=way, what=message.what, bytes=message.size, **more)

    # Silence

    def reassess(self) -> None:
        """The world has changed: packets may pass no more, or again."""
        if self.open:
            self._watch()

    def _watch(self) -> None:
        """Counts the silence while no answer comes; holds up what cannot pass, and sends it once it can."""
        if self._heard_in_time:
            self._count_no_silence()
        elif self._death is None:
            self._death = self._clock.at(self._last_heard_us() + QUIET_US + PROBE_US, self._die)
        if self.path.carries:
            self._unstick()
        else:
            self._hold_up()
        if self._retry is None and (self._death or self._stuck or self._stuck_downwards):
            self._retry = self._clock.after(RETRANSMISSION_US, self._try_again)

    @property
    def _heard_in_time(self) -> bool:
        """Whether an answer to the imp's question would come before it gives up waiting."""
        return self.path.carries and self.path.round_trip_us < PROBE_US

    def _count_no_silence(self) -> None:
        if self._death is not None:
            self._clock.cancel(self._death)
            self._death = None
            self._heard_us = self._clock.now_us

    def _hold_up(self) -> None:
        """What is on its way, there or back, does not arrive: it is stuck, in front of what was sent later."""
        now_us = self._clock.now_us
        late = [message for message in self._sent if message.acked_us > now_us]
        for message in late:
            if message.eager or message.arrives_us <= now_us:
                message.arrive = None  # it is there: only the acknowledgement is missing
        for message in (*late, *self._coming):
            message.arrives_us = message.acked_us = NEVER
        self._stuck[:0], self._sent = late, []
        self._stuck_downwards[:0], self._coming = self._coming, []

    def _last_heard_us(self) -> int:
        """When the imp last heard the server: the latest message, or the latest answer to its questions since."""
        now_us = self._clock.now_us
        heard_us = min(self._heard_us, now_us)
        return heard_us + (now_us - heard_us) // QUIET_US * QUIET_US

    def _try_again(self) -> None:
        self._retry = None
        if self.open:
            self._watch()

    def _unstick(self) -> None:
        stuck, self._stuck = self._stuck, []
        for message in stuck:
            message.eager = False
            self._transmit(message)
        downwards, self._stuck_downwards = self._stuck_downwards, []
        for message in downwards:
            self._transmit_downwards(message)
        waiting, self._waiting_for_room = self._waiting_for_room, []
        for done in waiting:
            self.when_room(done)

    def _die(self) -> None:
        self._death = None
        if self.open and not self._heard_in_time:
            self._on_dead()

    # Its end

    def close(self, hasty: bool = False) -> None:
        """Takes leave of the server, which hears of it if packets pass. What is on its way arrives before that; hasty
        leaves it behind."""
        self._took_leave = self.path.carries and not self._stuck and not hasty
        if hasty and self.path.carries:
            self._endpoint.session_closed(self)
        elif self._took_leave:
            there_us = max(self._clock.now_us + self.path.delay_us(), self._latest_up_us)
            self._clock.at(there_us, lambda: self._endpoint.session_closed(self))
        else:
            self._endpoint.session_abandoned(self)
        self._end("closed")

    def abandon(self, reason: str) -> None:
        """Ends it without a word; what has not arrived is lost."""
        self._endpoint.session_abandoned(self)
        self._end(reason)

    def _end(self, reason: str) -> None:
        self.open = False
        for event in (self._death, self._retry):
            if event is not None:
                self._clock.cancel(event)
        if not self._took_leave:
            self._hold_up()
        lost = [message for message in self._stuck if message.arrive is not None]
        self._around.emit(
            "cloud.session",
            state="closed",
            interface=self.path.interface.name,
            via=self.path.via,
            reason=reason,
            lost_messages=len(lost) + len(self._stuck_downwards),
        )
        for message in lost:
            self._lose(message, "up")
        for message in self._stuck_downwards:
            self._lose(message, "down")

    def _lose(self, message: Message, way: str) -> None:
        self._tell(way, message, lost=True)
        if message.lost is not None:
            message.lost()
