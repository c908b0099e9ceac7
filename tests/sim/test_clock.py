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
