"""Damaged scenario files: each mistake is refused with its line and column, all of a file at once."""

from __future__ import annotations

import pytest
from scenario.harness import problems

from impsim.errors import Diagnostic
from impsim.scenario import load
from impsim.testcase.defaults import Defaults

RIGHT = """\
impsim: 1
name: right
run: {until: 2m}
world:
  lans: {office: {cidr: 10.0.0.0/24}}
  wifi: {Office: {lan: office, aps: {ap-a: {}, ap-b: {channel: 11}}}}
  cells: {carrier: {mcc: "262", mnc: "02"}}
devices:
  gw: {model: imp005, impos: "36.14", device: gw.nut, interfaces: {eth0: office, wl0: Office}}
  tracker: {model: impC001, device: gw.nut, interfaces: {cell0: carrier}}
timeline:
  - {id: unplug, at: 10s, do: link.down, device: gw}
  - {id: drop, after: unplug + 20s, do: cell.set, device: tracker, registered: false}
expect:
  - id: online
    within: [0s, 10s]
    log: {device: gw, contains: online}
  - id: wifi
    within: [unplug, unplug + 30s]
    probe: {device: gw, eval: imp.net.info()}
    that: [{path: active.type, equals: wifi}]
cases:
  - id: teeth
    patch: {devices: {gw: {device: bad.nut}}}
    must_fail: [online]
"""

# name -> (what stands there, what is written instead, what the caret points at, part of the message)
DAMAGES = {
    "unknown key": ("name: right", "nane: right", "nane", "there is no 'nane' here"),
    "unknown key of a device": ("model: imp005,", "modell: imp005,", "modell", "there is no 'modell' here"),
    "missing unit": ("at: 10s", "at: 10", "10", "'10' is not a time like 15s"),
    "missing unit in a window": ("[0s, 10s]", "[0s, 10]", "10]", "'10' is not a time like 15s"),
    "unknown verb": ("do: link.down", "do: link.dwn", "link.dwn", "nothing called 'link.dwn' can be done"),
    "two windows": (
        "    within: [0s, 10s]\n",
        "    within: [0s, 10s]\n    never: [0s, 10s]\n",
        "never",
        "a second window: there is a 'within' already",
    ),
    "unknown device": ("{device: gw, contains", "{device: gv, contains", "gv", "there is no device 'gv'"),
    "unknown device in the timeline": (
        "link.down, device: gw",
        "link.down, device: gv",
        "gv",
        "there is no device 'gv'",
    ),
    "modem on an imp005": ("{eth0: office, wl0: Office}", "{cell0: carrier}", "cell0", "the imp005 has no modem"),
    "verb for a modem on an imp005": (
        "do: cell.set, device: tracker, registered: false",
        "do: cell.set, device: gw, registered: false",
        "cell.set",
        "the imp005 has no modem",
    ),
    "MNC losing its zero": ('mnc: "02"', "mnc: 2", "2", "'2' is not 2 or 3 decimal digits"),
    "unknown reference": ("unplug + 30s]", "unplugged + 30s]", "unplugged", "there is no moment 'unplugged'"),
    "unknown reference in the timeline": ("after: unplug +", "after: unplg +", "unplg", "there is no entry 'unplg'"),
    "duplicate key": ("name: right\n", "about: x\nabout: right\n", "about: right", "'about' stands here twice"),
    "two subjects": (
        "    log: {device: gw, contains: online}\n",
        "    log: {device: gw, contains: online}\n    error: {device: gw}\n",
        "error",
        "a second subject",
    ),
    "must_fail that names nothing": (
        "must_fail: [online]",
        "must_fail: [onlin]",
        "onlin",
        "there is no expectation 'onlin'",
    ),
    "misspelt assertion": ("equals: wifi", "equal: wifi", "equal", "there is no 'equal' here"),
    "misspelt subject": (
        "log: {device: gw, contains",
        "logg: {device: gw, contains",
        "logg",
        "there is no 'logg' here",
    ),
    "no subject": (
        "    log: {device: gw, contains: online}\n",
        "",
        "id: online",
        "what is expected? one of log, error,",
    ),
    "unknown constant": ("equals: wifi", "equals_const: NO_WIFFI", "NO_WIFFI", "there is no constant 'NO_WIFFI'"),
    "a program that is not there": ("bad.nut", "worse.nut", "worse.nut", "there is no file"),
    "an API of a later release": (
        "imp.net.info()",
        "imp.net.open()",
        "imp.net.open",
        "imp.net.open does not exist in impOS 36.14",
    ),
    "an unknown API": ("imp.net.info()", "imp.net.inf()", "imp.net.inf", "imp.net.inf does not exist"),
    "a model that never ran the release": (
        "model: impC001,",
        "model: impC001, impos: 36,",
        "36",
        "the impC001 never ran impOS 36.",
    ),
    "unknown model": ("imp005", "imp05", "imp05", "there is no model 'imp05'"),
    "a state of deep sleep on an imp005": (
        "log: {device: gw, contains: online}",
        "state: {device: gw, is: sleeping}",
        "sleeping",
        "the imp005 has no deep sleep",
    ),
    "a window after the end": ("[0s, 10s]", "[121s, 3m]", "[121s", "this is after the end of the run, at 120 s"),
    "a stimulus after the end": (
        "after: unplug + 20s",
        "after: unplug + 20m",
        "{id: drop",
        "this is after the end of the run, at 120 s",
    ),
    "a probe that acts": (
        "imp.net.info()",
        "server.disconnect()",
        "server.disconnect",
        "a probe looks: server.disconnect() acts",
    ),
    "a way of http": (
        "log: {device: gw, contains: online}",
        "http: {device: gw, way: up}",
        "up}",
        "'up' is not one of in",
    ),
    "an order of nothing": (
        "    within: [0s, 10s]\n    log: {device: gw, contains: online}\n",
        "    order: [{device: gw, contains: online}]\n",
        "[{device: gw, contains: online}]",
        "a list of two or more expected",
    ),
    "an unknown field of an event": (
        "log: {device: gw, contains: online}",
        "event: {kind: cloud.session, vai: corp}",
        "vai",
        "there is no 'vai' here",
    ),
    "an unknown access point of an event": (
        "log: {device: gw, contains: online}",
        "event: {kind: wifi.associated, ap: ap-x}",
        "ap-x",
        "there is no ap 'ap-x'",
    ),
    "an unknown proxy of an event": (
        "log: {device: gw, contains: online}",
        "event: {kind: cloud.session, via: corb}",
        "corb",
        "there is no proxy 'corb'",
    ),
    "an unknown interface of an event": (
        "log: {device: gw, contains: online}",
        "event: {kind: state, interface: eht0}",
        "eht0",
        "'eht0' is not one of wl0, eth0, cell0",
    ),
    "an interface of an event that the model has not": (
        "log: {device: gw, contains: online}",
        "event: {kind: state, device: gw, interface: cell0}",
        "cell0",
        "the imp005 has no cell0",
    ),
    "an unknown verb of an event": (
        "log: {device: gw, contains: online}",
        "event: {kind: fault, do: link.dwon}",
        "link.dwon",
        "there is no verb 'link.dwon'",
    ),
    "an unknown field of a verb's event": (
        "log: {device: gw, contains: online}",
        "event: {kind: fault, do: link.down, loss: 10%}",
        "loss",
        "there is no 'loss' here",
    ),
    "a message of no agent": (
        "log: {device: gw, contains: online}",
        "message: {from: agent, to: gw, name: a}",
        "agent, to",
        "gw has no agent",
    ),
    "a probe of no agent": (
        "probe: {device: gw, eval: imp.net.info()}",
        "probe: {agent: gw, eval: count}",
        "gw, eval: count",
        "gw has no agent",
    ),
    "a line of no agent": (
        "log: {device: gw, contains: online}",
        "log: {device: gw, type: agent.log}",
        "agent.log",
        "gw has no agent",
    ),
    "a message of two devices": (
        "log: {device: gw, contains: online}",
        "message: {from: gw, device: tracker}",
        "tracker}",
        "this is a message of gw, as from and to say",
    ),
    "a window that references turn around": (
        "[unplug, unplug + 30s]",
        "[drop, unplug]",
        "[drop, unplug]",
        "this window ends before it begins",
    ),
    "a window that a time turns around": (
        "[unplug, unplug + 30s]",
        "[20s, unplug]",
        "[20s, unplug]",
        "this window ends before it begins",
    ),
    "a never that goes beyond the end": (
        "within: [0s, 10s]",
        "never: [0s, 20m]",
        "[0s, 20m]",
        "this is after the end of the run, at 120 s",
    ),
    "an always that goes beyond the end": (
        "within: [unplug, unplug + 30s]",
        "always: [end, end + 1s]",
        "[end, end + 1s]",
        "this is after the end of the run, at 120 s",
    ),
    "at for what happens": ("within: [0s, 10s]", "at: 9s", "at: 9s", "'at' is for what lasts; this happens"),
    "a line that is not said": (
        "log: {device: gw, contains: online}",
        "log: {device: gw}",
        "{device: gw}",
        "any line would do: what should it be?",
    ),
    "times the wrong way round": (
        "    log: {device: gw, contains: online}\n",
        "    log: {device: gw, contains: online}\n    times: 5..2\n",
        "5..2",
        "how often? a number like 1, or 2..5",
    ),
    "a number that is none": ("equals: wifi", "less_than: nan", "nan", "'nan' is not a number"),
    "an id that no window can name": ("id: wifi", "id: on line", "on line", "'on line' is not an id"),
    "an id that begins with a digit": ("id: wifi", "id: 5g", "5g", "'5g' is not an id"),
    "the id of the end": ("id: wifi", "id: end", "end", "'end' is not an id"),
    "an id that every run has": ("id: wifi", "id: timeline", "timeline", "every run has an expectation 'timeline'"),
    "a run of no time": ("until: 2m", "until: 0s", "0s", "'0s' is not a time in which something could happen"),
    "a state that never comes": (
        "{id: unplug, at: 10s",
        "{id: unplug, when: {state: slepping}",
        "slepping",
        "there is no state 'slepping'",
    ),
    "an event that never comes": (
        "{id: unplug, at: 10s",
        "{id: unplug, when: {event: wifi.asociated}",
        "wifi.asociated",
        "there is no event 'wifi.asociated'",
    ),
    "a case that changes the matrix": (
        "patch: {devices: {gw: {device: bad.nut}}}",
        "patch: {matrix: {seed: [1]}}",
        "matrix",
        "a case cannot change the matrix",
    ),
    "a library that is not there": ('impos: "36.14",', "libraries: [lib],", "lib]", "there is no folder"),
    "an MNC losing its zero in the timeline": (
        "registered: false",
        "mnc: 2",
        "2}",
        "'2' is not 2 or 3 decimal digits",
    ),
    "nv at power-on": ("device: gw.nut, interfaces: {eth0", "nv: 1, interfaces: {eth0", "1", "has no nv"),
}


@pytest.fixture
def folder(tmp_path):
    for name in ("gw.nut", "bad.nut"):
        (tmp_path / name).write_text('server.log("online");\n')
    return tmp_path


def damaged(name, text=RIGHT):
    before, after, *_ = DAMAGES[name]
    assert before in text
    return text.replace(before, after, 1)


def place(name, text):
    """Line and column of what the caret of a damage points at."""
    _, after, pointed, _ = DAMAGES[name]
    start = text.index(pointed, max(0, text.index(after) - len(pointed) - 2))
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


def test_the_undamaged_file_is_right(folder):
    assert problems(folder, RIGHT) == []


@pytest.mark.parametrize("name", DAMAGES)
def test_a_mistake_is_told_with_its_place(folder, name):
    text = damaged(name)
    found = problems(folder, text)
    assert [place(name, text)] == [there[:2] for there in found]
    assert DAMAGES[name][3] in found[0][2]


def test_all_mistakes_of_a_file_are_told_at_once(folder):
    text = RIGHT
    names = [
        "MNC losing its zero",
        "unknown verb",
        "misspelt assertion",
        "must_fail that names nothing",
        "missing unit",
    ]
    for name in names:
        text = damaged(name, text)
    assert {place(name, text) for name in names} == {there[:2] for there in problems(folder, text)}


def test_a_mistake_in_a_patch_is_told_where_the_patch_stands(folder):
    text = RIGHT.replace("patch: {devices: {gw: {device: bad.nut}}}", "patch: {devices: {gw: {model: imp042}}}")
    assert [there[:2] for there in problems(folder, text)] == [(24, 35)]


def test_a_mistake_in_the_matrix_is_told_there(folder):
    text = RIGHT + "matrix:\n  seed: [1, two]\n  devices.gw.imposs: [36]\n"
    assert [there[:2] for there in problems(folder, text)] == [(27, 13), (28, 3)]


def test_the_mistake_is_shown_with_line_caret_and_hint(folder):
    path = folder / "s.scenario.yaml"
    path.write_text(damaged("unknown verb"), encoding="utf-8")
    with pytest.raises(Diagnostic) as caught:
        load.tests_of(str(path), Defaults())
    lines = caught.value.render().split("\n")
    assert lines[0].startswith(str(path) + ":12:31: ")
    assert lines[1].strip().startswith("- {id: unplug")
    assert lines[2].index("^") - 2 == lines[1][2:].index("link.dwn")
    assert lines[3] == "hint: did you mean link.down?"


HINTS = {
    "MNC losing its zero": "zeros count: write '02'",
    "an unknown field of an event": "did you mean via?",
    "a state that never comes": "did you mean sleeping?",
    "an event that never comes": "did you mean wifi.associated?",
    "an unknown verb of an event": "did you mean link.down?",
    "an unknown access point of an event": "did you mean ap-b?",
    "at for what happens": "within: [9s, 11s]",
}


@pytest.mark.parametrize("name", HINTS)
def test_a_mistake_comes_with_a_hint(folder, name):
    path = folder / "s.scenario.yaml"
    path.write_text(damaged(name), encoding="utf-8")
    with pytest.raises(Diagnostic) as caught:
        load.tests_of(str(path), Defaults())
    assert caught.value.hint == HINTS[name]
