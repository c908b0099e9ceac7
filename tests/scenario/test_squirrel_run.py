"""`squirrel.run` of a timeline: code that is executed in a program."""

from __future__ import annotations

import pytest
from scenario.harness import COUNTER, failed_ids, problems, results

HEAD = """\
impsim: 1
run: {until: 20s}
devices:
  imp: {model: imp005, device: p.nut, agent: a.nut}
timeline:
"""

# (what is run at 5 s, what must then be so)
EFFECTS = [
    ("code: count = 100", "{at: 6s, probe: count >= 100}"),
    ("code: 1 + 2", "{event: {kind: squirrel.run, value: 3, side: device}}"),
    ("code: 'count = 7; count'", "{event: {kind: squirrel.run, value: 7}}"),
    ("code: 'local a = [1, {b = 2.5}]; a'", "{event: {kind: squirrel.run}, that: {path: 'value[1].b', equals: 2.5}}"),
    ("code: 'server.log(\"here\")'", "{within: [5s, 5s], log: {equals: here}}"),
    ("code: 'throw \"mine\"'", "{event: {kind: squirrel.run, error: mine}}"),
    ("code: nope", "{event: {kind: squirrel.run, error: \"the index 'nope' does not exist\"}}"),
    ("code: 'imp.sleep(2); \"slept\"'", "{within: [7s, 7s], event: {kind: squirrel.run, value: slept}}"),
    ("code: 'while (true) {}'", "{event: {kind: squirrel.run}, that: {path: error, contains: endless loop}}"),
    ("code: server.restart()", "{within: [6s, 7s], event: {kind: vm, state: start}}"),
    ("side: agent, code: device.isconnected()", "{event: {kind: squirrel.run, side: agent, value: true}}"),
    ("side: agent, code: 'device.send(\"x\", 1)'", "{within: [5s, 6s], message: {from: agent, name: x}}"),
    ("file: more.nut", "{event: {kind: squirrel.run, value: 42}}"),
]


@pytest.mark.parametrize(("entry", "expected"), EFFECTS)
def test_what_code_does(tmp_path, entry, expected):
    (tmp_path / "more.nut").write_text("// A comment.\nfunction more() {\n  return 42;\n}\nmore()\n", encoding="utf-8")
    head = HEAD + "  - {id: typed, at: 5s, do: squirrel.run, %s}\n" % entry
    assert failed_ids(tmp_path, "- " + expected, head=head) == []


def test_an_exception_of_the_code_ends_only_the_code(tmp_path):
    head = HEAD + "  - {at: 5s, do: squirrel.run, code: nope}\n"
    expect = "- {within: [6s, 20s], log: tick 15}\n- {never: [5s, end], event: {kind: vm, state: start}}"
    assert failed_ids(tmp_path, expect, head=head) == []


def test_loops_go_on_after_an_endless_one_was_stopped(tmp_path):
    """The counter of steps survives that it has refused some."""
    head = HEAD + "  - {at: 5s, do: squirrel.run, code: 'while (true) {}'}\n"
    head += "  - {at: 6s, do: squirrel.run, code: 'local n = 0; for (local i = 0; i < 1000; i++) n += i; n'}\n"
    assert failed_ids(tmp_path, "- {event: {kind: squirrel.run, value: 499500}}", head=head) == []


def test_constants_and_functions_stay_for_later_code(tmp_path):
    head = HEAD + "  - {at: 5s, do: squirrel.run, code: 'const TEN = 10; function ten() { return TEN }'}\n"
    head += "  - {at: 6s, do: squirrel.run, code: ten() + TEN}\n"
    assert failed_ids(tmp_path, "- {event: {kind: squirrel.run, value: 20}}", head=head) == []


def test_the_constants_of_the_program_hold_in_code(tmp_path):
    head = HEAD + "  - {at: 5s, do: squirrel.run, code: Colour.GREEN + NAME}\n"
    program = 'enum Colour { RED, GREEN }\nconst NAME = "x";\n'
    assert failed_ids(tmp_path, "- {event: {kind: squirrel.run, value: 1x}}", program, head=head) == []


def test_what_code_leaves_counts_for_the_memory(tmp_path):
    """A program that it takes all memory from starts again."""
    head = HEAD + "  - {at: 5s, do: squirrel.run, code: 'hoard <- []; while (true) hoard.append(blob(1000))'}\n"
    expect = "- {event: {kind: squirrel.run, error: out of memory}}\n- {event: {kind: vm, state: start}, times: 2}"
    expect += "\n- {error: {contains: out of memory}}"
    assert failed_ids(tmp_path, expect, head=head) == []


def test_an_imp_without_power_runs_nothing(tmp_path):
    head = HEAD + "  - {at: 4s, do: power.off}\n  - {at: 5s, do: squirrel.run, code: 1}\n"
    assert failed_ids(tmp_path, "- {event: {kind: squirrel.run, error: the imp is off}}", head=head) == []


def test_a_look_that_never_ends_leaves_the_program_as_it_is(tmp_path):
    head = HEAD + "  - {at: 5s, do: squirrel.run, code: 'function forever() { while (true) {} }'}\n"
    expect = "- {id: never-ends, at: 6s, probe: forever()}\n- {within: [6s, 20s], log: tick 15}"
    program = COUNTER.replace("count++;", "count++; for (local i = 0; i < 300; i++) {}")
    assert failed_ids(tmp_path, expect, program, head=head) == ["never-ends"]


REFUSED = [
    ("code: '1 +'", (6, "code:1:4: expression expected")),
    ("file: gone.nut", (6, "'gone.nut': no such file")),
    ("file: ../other.nut", (6, "'../other.nut' is outside the folder of this file")),
    ("file: wrong.nut", (6, "wrong.nut:2:3: expression expected")),
    ("side: agents, code: 1", (6, "'agents' is not one of device, agent")),
    ("side: agent", (6, "squirrel.run needs 'code'")),
]


@pytest.mark.parametrize(("entry", "problem"), REFUSED)
def test_code_that_is_refused(tmp_path, entry, problem):
    (tmp_path / "wrong.nut").write_text("local a = 1;\n  )\n", encoding="utf-8")
    for name in ("p.nut", "a.nut"):
        (tmp_path / name).write_text("x <- 1;\n", encoding="utf-8")
    text = HEAD + "  - {at: 5s, do: squirrel.run, " + entry + "}\nexpect:\n  - {log: x}\n"
    assert [(found[0], found[2]) for found in problems(tmp_path, text)] == [problem]


def test_code_for_an_agent_that_is_not_there(tmp_path):
    text = (
        HEAD.replace(", agent: a.nut", "")
        + "  - {at: 5s, do: squirrel.run, side: agent, code: 1}\nexpect:\n  - {log: x}\n"
    )
    (tmp_path / "p.nut").write_text("x <- 1;\n", encoding="utf-8")
    assert problems(tmp_path, text) == [(6, 38, "imp has no agent")]


def test_the_trace_is_the_same_twice(tmp_path):
    head = HEAD + "  - {at: 5s, do: squirrel.run, code: 'imp.sleep(1.5); server.log(math.rand()); count'}\n"
    text = head + "expect:\n  - {event: {kind: squirrel.run}}\n"
    (first,), (second,) = results(tmp_path, text), results(tmp_path, text)
    assert first.status == second.status == "passed"
