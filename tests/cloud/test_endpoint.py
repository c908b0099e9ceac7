"""The impCloud's end of a connection: what the server believes, and from when on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impsim.cloud.endpoint import CELLULAR_PING_US, PING_US, Endpoint
from impsim.sim.clock import Clock

MINUTE_US = 60000000


class Session:
    """The imp's end, as a test sets it up."""

    def __init__(self, answers=True):
        self.answers = answers
        self.delivered = []

    def deliver(self, arrive, lost=None):
        self.delivered.append(arrive)


class Server:
    """An endpoint, and what it has told: (minutes, what)."""

    def __init__(self):
        self.clock = Clock()
        self.told = []
        self.events = []
        self.endpoint = Endpoint(self.clock, lambda kind, **fields: self.events.append((kind, fields)))
        self.endpoint.on_connect = lambda: self._tell("connect")
        self.endpoint.on_disconnect = lambda: self._tell("disconnect")
        self.endpoint.on_message = lambda name, packed: self._tell((name, packed))

    def _tell(self, what):
        self.told.append((self.clock.now_us / MINUTE_US, what))

    def at(self, minutes):
        self.clock.advance(round(minutes * MINUTE_US))
        return self

    def opened(self, address="192.0.2.1", **options):
        session = Session()
        self.endpoint.session_opened(session, address, **options)
        return session


@pytest.fixture
def server():
    return Server()


def test_before_anything_has_happened(server):
    assert not server.endpoint.connected
    assert server.endpoint.ipaddress == ""
    assert server.endpoint.saved is None


def test_a_session_connects(server):
    server.opened("192.0.2.7")
    assert server.endpoint.connected
    assert server.endpoint.ipaddress == "192.0.2.7"
    assert server.told == [(0, "connect")]


def test_an_imp_that_takes_leave_is_disconnected_at_once(server):
    session = server.opened()
    server.at(1).endpoint.session_closed(session)
    assert not server.endpoint.connected
    assert server.at(60).told == [(0, "connect"), (1, "disconnect")]


def test_the_address_stays_known_after_the_end(server):
    server.endpoint.session_closed(server.opened("192.0.2.7"))
    assert server.endpoint.ipaddress == "192.0.2.7"


def test_an_imp_that_answers_stays_connected(server):
    server.opened()
    assert server.at(600).told == [(0, "connect")]


@pytest.mark.parametrize(
    ("silent_from", "noticed"),
    [(0.01, 9), (8.99, 9), (9.01, 18), (13.5, 18), (17.99, 18), (18.01, 27)],
)
def test_an_imp_that_vanishes_is_missed_at_the_next_ping(server, silent_from, noticed):
    session = server.opened()
    server.at(silent_from)
    session.answers = False
    assert server.at(noticed - 0.001).endpoint.connected
    assert not server.at(noticed).endpoint.connected
    assert server.at(60).told == [(0, "connect"), (noticed, "disconnect")]


def test_an_imp_that_is_back_before_the_ping_is_not_missed(server):
    session = server.opened()
    session.answers = False
    server.at(8)
    session.answers = True
    assert server.at(60).told == [(0, "connect")]


def test_on_average_half_the_time_between_pings_passes(server):
    delays = []
    for minute in range(90):
        server = Server()
        session = server.opened()
        server.at(minute / 10 + 0.05)
        session.answers = False
        server.at(60)
        delays.append(server.told[-1][0] - (minute / 10 + 0.05))
    assert sum(delays) / len(delays) == pytest.approx(4.5)
    assert max(delays) < 9


def test_a_modem_is_asked_less_often(server):
    session = server.opened(cellular=True)
    session.answers = False
    server.at(600)
    assert CELLULAR_PING_US > PING_US
    assert server.told == [(0, "connect"), (CELLULAR_PING_US / MINUTE_US, "disconnect")]


def test_a_new_session_ends_one_that_is_held_to_be_open(server):
    first = server.opened("192.0.2.1")
    server.at(2)
    second = server.opened("192.0.2.2")
    assert server.told == [(0, "connect"), (2, "disconnect"), (2, "connect")]
    assert server.endpoint.ipaddress == "192.0.2.2"
    server.at(3).endpoint.session_closed(first)
    assert server.endpoint.connected
    server.endpoint.session_closed(second)
    assert server.told[3:] == [(3, "disconnect")]


def test_pings_are_counted_from_the_newest_session(server):
    server.opened()
    server.at(5)
    session = server.opened()
    session.answers = False
    server.at(60)
    assert server.told[-1] == (14, "disconnect")


def test_messages_reach_the_agent_while_it_is_connected(server):
    endpoint = server.endpoint
    endpoint.received("message", "early", 1)
    session = server.opened()
    endpoint.received("message", "a", (1, 2))
    endpoint.received("log", "b", 1)
    endpoint.session_closed(session)
    endpoint.received("message", "late", 1)
    assert server.told == [(0, "connect"), (0, ("a", (1, 2))), (0, "disconnect")]


def test_what_is_sent_goes_through_the_newest_session(server):
    assert not server.endpoint.send(print)
    first, second = server.opened(), server.opened()
    assert server.endpoint.send(print)
    assert (first.delivered, second.delivered) == ([], [print])
    server.endpoint.session_closed(second)
    assert not server.endpoint.send(print)


def test_what_is_sent_to_an_imp_that_has_vanished_counts_as_sent_until_it_is_missed(server):
    server.opened().answers = False
    assert server.endpoint.send(print)
    server.at(9)
    assert not server.endpoint.send(print)


def test_pings_keep_no_run_going(server):
    server.opened()
    assert not server.clock.busy


def test_a_ping_that_will_tell_of_a_loss_is_waited_for(server):
    session = server.opened()
    server.at(1)
    session.answers = False
    server.endpoint.session_abandoned(session)
    server.clock.run()
    assert server.told == [(0, "connect"), (9, "disconnect")]


def test_an_old_session_that_is_abandoned_changes_nothing(server):
    old = server.opened()
    server.opened()
    server.endpoint.session_abandoned(old)
    assert not server.clock.busy


def test_pings_are_seen_as_packets(server):
    server.opened()
    server.at(10)
    assert [(kind, fields["way"], fields["what"]) for kind, fields in server.events] == [
        ("packet", "down", "ping"),
        ("packet", "up", "pong"),
    ]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["open", "close", "close old", "silent", "abandon", "wait"]), st.integers(0, 20 * MINUTE_US)
    ),
    max_size=20,
)


@given(STEPS)
def test_connects_and_disconnects_alternate_whatever_happens(steps):
    server = Server()
    sessions = []
    for what, wait_us in steps:
        server.clock.advance(server.clock.now_us + wait_us)
        if what == "open":
            sessions.append(server.opened())
        elif sessions and what == "silent":
            sessions[-1].answers = False
        elif sessions and what == "abandon":
            sessions[-1].answers = False
            server.endpoint.session_abandoned(sessions[-1])
        elif sessions and what != "wait":
            server.endpoint.session_closed(sessions[0 if what == "close old" else -1])
    told = [what for _, what in server.told]
    assert told == ["connect", "disconnect"] * (len(told) // 2) + ["connect"] * (len(told) % 2)
    assert server.endpoint.connected is (len(told) % 2 == 1)
