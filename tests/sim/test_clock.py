"""The clock against a model that sorts: order, cancellation, and where time stands afterwards."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from impsim.sim.clock import FEWEST_TO_SWEEP, Clock

times = st.lists(st.integers(min_value=0, max_value=50), max_size=60)


@given(times)
def test_events_happen_by_time_and_then_in_the_order_of_scheduling(scheduled):
    clock = Clock()
    seen = []
    for number, t_us in enumerate(scheduled):
        clock.at(t_us, lambda number=number: seen.append((clock.now_us, number)))
    clock.advance(100)
    assert seen == sorted((t_us, number) for number, t_us in enumerate(scheduled))
    assert clock.now_us == 100
    assert clock.next_us() is None


@given(times, st.data())
def test_cancelled_events_never_happen_and_others_always_do(scheduled, data):
    clock = Clock()
    seen = []
    events = [clock.at(t_us, lambda number=number: seen.append(number)) for number, t_us in enumerate(scheduled)]
    cancelled = data.draw(st.sets(st.sampled_from(range(len(events)))) if events else st.just(set()))
    for number in cancelled:
        clock.cancel(events[number])
        clock.cancel(events[number])
    clock.advance(50)
    assert sorted(seen) == sorted(set(range(len(events))) - cancelled)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=30))
def test_events_scheduled_by_events_take_their_place(pairs):
    clock = Clock()
    seen = []
    for first, second in pairs:
        clock.at(first, lambda second=second: clock.after(second, lambda: seen.append(clock.now_us)))
    while clock.next_us() is not None:
        clock.step()
    assert seen == sorted(first + second for first, second in pairs)


def test_an_event_in_the_past_happens_now():
    clock = Clock()
    clock.advance(10)
    seen = []
    clock.at(3, lambda: seen.append(clock.now_us))
    clock.step()
    assert seen == [10]


def test_a_heap_of_cancelled_events_is_swept():
    clock = Clock()
    for number in range(FEWEST_TO_SWEEP * 10):
        clock.cancel(clock.at(1000 + number, lambda: None))
    assert len(clock._events) <= FEWEST_TO_SWEEP + 1
    assert clock.next_us() is None


def test_cancel_where_chooses_by_callback():
    clock = Clock()
    seen = []
    clock.at(1, lambda: seen.append("kept"))
    marked = lambda: seen.append("cancelled")  # noqa: E731
    clock.at(2, marked)
    clock.cancel_where(lambda callback: callback is marked)
    clock.advance(5)
    assert seen == ["kept"]


def test_pace_is_asked_before_time_moves():
    clock = Clock()
    moves = []
    clock.pace = lambda t_us: moves.append((clock.now_us, t_us))
    clock.at(5, lambda: None)
    clock.at(5, lambda: None)
    clock.advance(9)
    assert moves == [(0, 5), (5, 9)]


def test_wall_time_counts_from_the_epoch():
    clock = Clock(epoch_s=100)
    clock.advance(2500000)
    assert clock.wall_us() == 102500000


# What goes on in the background


def test_a_run_ends_when_only_the_background_is_left():
    clock = Clock()
    seen = []

    def ping():
        seen.append(clock.now_us)
        clock.after(10, ping, background=True)

    clock.after(10, ping, background=True)
    clock.at(35, lambda: None)
    clock.run()
    assert (seen, clock.now_us, clock.busy) == ([10, 20, 30], 35, False)


marked = st.lists(st.tuples(st.integers(0, 50), st.booleans()), max_size=40)


@given(marked, st.data())
def test_busy_counts_what_is_left_but_the_background(scheduled, data):
    clock = Clock()
    events = [clock.at(t_us, lambda: None, background) for t_us, background in scheduled]
    left = {number for number, (_, background) in enumerate(scheduled) if not background}
    for number in data.draw(st.sets(st.sampled_from(range(len(events)))) if events else st.just(set())):
        clock.cancel(events[number])
        clock.cancel(events[number])
        left.discard(number)
    assert clock.busy == bool(left)
    clock.run()
    assert not clock.busy
    assert clock.now_us == max([scheduled[number][0] for number in left], default=0)


def test_cancelling_what_has_happened_changes_no_count():
    clock = Clock()
    event = clock.at(1, lambda: None)
    clock.at(2, lambda: None)
    clock.step()
    clock.cancel(event)
    assert clock.busy
    clock.run()
    assert not clock.busy


def test_cancel_where_keeps_the_count():
    clock = Clock()
    clock.at(1, print)
    clock.at(2, repr, background=True)
    clock.cancel_where(lambda callback: callback is print)
    assert not clock.busy
    clock.cancel_where(lambda callback: callback is repr)
    assert clock.next_us() is None


# Limits


@given(times, st.integers(0, 60))
def test_nothing_happens_beyond_the_limit(scheduled, limit_us):
    clock = Clock()
    seen = []
    for t_us in scheduled:
        clock.at(t_us, lambda: seen.append(clock.now_us))
    clock.limit_us = limit_us
    clock.run()
    assert seen == sorted(t_us for t_us in scheduled if t_us <= limit_us)
    assert clock.now_us == max(seen, default=0)
    assert clock.busy == (len(seen) < len(scheduled))
    assert not clock.step()


chains = st.lists(st.tuples(st.integers(0, 30), st.lists(st.integers(0, 20), max_size=3), st.booleans()), max_size=12)


@given(chains, st.integers(0, 80))
def test_run_is_step_in_a_loop(plans, limit_us):
    """Also where callbacks schedule and cancel others."""
    seen = []
    for stepwise in (True, False):
        clock, notes, events = Clock(), [], []
        for number, (t_us, delays, background) in enumerate(plans):

            def act(number=number, delays=delays, clock=clock, notes=notes, events=events):
                notes.append((clock.now_us, number))
                for delay_us in delays:
                    clock.after(delay_us, lambda: notes.append((clock.now_us, -number)))
                if number % 3 == 0 and events:
                    clock.cancel(events[-1])

            events.append(clock.at(t_us, act, background))
        clock.limit_us = limit_us
        if stepwise:
            while clock.busy and clock.step():
                pass
        else:
            clock.run()
        seen.append((notes, clock.now_us, clock.busy))
    assert seen[0] == seen[1]


def test_pending_finds_callbacks_to_come():
    clock = Clock()
    clock.at(1, print)
    cancelled = clock.at(2, print)
    clock.at(3, repr)
    clock.cancel(cancelled)
    assert clock.pending(lambda callback: callback is print) == [print]
    clock.step()
    assert clock.pending(lambda callback: True) == [repr]


@given(times, st.integers(0, 60))
def test_free_until_means_that_nothing_happens_on_the_way(scheduled, t_us):
    clock = Clock()
    for event_us in scheduled:
        clock.at(event_us, lambda: None)
    assert clock.is_free_until(t_us) == all(event_us > t_us for event_us in scheduled)
    clock.limit_us = t_us - 1
    assert not clock.is_free_until(t_us)
