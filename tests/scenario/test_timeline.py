"""The timeline of a world file: when what happens, and every mistake with its place."""

from __future__ import annotations

import json

import pytest

from impsim.device.profile import find
from impsim.errors import Diagnostic
from impsim.scenario import timeline, world
from impsim.scenario.stimuli import VERBS


def load(tmp_path, text, suffix=".yaml", model=None):
    path = tmp_path / ("world" + suffix)
    path.write_text(text, encoding="utf-8")
    return world.load(str(path), model and find(model)).timeline


def story(found):
    return [(stimulus.t_us, stimulus.verb, stimulus.args) for stimulus in found]


def test_entries_come_in_order_of_time(tmp_path):
    text = """\
timeline:
  - {id: back, after: unplug + 5s, do: link.up, duplex: half}
  - {after: back, do: cloud.down}
  - {id: unplug, at: 10s, do: link.down, interface: eth0}
  - {at: 0s, do: lan.drop, loss: 25%}
"""
    assert story(load(tmp_path, text)) == [
        (0, "lan.drop", {"loss": 0.25, "lan": "lan"}),
        (10000000, "link.down", {"interface": "eth0"}),
        (15000000, "link.up", {"duplex": "half"}),
        (15000000, "cloud.down", {}),
    ]


ENTRY = {"at": "1m", "do": "agent.send", "name": "set", "data": {"n": 1, "s": "1", "f": [1.5, None, True]}}
TOML = """\
[[timeline]]
at = "1m"
do = "agent.send"
name = "set"
data = {n = 1, s = "1", f = [1.5, true]}
"""


@pytest.mark.parametrize(("text", "suffix"), [(json.dumps({"timeline": [ENTRY]}), ".json"), (TOML, ".toml")])
def test_values_keep_their_types(text, suffix, tmp_path):
    ((_, _, args),) = story(load(tmp_path, text, suffix))
    assert args["name"] == "set"
    assert (args["data"]["n"], args["data"]["s"]) == (1, "1")
    assert args["data"]["f"] == ([1.5, None, True] if suffix == ".json" else [1.5, True])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("-7", -7),
        ("'7'", "7"),
        ("1e3", 1000.0),
        ("4294967296", 4294967296.0),
        ("-", "-"),
        ("on", "on"),
        ("false", False),
        ("null", None),
        ("", None),
        ("a b", "a b"),
        ("0.5", 0.5),
        ("1.2.3", "1.2.3"),
    ],
)
def test_plain_values(text, value, tmp_path):
    ((_, _, args),) = story(
        load(tmp_path, "timeline: [{at: 1s, do: agent.send, name: n, data: [%s]}]" % (text or "''"))
    )
    assert repr(args["data"]) == repr([value if text else ""])


# text, line, column, message, hint
MISTAKES = [
    ("timeline: 3", 1, 11, "a list of {at: 10s, do: link.down} expected", ""),
    ("timeline: [3]", 1, 12, "a table like {at: 10s, do: link.down} expected", ""),
    ("timeline: [{at: 1s}]", 1, 12, "a table like {at: 10s, do: link.down} expected", ""),
    (
        "timeline:\n  - {at: 1s, do: link.dwn}",
        2,
        18,
        "nothing called 'link.dwn' can be done",
        "did you mean link.down?",
    ),
    ("timeline: [{do: link.down}]", 1, 12, "when? one of at, after and when expected", None),
    ("timeline: [{id: x, at: 1s, after: x, do: cloud.up}]", 1, 12, "when? one of at, after and when expected", None),
    ("timeline: [{at: 10, do: link.down}]", 1, 17, "'10' is not a time like 15s or 300ms", ""),
    ("timeline: [{at: 1s, do: link.down, lnk: x}]", 1, 36, "there is no 'lnk' here", None),
    ("timeline: [{at: 1s, do: link.up, link: 1G}]", 1, 40, "'1G' is not one of 10M, 100M", ""),
    ("timeline: [{at: 1s, do: link.negotiate}]", 1, 12, "link.negotiate needs 'link'", ""),
    ("timeline: [{at: 1s, do: lan.latency}]", 1, 12, "lan.latency needs 'latency'", ""),
    ("timeline: [{at: 1s, do: wifi.rssi, set: {app: -5}}]", 1, 42, "there is no ap 'app'", "did you mean ap?"),
    (
        "timeline: [{at: 1s, do: wifi.rssi, set: {ap: loud}}]",
        1,
        46,
        "'loud' is not a number from -127 to 0, or out",
        "",
    ),
    ("timeline: [{at: 1s, do: dhcp.stop, lan: ofice}]\nlans: {office: {}}", 1, 41, "there is no lan 'ofice'", None),
    ("timeline: [{at: 1s, do: dhcp.stop}]\nlans: {a: {}, b: {}}", 1, 12, "dhcp.stop needs 'lan'", "known: a, b"),
    ("timeline: [{at: 1s, do: proxy.refuse}]", 1, 12, "proxy.refuse needs 'proxy'", "known: none"),
    ("timeline: [{at: 1s, do: wifi.down, device: gw}]", 1, 44, "there is no device 'gw'", None),
    (
        "timeline: [{at: 1s, id: x, do: cloud.up}, {at: 1s, id: x, do: cloud.up}]",
        1,
        56,
        "the id 'x' stands here twice",
        "",
    ),
    ("timeline: [{id: xy, at: 1s, do: cloud.up}, {after: xx, do: cloud.up}]", 1, 52, "there is no entry 'xx'", None),
    (
        "timeline: [{id: x, after: y, do: cloud.up}, {id: y, after: x, do: cloud.up}]",
        1,
        27,
        "this comes after itself",
        "",
    ),
    (
        "timeline: [{after: x + 5, do: cloud.up}]",
        1,
        20,
        "'x + 5' is not an id and a time like unplug + 5s",
        "",
    ),
]


@pytest.mark.parametrize(("text", "line", "column", "message", "hint"), MISTAKES, ids=[case[0] for case in MISTAKES])
def test_mistakes_have_a_place(text, line, column, message, hint, tmp_path):
    with pytest.raises(Diagnostic) as caught:
        load(tmp_path, text)
    found = caught.value
    assert (found.line, found.column, found.message) == (line, column, message)
    assert hint is None or found.hint == hint


# model, entry, what its refusal points to and says; None where it is fine
FITTING = [
    ("imp001", "do: link.down", "link.down", "the imp001 has no Ethernet"),
    ("imp005", "do: link.down", None, None),
    ("imp005", "do: cell.set, rat: 3G", "cell.set", "the imp005 has no modem"),
    ("impC001", "do: sim.remove", None, None),
    ("impC001", "do: wifi.down", "wifi.down", "the impC001 has no Wi-Fi"),
    ("impC001-us", "do: cell.set, rat: 2G", "2G", "the impC001-us has no 2G"),
    ("impC001-us", "do: cell.set, rat: 3G", None, None),
    ("imp005", "do: cloud.up, rat: 3G", "rat", "there is no 'rat' here"),
    ("impC001", "do: cell.set, rat: 5G", "5G", "'5G' is not one of 4G, 3G, 2G"),
    ("imp005", "do: wake", "wake", "the imp005 has no deep sleep to be woken from"),
    ("imp003", "do: wake", None, None),
    ("imp003", "do: pin.set, pin: pin1, level: 1", "pin1", "the imp003 has no pin 'pin1'"),
    ("imp003", "do: pin.set, pin: pinA, level: 1", None, None),
    ("imp001", "do: pin.set, pin: pin1, level: 2", "2", "'2' is not 0, 1 or floating"),
    ("imp003", "do: power.cycle", None, None),
]


@pytest.mark.parametrize(("model", "entry", "place", "message"), FITTING)
def test_what_the_model_cannot_do_is_refused(model, entry, place, message, tmp_path):
    text = "timeline: [{at: 1s, %s}]" % entry
    if place is None:
        assert len(load(tmp_path, text, model=model)) == 1
        return
    with pytest.raises(Diagnostic) as caught:
        load(tmp_path, text, model=model)
    assert (caught.value.column, caught.value.message) == (text.index(place) + 1, message)


def test_all_mistakes_are_told(tmp_path):
    text = (
        "wifi: {chanel: 1}\ntimeline:\n  - {at: 1s, do: nope}\n  - {at: 2s, do: link.down}\n  - {at: x, do: cloud.up}\n"
    )
    with pytest.raises(Diagnostic) as caught:
        load(tmp_path, text, model="imp001")
    assert [problem.line for problem in [caught.value, *caught.value.also]] == [1, 3, 4, 5]


def test_toml_mistakes_stand_in_their_own_entry(tmp_path):
    text = '[[timeline]]\nat = "1s"\ndo = "cloud.up"\n\n[[timeline]]\nat = "1s"\ndo = "cloud.pu"\n'
    with pytest.raises(Diagnostic) as caught:
        load(tmp_path, text, ".toml")
    assert (caught.value.line, caught.value.column, caught.value.hint) == (7, 1, "did you mean cloud.up?")


def test_every_verb_is_refused_an_unknown_field(tmp_path):
    for verb in VERBS:
        with pytest.raises(Diagnostic) as caught:
            load(tmp_path, "timeline: [{at: 1s, do: %s, zzz: 1}]" % verb)
        messages = [problem.message for problem in [caught.value, *caught.value.also]]
        assert "there is no 'zzz' here" in messages


def test_the_example_of_the_module_loads(tmp_path):
    example = "\n".join(line[4:] for line in timeline.__doc__.splitlines() if line.startswith("    "))
    assert [stimulus.t_us for stimulus in load(tmp_path, example)] == [10000000, 15000000, None]
