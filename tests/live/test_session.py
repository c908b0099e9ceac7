"""A session: what is done in it, and that doing it again is the same."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impsim.errors import Diagnostic
from impsim.live.session import Session
from impsim.live.setup import Program, Setup
from impsim.scenario.runner import compile_plain
from impsim.trace.jsonl import line

COUNTER = b"""
count <- 0;
server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);
function tick() {
    imp.wakeup(1, tick);
    count++;
    server.log("tick " + count + " " + {});
    agent.send("tick", count);
}
tick();
agent.on("nap", function(seconds) { imp.sleep(seconds); });
"""
AGENT = b"""
heard <- [];
device.on("tick", function(count) { heard.append(count); device.send("nap", 0.3); });
"""


def program(text, side="device"):
    return Program(side + ".nut", text, compile_plain(text, side + ".nut", side))


class Seen:
    """A session with what it tells."""

    def __init__(self, device=b"", agent=b"", **given):
        self.events: list = []
        self.lines: list = []
        self.watched: list = []
        if device:
            given["device"] = program(device)
        if agent:
            given["agent"] = program(agent, "agent")
        self.session = Session(
            Setup(**given),
            self.events.append,
            lambda event: self.lines.append((event["t_us"], event["msg"])),
            lambda text, side, event: self.watched.append((event["t_us"], text, event.get("value"))),
        )

    def value(self, text, side="device"):
        outcome = self.session.evaluate(text, side)
        assert outcome is not None
        assert outcome.error is None, outcome.message
        return outcome.value

    def error(self, text, side="device"):
        return self.session.evaluate(text, side).message


def recorded(session):
    """All that has happened in it, as bytes."""

    class Recorder:
        def __init__(self):
            self.lines = []

        def begin(self, simulation):
            """Nothing to begin."""

        def hear(self, event):
            self.lines.append(line(event))

        def pace(self, t_us):
            """Time moves."""

        def end(self):
            """All is recorded."""

    recorder = Recorder()
    session.record(recorder)
    return b"".join(recorder.lines)


def test_a_session_begins_where_the_program_has_started():
    seen = Seen(COUNTER)
    assert seen.session.now_us == 2160000
    assert seen.value("count") == 1
    assert [message.split(" (")[0] for _, message in seen.lines][-1] == "tick 1"


def test_time_stands_still_but_for_a_millisecond_for_what_is_done():
    seen = Seen()
    seen.value("imp.net.info().ipv4.address")
    assert seen.session.now_us == 2160000
    seen.value("x <- 1")
    assert seen.session.now_us == 2161000
    seen.session.perform("link.down", {})
    assert seen.session.now_us == 2162000


def test_what_is_done_comes_after_what_the_moment_has_and_before_the_next():
    """A timer of the very millisecond at which something is done runs after it."""
    seen = Seen()
    seen.value("order <- []; imp.wakeup(1, @() order.append(1)); imp.wakeup(1.01, @() order.append(2))")
    seen.session.run_to(seen.session.now_us + 1009000)
    seen.value("order.append(0)")
    assert seen.session.now_us == 3171000
    assert seen.value("order") == [1, 0, 2]


def test_code_that_waits_lets_the_world_go_on():
    seen = Seen(COUNTER)
    before = seen.session.now_us
    assert seen.value("imp.sleep(2.5); count") == 1  # callbacks wait for it
    assert seen.session.now_us == before + 2501000
    assert seen.value("count") == 2
    seen.session.advance(1000000)
    assert seen.value("count") == 3


def test_a_program_that_stands_in_a_call_can_be_looked_at_and_told():
    seen = Seen(b"x <- 1; imp.wakeup(1, function() { imp.sleep(10); x = 3; });")
    seen.session.advance(2000000)
    assert seen.session.imp.loop.busy
    assert seen.value("x") == 1
    seen.value("x = 2")
    assert seen.value("x") == 2
    assert seen.error("imp.sleep(20)") == "the program stands in a call: what waits can be done when that has ended"
    seen.session.advance(20000000)
    assert seen.value("x") == 3


def test_looks_change_nothing_and_take_no_time():
    seen = Seen(COUNTER)
    events = len(seen.events)
    for text in ("count", "count + 1", "hardware.wakereason()", "imp.getmemoryfree()", "{a = count}", "typeof this"):
        seen.value(text)
    assert len(seen.events) == events
    assert seen.session.now_us == 2160000


ACTS = ["count++", "tick()", "server.log(1)", "hardware.millis()", "imp.wakeup(1, tick)", "x <- 1", "[].append(1)"]


@pytest.mark.parametrize("text", ACTS)
def test_whatever_could_change_something_is_done(text):
    seen = Seen(COUNTER)
    seen.value(text)
    assert seen.session.now_us >= 2161000
    assert [action.acts for action in seen.session.actions] == [True]


def test_a_user_function_of_the_name_of_one_that_only_reads_is_no_look():
    seen = Seen()
    seen.value("imp.info <- function() { return ::called <- 7 }")
    assert seen.value("imp.info()") == 7
    assert seen.value("called") == 7
    assert len([action for action in seen.session.actions if action.acts]) == 2


def test_an_agent_is_always_there():
    seen = Seen()
    seen.value('device.on("a", function(x) { server.log("got " + x); })', "agent")
    seen.value('agent.send("a", 5)')
    seen.session.advance(1000000)
    assert [message for _, message in seen.lines][-1] == "got 5"
    assert seen.value("device.isconnected()", "agent") is True


def test_errors_end_only_what_has_thrown_them():
    seen = Seen(COUNTER)
    assert seen.error("nope") == "the index 'nope' does not exist"
    assert seen.error('throw "mine"') == "mine"
    assert "endless loop" in seen.error("while (true) {}")
    seen.session.advance(3000000)
    assert seen.value("count") == 4


@pytest.mark.parametrize("text", ["1 +* 2", "local", "x = = 3"])
def test_what_does_not_parse_is_told_with_its_place(text):
    with pytest.raises(Diagnostic) as caught:
        Seen().session.evaluate(text)
    assert caught.value.line == 1


def test_verbs_are_refused_as_in_a_scenario():
    seen = Seen(model="imp001")
    for verb, fields, message in [
        ("link.down", {}, "the imp001 has no Ethernet"),
        ("wifi.dwon", {}, "nothing called 'wifi.dwon' can be done"),
        ("wifi.down", {"network": "Nowhere"}, "there is no network 'Nowhere'"),
        ("lan.drop", {"loss": "much"}, "'much' is not a percentage like 10%"),
    ]:
        with pytest.raises(Diagnostic, match="^%s$" % message):
            seen.session.perform(verb, fields)
    assert seen.session.actions == []


def test_a_watched_value_is_told_when_it_changes():
    seen = Seen(COUNTER)
    seen.session.watch("count % 2 == 0")
    seen.session.advance(2500000)
    assert seen.watched == [(2160000, "count % 2 == 0", False), (3160000, "count % 2 == 0", True)] + [
        (4160000, "count % 2 == 0", False)
    ]
    seen.session.watch("count % 2 == 0", on=False)
    seen.session.advance(2500000)
    assert len(seen.watched) == 3


def test_going_back_is_being_there_again():
    seen = Seen(COUNTER)
    seen.session.advance(3000000)
    seen.value("count = 100")
    seen.session.advance(3000000)
    told = len(seen.lines)
    seen.session.back(5500000)
    assert (seen.session.now_us, seen.value("count")) == (5500000, 100)
    seen.session.back(4000000)
    assert (seen.session.now_us, seen.value("count")) == (4000000, 2)
    assert len(seen.lines) == told  # nothing is told twice
    seen.session.advance(1500000)
    assert [message[:6] for _, message in seen.lines[told:] if message.startswith("tick")] == ["tick 3", "tick 4"]


def test_going_back_into_code_that_waits_is_going_back_to_its_beginning():
    seen = Seen(COUNTER)
    seen.value("imp.sleep(5)")
    seen.session.back(4000000)
    assert seen.session.now_us == 2160000
    assert not any(action.acts for action in seen.session.actions)


def test_undoing_takes_back_one_thing_at_a_time():
    seen = Seen()
    seen.value("x <- 1")
    seen.session.advance(1000000)
    seen.session.perform("link.down", {})
    seen.value("x")
    assert str(seen.session.undo()) == "link.down"
    assert seen.session.now_us == 3161000
    assert str(seen.session.undo()) == "x <- 1"
    assert seen.error("x") == "the index 'x' does not exist"
    assert seen.session.undo() is None


def test_waiting_until_something_happens():
    seen = Seen(COUNTER)
    assert seen.session.run_until(lambda event: event.get("msg", "").startswith("tick 4"), 60000000)
    assert seen.session.now_us == 5160000
    assert not seen.session.run_until(lambda event: False, 8000000)
    assert seen.session.now_us == 8000000


def test_an_interrupt_ends_the_passing_of_time():
    seen = Seen(COUNTER)
    seen.session.hear = lambda event: seen.session.interrupt() if event.get("msg", "").startswith("tick 5") else None
    assert not seen.session.advance(60000000)
    assert seen.session.now_us == 6160000
    assert seen.value("count") == 5
    before = recorded(seen.session)
    assert recorded(seen.session) == before


def test_an_interrupted_loop_has_not_happened():
    seen = Seen(COUNTER)
    seen.value("n <- 0")
    guarded = seen.session.imp.vm.next_block

    def interrupted():
        seen.session.interrupt()
        return guarded()

    seen.session.imp.vm.next_block = interrupted
    assert seen.session.evaluate("while (true) n++") is None
    assert seen.session.now_us == 2161000
    assert seen.value("n") == 0
    seen.session.advance(1000000)
    assert seen.value("count") == 2


def test_a_loop_of_the_program_that_was_interrupted_is_before_its_beginning():
    seen = Seen(b"imp.wakeup(3, function() { while (true) {} });")
    session = seen.session
    session.hear = lambda event: None
    guarded = session.imp.vm.next_block
    session.imp.vm.next_block = lambda: (session.interrupt(), guarded())[1]
    assert not session.advance(10000000)
    assert session.now_us == 5159999
    assert session.imp.running


def test_a_new_start_of_the_program_forgets_what_was_typed():
    seen = Seen(COUNTER)
    seen.value("mine <- 1")
    seen.value("imp.wakeup(0, @() nope)")
    seen.session.advance(2000000)
    assert seen.error("mine") == "the index 'mine' does not exist"
    assert [event["wake_reason"] for event in seen.events if event["kind"] == "vm" and event["state"] == "start"] == [
        0,
        5,
    ]


CODE = ["count += 10", "x <- [count]", 'server.log(count + " " + {})', "imp.sleep(0.7)", "nope()", "math.rand()"]
CODE += ['agent.send("more", count)', "server.restart()", 'imp.wakeup(0.5, @() server.log("later"))', "count"]
VERBS = [("link.down", {}), ("link.up", {}), ("wifi.down", {}), ("wifi.up", {}), ("cloud.down", {}), ("cloud.up", {})]
VERBS += [("power.cycle", {"for": "2s"}), ("agent.send", {"name": "nap", "data": 1}), ("lan.drop", {"loss": "40%"})]
STEPS = st.one_of(
    st.tuples(st.just("time"), st.integers(0, 20000000)),
    st.tuples(st.just("code"), st.tuples(st.sampled_from(CODE), st.sampled_from(["device", "agent"]))),
    st.tuples(st.just("verb"), st.sampled_from(VERBS)),
)


def taken(session, steps):
    for kind, what in steps:
        if kind == "time":
            session.advance(what)
        elif kind == "code":
            session.evaluate(*what)
        else:
            session.perform(*what)


@given(st.lists(STEPS, max_size=6), st.lists(STEPS, max_size=4), st.integers(1, 3))
@settings(max_examples=20)
def test_going_back_and_doing_the_same_gives_the_same_trace(before, after, seed):
    session = Seen(COUNTER, AGENT, model="imp005", seed=seed).session
    taken(session, before)
    moment = session.now_us
    taken(session, after)
    end = session.now_us
    first = recorded(session)
    session.back(moment)
    assert session.now_us == moment
    taken(session, after)
    assert session.now_us == end
    assert recorded(session) == first
    assert json.loads(first.splitlines()[0])["kind"]
    session.close()
