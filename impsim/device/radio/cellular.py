"""A cellular interface: a modem with its SIM, the network that it registers with, its data session.

Each connection begins with the modem off. On its way up every step looks at the world as it is then: a
SIM that is pulled out while the modem registers is missed at the end of that step. Once the data session
is up the modem follows every change at once, but takes a while to notice that the session is gone, and
what has come back by then was never lost.
"""

from __future__ import annotations

from impsim.device import states
from impsim.device.errorcodes import (
    NO_MODEM,
    NO_PPP_CONNECTION,
    NO_REGISTRATION,
    REGISTRATION_DENIED,
    SERVER_CONNECTED,
    SIM_ERROR,
)
from impsim.device.interface import Interface
from impsim.device.radio.at import DIALOGUES, SESSION_DOWN
from impsim.device.radio.cellinfo import IDLE, IN_SESSION, LIMITED, Cell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.device.interface import Steps
    from impsim.device.nic import Nic
    from impsim.device.profile import Profile
    from impsim.device.release import Release
    from impsim.device.surroundings import Surroundings
    from impsim.device.world import Carrier, Coverage

STARTING_US = 1000000  # assumed: until the modem may listen
PINGING_US = 500000  # assumed: until it answers and has told what it is
PATIENCE_US = 3000000  # assumed: until one that does not answer is given up
SIM_US = 500000  # assumed: until the SIM is read
EMPTY_SEARCH_US = 5000000  # assumed: how long it looks for a network that takes it
QUERY_US = 1000000  # assumed: imp.net.getcellinfo() takes "a significant period of time" (D/node/3083)
OFF_ANSWER_US = 1000  # assumed: how soon it is clear that the modem is off
SETTLING_US = 1000000  # assumed: how long measurements are missing after a change of generation
NOTICED_US = {  # assumed: how long a session outlives its cause
    NO_MODEM: 1000000,
    SIM_ERROR: 1000000,
    REGISTRATION_DENIED: 1000000,
    NO_PPP_CONNECTION: 2000000,
    NO_REGISTRATION: 3000000,
}

OFF = (states.CELLULAR_STOPPED, states.CELLULAR_STOPPED_UNHAPPY, states.CELLULAR_REGISTRATION_DENIED)
REFUSALS = {"denied": REGISTRATION_DENIED, "none": NO_REGISTRATION}
NOTHING_KNOWN = ""  # assumed: what getcellinfo() tells of a modem that is off


class Reception:
    """What a modem finds where it is: read off the world at each question.

    generations: those that the modem knows, the best one first.
    """

    def __init__(self, around: Surroundings, generations: list[str]) -> None:
        self._around = around
        self._generations = generations

    @property
    def coverage(self) -> Coverage:
        """What there is to find."""
        return self._around.site.coverage

    @property
    def carrier(self) -> Optional[Carrier]:
        """The network there, None when there is none or it is down."""
        carrier = self._around.world.carriers.get(self.coverage.carrier)
        return carrier if carrier and carrier.up else None

    @property
    def generation(self) -> str:
        """The best one that network and modem both have here, or "".

        Assumed: where a carrier covers a place with one generation, it does so with its older ones too; a modem
        prefers 4G (D/node/2999).
        """
        carrier = self.carrier
        if carrier is None or self.coverage.registration == "none":
            return ""
        usable = [known for known in self._generations if known in carrier.generations]
        return next((known for known in usable if known <= self.coverage.generation), "")

    @property
    def status(self) -> str:
        """home, roaming, denied or none."""
        return self.coverage.registration if self.generation and self.coverage.sim == "ready" else "none"

    @property
    def refusal(self) -> int:
        """Why a modem cannot register, as an error code, or SERVER_CONNECTED when it can."""
        if self.coverage.modem == "dead":
            return NO_MODEM
        if self.coverage.sim != "ready":
            return SIM_ERROR
        return REFUSALS.get(self.status, SERVER_CONNECTED)


class Cellular(Interface):
    """identity: manufacturer, model, imei, imsi, swver, as imp.net.info() tells them.

    voltage_mv: the modem's supply.  at: what is said to the modem and what it answers.
    """

    kind = "cell"
    name = "cell0"
    stopped_state = states.CELLULAR_STOPPED

    def __init__(self, around: Surroundings, profile: Profile, identity: dict[str, str], voltage_mv: int) -> None:
        super().__init__(around)
        self.identity = identity
        self.voltage_mv = voltage_mv
        self.at = DIALOGUES[profile["cell.cellinfo"]](around, profile, identity)
        self._reception = Reception(around, profile["cell.generations"])
        self._network = ("none", "", "")  # registration, generation, carrier, as they were last told
        self._generation_changed_us = -SETTLING_US
        self._session = ""  # the carrier that the data session runs over
        self._listens = False  # to commands
        self._loss: Optional[list[Any]] = None  # the event at which it will notice that the session is gone
        self._questions: list[tuple[list[Any], Callable[[str], Any]]] = []

    def attempt(self, nic: Nic) -> Steps:
        """Registers: a process step that returns SERVER_CONNECTED once a data session is up, or why not."""
        code = yield from self._start()
        if code == SERVER_CONNECTED:
            code = yield from self._register()
        if code == SERVER_CONNECTED:
            code = yield from self._open_session(nic)
        return code

    def _start(self) -> Steps:
        self.enter(states.STARTING)
        yield STARTING_US
        self._listens = True
        self.enter(states.CELLULAR_PINGING)
        if self._reception.refusal == NO_MODEM:
            return (yield from self._wait_for_an_answer())
        self.at.greet()
        yield PINGING_US
        self.enter(states.CELLULAR_WAITING_FOR_SIM)
        yield SIM_US
        sim = self._reception.coverage.sim
        self.at.read_sim(sim)
        return SERVER_CONNECTED if sim == "ready" else SIM_ERROR

    def _wait_for_an_answer(self) -> Steps:
        self._listens = False
        self.at.says("AT", "")
        yield PATIENCE_US
        return NO_MODEM

    def _register(self) -> Steps:
        """A network that comes while it searches is tried as well, once."""
        self.enter(states.CELLULAR_REGISTERING)
        self.at.search()
        self._note_network("searching", "", "")
        expected = self._reception.refusal
        yield self._registering_us(expected)
        if expected != SERVER_CONNECTED and self._reception.refusal == SERVER_CONNECTED:
            yield self._registering_us(SERVER_CONNECTED)
        return self._registered()

    def _registering_us(self, expected: int) -> int:
        connect_us = self._reception.coverage.connect_us
        if expected == SERVER_CONNECTED:
            return connect_us - connect_us // 4
        if expected == REGISTRATION_DENIED:
            return connect_us // 2
        return EMPTY_SEARCH_US

    def _registered(self) -> int:
        """What came of registering."""
        self._follow_network()
        code = self._reception.refusal
        cell = self._cell()
        self.at.registration(cell)
        if cell and code == SERVER_CONNECTED:
            self.at.operator(cell)
            self.at.measure(cell)
        return self._refused(code)

    def _refused(self, code: int) -> int:
        """Shows why there is no registration, where that can be seen."""
        if code == SIM_ERROR:
            self.at.sim_changed(self._reception.coverage.sim)
        if code == REGISTRATION_DENIED:
            self.enter(states.CELLULAR_REGISTRATION_DENIED)
        return code

    def _open_session(self, nic: Nic) -> Steps:
        self.enter(states.CELLULAR_PPP_CONNECTING)
        yield self._reception.coverage.connect_us // 4
        self._follow_aloud()
        code = self._refused(self._reception.refusal)
        carrier = self.carrier
        if code != SERVER_CONNECTED or carrier is None:
            return code
        up = self._reception.coverage.ppp and _admits(carrier, nic.apn)
        self.at.dial(nic.apn or carrier.apn, up)
        self.around.emit("ppp", up=up)
        if not up:
            return NO_PPP_CONNECTION
        self._session = self._network[2]
        return SERVER_CONNECTED

    @property
    def carrier(self) -> Optional[Carrier]:
        """The network that it is registered with or that refuses it; None while it searches."""
        return self.around.world.carriers.get(self._network[2])

    def _follow_network(self) -> bool:
        """Takes notice of the network as it is now; returns whether it has changed."""
        found = self._reception
        status = found.status
        if status == "none":
            return self._note_network(status, "", "")
        return self._note_network(status, found.generation, found.coverage.carrier)

    def _note_network(self, status: str, generation: str, carrier: str) -> bool:
        network = (status, generation, carrier)
        if network == self._network:
            return False
        if generation and self._network[1] not in ("", generation):
            self._generation_changed_us = self.around.clock.now_us
        self._network = network
        self.around.emit("cell.registration", status=status, generation=generation, carrier=carrier)
        return True

    def _follow_aloud(self) -> None:
        """The modem tells of itself when its network has changed."""
        if self._follow_network():
            self.at.registration_changed(self._cell())

    def reassess(self) -> None:
        """Follows the network while a session is up, and begins to lose the session when it cannot go on."""
        if not self.has_link:
            return
        self._follow_aloud()
        code = self._failure()
        if code == SERVER_CONNECTED:
            self._forget_loss()
        elif self._loss is None:
            self._loss = self.around.clock.after(NOTICED_US[code], self._lose)

    def _failure(self) -> int:
        """Why the session cannot go on, or SERVER_CONNECTED.

        Assumed: it survives a change of generation, and of home to roaming, but not one of carrier.
        """
        refusal = self._reception.refusal
        coverage = self._reception.coverage
        if refusal == SERVER_CONNECTED and not (coverage.ppp and coverage.carrier == self._session):
            return NO_PPP_CONNECTION
        return refusal

    def _forget_loss(self) -> None:
        """It is not about to lose its session, or not any more."""
        if self._loss is not None:
            self.around.clock.cancel(self._loss)
            self._loss = None

    def _lose(self) -> None:
        self._loss = None
        code = self._refused(self._failure())
        if code == NO_MODEM:
            self._listens = False
        else:
            self.at.tells(SESSION_DOWN)
        self._end_session()
        self.lost(code)

    def _end_session(self) -> None:
        if self._session:
            self._session = ""
            self.around.emit("ppp", up=False)

    def give_up(self) -> None:
        """Switches the modem off, because an attempt failed or the session is lost."""
        denied = self.state == states.CELLULAR_REGISTRATION_DENIED
        self._switch_off(states.CELLULAR_REGISTRATION_DENIED if denied else states.CELLULAR_STOPPED_UNHAPPY)

    def stop(self) -> None:
        """Switches the modem off."""
        self._switch_off(states.CELLULAR_STOPPED)

    def _switch_off(self, state: int) -> None:
        self._forget_loss()
        self._end_session()
        self.lease = None
        if self._listens:
            self.at.switch_off()
            self._listens = False
        self._network = ("none", "", "")
        self.enter(state)
        self._disappoint()

    @property
    def has_link(self) -> bool:
        """Whether a data session is up, as far as the modem has noticed."""
        return self._session != ""

    @property
    def powered(self) -> bool:
        """Whether the modem connects or is connected."""
        return self.state not in OFF

    def ask(self, done: Callable[[str], Any]) -> None:
        """imp.net.getcellinfo(): done(text) follows, in any case; text is "" when the modem is or goes off."""
        if not self.powered:
            self.around.clock.after(OFF_ANSWER_US, lambda: done(NOTHING_KNOWN))
            return
        self._questions.append((self.around.clock.after(QUERY_US, self._answer), done))

    def measured(self) -> str:
        """What a question would be answered now, without the time that it takes."""
        return self.at.measure(self._cell()) if self.powered else NOTHING_KNOWN

    def _answer(self) -> None:
        """Of the oldest question: all take the same time."""
        _, done = self._questions.pop(0)
        done(self.at.measure(self._cell()))

    def _disappoint(self) -> None:
        """Nobody is left to answer (D/node/2999, 39.29: disconnecting while a question is pending)."""
        questions, self._questions = self._questions, []
        for event, done in questions:
            self.around.clock.cancel(event)
            done(NOTHING_KNOWN)

    def _cell(self) -> Optional[Cell]:
        """The cell that it listens to, None while it searches."""
        carrier = self.carrier
        status, generation, _ = self._network
        if carrier is None:
            return None
        service = LIMITED if status == "denied" else IN_SESSION if self._session else IDLE
        settled = self.around.clock.now_us - self._generation_changed_us >= SETTLING_US
        return Cell(self._reception.coverage, carrier, generation, service, settled)

    def cellinfo(self) -> str:
        """What the modem says of its serving cell now, in its own form."""
        return self.at.cellinfo(self._cell())

    def record(self, release: Release) -> dict[str, Any]:
        """Its table in imp.net.info().interface (D/api/imp/net/info)."""
        found: dict[str, Any] = {"type": "cell", **self.identity}
        if self.powered:
            found["voltage"] = self.voltage_mv
        if self.state == states.CONNECTED and self.has_link:
            found["rssi"] = self._reception.coverage.rssi_dbm
            found["cellinfo"] = self.cellinfo()
        return found


def _admits(carrier: Carrier, apn: str) -> bool:
    """Whether an APN leads anywhere. Assumed: a carrier without one takes any; "" asks for the SIM's own."""
    return apn in ("", carrier.apn) or not carrier.apn
