"""What was done by hand becomes a scenario that passes, and that is the same run."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_session import AGENT, CODE, COUNTER, VERBS, Seen, taken

from impsim.errors import Diagnostic
from impsim.live.expected import Seen as Heard
from impsim.live.session import Session
from impsim.live.setup import Program, Setup
from impsim.live.verified import there_already, written
from impsim.live.yaml_text import flow, text
from impsim.scenario.documents import Document, read_yaml
from impsim.scenario.fields import plain
from impsim.scenario.load import load
from impsim.scenario.load import tests_of as collected
from impsim.scenario.runner import Run, compile_plain
from impsim.suite.compiler import Compiler
from impsim.testcase.defaults import Defaults
from impsim.testcase.result import PASSED

MORE_CODE = [*CODE, "imp.net.info()", "server.isconnected()", "{a = [count]}", "local a = 1;\nlocal b = 2;\na + b"]


def begun(folder, **given):
    """A session whose programs are files."""
    programs = {}
    for side, source in (("device", COUNTER), ("agent", AGENT)):
        path = folder / (side + ".nut")
        path.write_bytes(source)
        programs[side] = Program(str(path), source, compile_plain(source, str(path), side))
    return Session(Setup(**{**programs, **given}))


def saved(session, folder, name="by-hand"):
    """The text of the scenario, after it was seen to pass with all of its expectations."""
    found = session.saved(str(folder / (name + ".scenario.yaml")))
    assert written(found, [], Compiler([], {})) == 0
    (test,) = collected(found.path, Defaults())
    (result,) = test.run()
    assert result.status == PASSED, result.message
    return (folder / (name + ".scenario.yaml")).read_text(encoding="utf-8")


def test_a_session_in_which_nothing_was_done(tmp_path):
    text = saved(Seen().session, tmp_path)
    assert text.splitlines()[1:] == [
        "impsim: 1",
        "run: {until: 2.16s}",
        "devices:",
        '  imp: {model: imp005, impos: "42.0"}',
        "expect:",
        "  - {at: end, state: connected}",
    ]


def test_what_was_typed_done_looked_at_and_seen(tmp_path):
    session = Seen(model="imp005", impos="36", seed=3).session
    session.evaluate('seen <- [];\nfunction look() { seen.append(imp.net.info().active); server.log("looked"); }')
    session.evaluate("imp.wakeup(5, look); look()")
    session.advance(10000000)
    session.evaluate("seen")
    session.perform("link.down", {})
    session.advance(20000000)
    session.evaluate("imp.net.info().active")
    session.evaluate('device.on("x", @(value) server.log(value));', "agent")
    session.evaluate('agent.send("x", "y: z")')
    session.advance(1000000)
    lines = saved(session, tmp_path).splitlines()
    assert "run: {until: 33.165s, seed: 3}" in lines
    assert '  imp: {model: imp005, impos: "%s", agent: by-hand.agent.nut}' % str(session.setup.release) in lines
    assert "  - {id: typed, at: 2.161s, do: squirrel.run, file: by-hand.1.nut}" in lines
    assert "  - {id: link-down, at: 12.163s, do: link.down}" in lines
    assert "  - {at: 12.162s, probe: seen, that: {equals: [1, 1]}}" in lines
    assert "  - {within: [typed-2, typed-2 + 5s], log: {equals: looked}, times: 2}" in lines
    assert "  - {within: [link-down, link-down + 1s], state: disconnected}" in lines
    assert '  - {at: 32.163s, probe: "imp.net.info().active", that: {equals: 0}}' in lines
    assert '  - {within: [typed-4, end], log: {equals: "y: z", type: agent.log}}' in lines
    assert (tmp_path / "by-hand.1.nut").read_text(encoding="utf-8").startswith("seen <- [];\nfunction look()")


def test_the_files_are_the_programs_own(tmp_path):
    (tmp_path / "below").mkdir()
    session = begun(tmp_path)
    session.advance(3000000)
    assert 'device: "../device.nut", agent: "../agent.nut"' in saved(session, tmp_path / "below")


def test_a_changed_program_fails_what_was_saved(tmp_path):
    session = begun(tmp_path)
    session.advance(3000000)
    session.evaluate("count")
    saved(session, tmp_path)
    (tmp_path / "device.nut").write_bytes(COUNTER.replace(b"count++", b"count += 2"))
    (test,) = collected(str(tmp_path / "by-hand.scenario.yaml"), Defaults())
    assert [result.status for result in test.run()] == ["failed"]


def test_errors_that_nothing_caught_are_expected(tmp_path):
    session = Seen().session
    session.evaluate("imp.wakeup(1, @() nope);")
    session.advance(5000000)
    session.evaluate("nope")
    text = saved(session, tmp_path)
    assert "error: {message: \"the index 'nope' does not exist\"}" in text
    assert text.count("nope' does not exist") == 1  # looks that failed are no part of it


def test_a_program_that_hangs_is_saved_too(tmp_path):
    session = Seen().session
    session.evaluate("imp.wakeup(1, function() { while (true) {} });")
    session.advance(2000000)
    assert "uncaught_errors: ignore" in saved(session, tmp_path)


WORLD = """
wifi: {Office: {password: "0123", aps: {hall: {channel: 1}, yard: {channel: 11}}}}
rssi: {hall: -50, yard: out}
lan: {cidr: 10.0.0.0/24, lease: 10m}
ethernet: {plugged: false}
imp: {ssid: Office, key: "0123", country: GB}
cell: {mcc: "001", rssi: -90}
http: {api: {url: "https://api.example.com/*", json: {t: [1, "a, b"]}}}
parts: {door: {kind: button, pin: pinA}}
timeline:
  - {id: louder, at: 5s, do: wifi.rssi, set: {yard: -40}}
  - {after: louder + 2s, do: ap.down, ap: hall}
"""


@pytest.mark.parametrize("model", ["imp005", "impC001"])
def test_the_world_is_saved_with_it(tmp_path, model):
    world = WORLD if model == "imp005" else 'cell: {mcc: "001", rssi: -90, registration: roaming}\n'
    session = Seen(model=model, world=world).session
    session.evaluate("imp.net.info()")
    if model == "imp005":
        session.perform("button.press", {"part": "door", "for": "300ms"})
    session.advance(10000000)
    session.evaluate("imp.net.info().interface[0]")
    text = saved(session, tmp_path)
    if model == "imp005":
        assert 'wifi: {Office: {password: "0123", aps: {hall: {channel: 1}, yard: {channel: 11}}}}' in text
        assert 'do: button.press, part: door, for: "300ms"' in text
        assert "{id: louder, at: 5s, do: wifi.rssi, set: {yard: -40}}" in text
    else:
        assert 'cells: {carrier: {mcc: "001"}}' in text


@pytest.mark.parametrize(("interface", "offline"), [("wifi", False), ("ethernet", False), (None, True)])
def test_networks_that_are_out_of_reach_stay_so(tmp_path, interface, offline):
    session = Seen(interface=interface, offline=offline).session
    session.evaluate("imp.net.info()")
    session.advance(1000000)
    saved(session, tmp_path)


def test_saving_leaves_the_session_as_it_was(tmp_path):
    logs = []
    for saves in (True, False):  # one after the other: what programs print of addresses is counted for all
        session = begun(tmp_path)
        session.advance(1000000)
        if saves:
            saved(session, tmp_path)
        session.advance(1000000)
        logs.append(list(session.log))
    assert logs[0] == logs[1]


def test_what_cannot_be_written_is_told(tmp_path):
    found = Seen().session.saved(str(tmp_path / "gone" / "x.scenario.yaml"))
    with pytest.raises(Diagnostic, match="cannot be written: no such file or directory"):
        written(found, [], None)
    assert there_already(found.files) == []


STEPS = st.one_of(
    st.tuples(st.just("time"), st.integers(0, 20000000)),
    st.tuples(st.just("code"), st.tuples(st.sampled_from(MORE_CODE), st.sampled_from(["device", "agent"]))),
    st.tuples(st.just("verb"), st.sampled_from(VERBS)),
)
OWN = ("entry", "id")  # what only a timeline's events have


def without_own(event):
    own = {name: value for name, value in event.items() if name not in OWN}
    if event["kind"] == "fault" and "code" in own:
        own["code"] = own["code"].rstrip("\n")  # a file ends with a line
    return own


@given(st.lists(STEPS, max_size=7))
@settings(max_examples=15)
def test_any_session_passes_as_a_scenario_and_is_the_same_run(tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("any")
    session = begun(folder)
    taken(session, steps)
    saved(session, folder)
    heard = Heard()
    session.record(heard)
    path = str(folder / "by-hand.scenario.yaml")
    file = load(path)
    events = Run(file.scenario(file.variants[0], Defaults()), Compiler([], {})).run().events
    again = [without_own(event) for event in events if event["kind"] != "probe"]
    assert again == list(map(without_own, heard.events))
    session.close()


@given(st.text(max_size=12) | st.sampled_from(["true", "10s", "1e5", "~", "a: b", "- x", "#", "a, b", "\ufeff", "é"]))
def test_any_text_is_read_again(value):
    document = Document("x", "")
    node = read_yaml(document, "[" + text(value) + "]")
    assert plain(document, node.list[0]) == value


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**31), 2**31 - 1) | st.text(max_size=5),
        lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(min_size=1, max_size=4), below, max_size=3),
        max_leaves=6,
    )
)
def test_any_value_is_read_again(value):
    document = Document("x", "")
    assert plain(document, read_yaml(document, "v: " + flow(value)).map["v"]) == value
