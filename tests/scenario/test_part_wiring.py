"""What is wired to an imp: read, refused where it cannot be, set, broken and looked at."""

from __future__ import annotations

import pytest
from scenario.harness import problems, results

FOLLOWS = """
relay <- hardware.pin2;
relay.configure(DIGITAL_OUT, 0);
button <- hardware.pin1;
button.configure(DIGITAL_IN_PULLUP, function() {
    server.log("button " + button.read());
    relay.write(1 - button.read());
});
"""
HEAD = """\
impsim: 1
run: {until: 20s}
devices:
  imp:
    model: imp001
    device: p.nut
    parts:
"""
PARTS = """\
      button: {kind: button, pin: pin1, active: low}
      relay: {kind: relay, pin: pin2, delay: 8 ms}
"""


def outcome(folder, text):
    (result,) = results(folder, text, FOLLOWS)
    return [failure["expectation"] for failure in result.detail.get("failures", ())]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "p.nut").write_text(FOLLOWS)
    return tmp_path


@pytest.mark.parametrize("bounce", ["", ", bounce: 5ms"])
def test_a_button_is_pressed_and_a_relay_operates(tmp_path, bounce):
    text = (
        HEAD
        + PARTS.replace("active: low", "active: low" + bounce)
        + """
timeline:
  - {id: press, at: 10s, do: button.press, part: button, for: 100ms}
expect:
  - {id: pressed, at: press + 50ms, part: button, that: {path: state.pressed, equals: true}}
  - {id: before, at: press + 7ms, part: relay, that: {path: state.closed, equals: false}}
  - {id: closed, at: press + 50ms, part: relay, that: {path: state.closed, equals: true}}
  - {id: open, at: end, part: relay, that: [{path: state.closed, equals: false}, {path: state.operated, equals: 1}]}
  - {id: told, event: {kind: part, part: relay}, that: {path: state.operated, equals: 1}, times: 2}
  - {id: wrong, at: end, part: relay, that: {path: state.closed, equals: true}}
"""
    )
    assert outcome(tmp_path, text) == ["wrong"]


def test_parts_break_and_are_mended(tmp_path):
    text = (
        HEAD
        + PARTS
        + """
timeline:
  - {at: 10s, do: part.fault, part: button, fault: stuck, for: 1s}
  - {at: 12s, do: part.fault, part: relay, fault: open}
  - {at: 13s, do: part.set, part: button, set: {pressed: true}}
  - {at: 14s, do: part.mend, part: relay, fault: open}
expect:
  - {id: stuck, at: 10500ms, part: relay, that: {path: state.closed, equals: true}}
  - {id: freed, at: 11500ms, part: relay, that: {path: state.closed, equals: false}}
  - {id: broken, at: 13500ms, part: relay, that: [{path: state.closed, equals: false}, {path: faults, contains: open}]}
  - {id: mended, at: end, part: relay, that: [{path: state.closed, equals: true}, {path: faults, equals: []}]}
"""
    )
    assert outcome(tmp_path, text) == []


def test_power_resets_parts_and_a_restart_does_not(tmp_path):
    text = (
        HEAD
        + PARTS
        + """
timeline:
  - {at: 5s, do: button.press, part: button, for: 1s}
  - {at: 8s, do: squirrel.restart}
  - {at: 12s, do: power.cycle, for: 1s}
expect:
  - {id: kept, at: 11s, part: relay, that: {path: state.operated, equals: 1}}
  - {id: reset, at: end, part: relay, that: {path: state.operated, equals: 0}}
"""
    )
    assert outcome(tmp_path, text) == []


EXPECT = "expect: [{log: a}]\n"


@pytest.mark.parametrize(
    ("parts", "column", "message"),
    [
        ("x: {kind: buton, pin: pin1}", 17, "there is no kind of part 'buton'"),
        ("x: {kind: led, pin: pin1}", 17, "there is no kind of part 'led'"),
        ("x: {pin: pin1}", 10, "a table with a kind expected"),
        ("x: button", 10, "a table with a kind expected"),
        ("x: {kind: button}", 10, "x needs its terminal 'pin'"),
        ("x: {kind: button, pin: pin3}", 30, "the imp001 has no pin 'pin3'"),
        ("x: {kind: button, pin: pin1, presed: true}", 36, "the part button has no 'presed'"),
        ("x: {kind: button, pin: pin1, pressed: 1}", 45, "'1' is not true or false"),
        ("x: {kind: button, pin: pin1, active: lo}", 44, "'lo' is not one of high, low"),
        ("x: {kind: button, pin: pin1, bounce: 5 C}", 44, "'5 C' is not a number from 0 to 1000 ms"),
        ("x: {kind: button, pin: pin1, bounce: 2 s}", 44, "'2 s' is not a number from 0 to 1000 ms"),
        ("x: {kind: button, pin: [pin1]}", 30, "the name of a pin or bus expected"),
    ],
)
def test_a_part_that_cannot_be_is_refused(folder, parts, column, message):
    found = problems(folder, HEAD + "      " + parts + "\n" + EXPECT)
    assert found[0] == (8, column, message)


def test_parts_that_would_drive_one_wire_are_refused(folder):
    shared = HEAD + "      a: {kind: button, pin: pin1}\n      b: {kind: switch, pin: pin1}\n" + EXPECT
    assert problems(folder, shared) == []


@pytest.mark.parametrize(
    ("entry", "column", "message"),
    [
        ("{at: 1s, do: part.set, part: buton, set: {pressed: true}}", 34, "there is no part 'buton'"),
        ("{at: 1s, do: part.set, part: button, set: {presed: true}}", 48, "button has no quantity 'presed'"),
        (
            "{at: 1s, do: part.set, part: button, set: {active: low}}",
            48,
            "'active' of button is set once, where it is wired",
        ),
        ("{at: 1s, do: part.set, part: button, set: {pressed: 7}}", 57, "'7' is not true or false"),
        ("{at: 1s, do: part.set, part: button, set: 7}", 47, "a table of quantities expected"),
        ("{at: 1s, do: part.set, part: button}", 5, "part.set needs 'set'"),
        ("{at: 1s, do: part.fault, part: button, fault: crc}", 51, "button has no fault 'crc'"),
        ("{at: 1s, do: button.press, part: relay}", 38, "relay cannot be pressed"),
        ("{at: 1s, do: pin.set, pin: pin1, level: 0}", 32, "button drives pin1"),
    ],
)
def test_what_cannot_happen_to_a_part_is_refused(folder, entry, column, message):
    found = problems(folder, HEAD + PARTS + "timeline:\n  - " + entry + "\n" + EXPECT)
    assert found[0] == (11, column, message)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("part: relai, that: {present: true}", "there is no part 'relai'"),
        ("part: {}, that: {present: true}", "which part? 'part' is missing"),
        ("part: relay", "what about it? 'that' is missing"),
        ("part: relay, that: {path: state.clsed, equals: true}", "relay shows no 'clsed'"),
        ("part: relay, that: {path: closed, equals: true}", "relay has 'state' and 'faults', no 'closed'"),
        ("part: relay, that: {path: state.closed, equals: true}, times: 2", "'times' counts what happens in a window"),
    ],
)
def test_what_a_part_does_not_show_cannot_be_expected(folder, entry, message):
    found = problems(folder, HEAD + PARTS + "expect:\n  - {" + entry + "}\n")
    assert [told for _, _, told in found] == [message]


def test_a_part_of_another_imp_is_told_apart(folder):
    text = """\
impsim: 1
devices:
  one: {model: imp001, device: p.nut, parts: {button: {kind: button, pin: pin1}}}
  two: {model: imp001, device: p.nut, parts: {relay: {kind: relay, pin: pin2}}}
timeline:
  - {at: 1s, device: two, do: button.press, part: button}
expect:
  - {part: {device: one, part: relay}, that: {path: state.closed, equals: true}}
"""
    assert [told for _, _, told in problems(folder, text)] == ["two has no part 'button'", "one has no part 'relay'"]
