"""The fixture `simulation`: worlds, time, expressions, stimuli, several imps, and mistakes told at their place."""

from __future__ import annotations

import pytest

from impsim.plugins.fixture import ProgramError

TICKING = """
function tick() {
    imp.wakeup(10, tick);
    imp.sleep(1);
    server.log("tick");
}
tick();
"""

PATIENT = "server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);\n"


def failure(call, *arguments, **named) -> str:
    with pytest.raises(pytest.fail.Exception) as caught:
        call(*arguments, **named)
    return str(caught.value)


def test_time_passes_only_in_runs(simulation) -> None:
    sim = simulation(device=TICKING)
    assert sim.now_s == 0
    sim.run(to="10s")
    assert sim.log == ["tick"]
    sim.run(more=10)
    assert (sim.now_s, sim.log) == (20.0, ["tick", "tick"])
    sim.run("1m")
    assert sim.now_s == 60.0


def test_time_passes_where_nothing_happens(simulation) -> None:
    sim = simulation()
    sim.run(to="1h")
    assert sim.now_s == 3600.0


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 1", 2),
        ("{a = [1, 2.5, null, true]}", {"a": [1, 2.5, None, True]}),
        ('"Grüße"', "Grüße"),
        ("imp.info().type", "imp005"),
        ("server.isconnected()", True),
    ],
)
def test_expressions_become_python_values(simulation, expression: str, value: object) -> None:
    sim = simulation(model="imp005", impos="36")
    sim.run(to="5s")
    assert sim.evaluate(expression) == value


def test_an_expression_sees_a_program_in_the_middle_of_a_call(simulation) -> None:
    sim = simulation(device="n <- 1;\nimp.sleep(60);\nn = 2;\n")
    sim.run(to="30s")
    assert sim.evaluate("n") == 1
    sim.run(to="2m")
    assert sim.evaluate("n") == 2


def test_what_an_expression_changes_stays_changed(simulation) -> None:
    sim = simulation(device="n <- 1;\nfunction set(value) { n = value; }\n")
    sim.run(to="5s")
    sim.evaluate("set(7)")
    assert sim.evaluate("n") == 7


def test_an_expression_that_throws(simulation) -> None:
    sim = simulation(device="function f(x) {\n    return x.y;\n}\n")
    sim.run(to="5s")
    with pytest.raises(ProgramError, match=r"^f\(\{\}\): the index 'y' does not exist at device:2$"):
        sim.evaluate("f({})")


def test_exceptions_that_nothing_catches_are_errors(simulation) -> None:
    sim = simulation(device='imp.wakeup(90, function() {\n    throw "no";\n});\n')
    sim.run(to="100s")
    assert sim.errors == ["no at device:2"]


def test_an_agent_and_its_device_talk(simulation) -> None:
    sim = simulation(
        device='agent.on("ping", function(n) { agent.send("pong", n + 1); });\n',
        agent='device.onconnect(@() device.send("ping", 1));\n'
        'device.on("pong", function(n) { server.log("pong " + n); });\n',
    )
    sim.run(to="20s")
    assert sim.agent.log == ["pong 2"]
    assert sim.log == []
    assert sim.agent.evaluate("device.isconnected()") is True


@pytest.mark.parametrize(
    "world",
    [
        "ethernet: {plugged: false}\nwifi: {in_reach: false}\n",
        {"ethernet": {"plugged": False}, "wifi": {"in_reach": False}},
    ],
)
def test_a_world_is_text_or_a_dict(simulation, world) -> None:
    sim = simulation(world=world)
    sim.run(to="2m")
    assert sim.evaluate("server.isconnected()") is False


def test_a_world_is_a_path_beside_the_test(simulation, tmp_path) -> None:
    path = tmp_path / "dark.yaml"
    path.write_text("wifi: {in_reach: false}\ntimeline: [{at: 70s, do: link.down}]\n")
    sim = simulation(world=path)
    sim.run(to="1m")
    assert sim.evaluate("server.isconnected()") is True
    sim.run(to="3m")
    assert sim.evaluate("server.isconnected()") is False


def test_things_are_done_now(simulation) -> None:
    sim = simulation(model="imp005", world={"wifi": {"in_reach": False}})
    sim.run(to="10s")
    sim.do("link.down")
    sim.run(more="2m")
    assert sim.evaluate("server.isconnected()") is False
    sim.do("link.up", link="10M")
    sim.do("lan.latency", latency="100ms")
    sim.do("power.cycle", for_="5s")
    sim.run(more="2m")
    assert sim.evaluate("server.isconnected()") is True
    assert [event["do"] for event in sim.events if event["kind"] == "fault"] == [
        "link.down", "link.up", "lan.latency", "power.cycle",
    ]  # fmt: skip


def test_imps_share_a_world(simulation) -> None:
    one = simulation(device='server.log("one");\n', name="one")
    two = one.add("two", model="imp003", device=PATIENT + 'server.log("two");\n', site={"rssi": {"ap": -71}})
    one.run(to="30s")
    assert (one.log, two.log) == (["one"], ["two"])
    assert {event["device"] for event in one.events} >= {"one", "two"}
    assert one.evaluate("hardware.getdeviceid()") != two.evaluate("hardware.getdeviceid()")
    one.do("wifi.down")
    two.run(more="2m")
    assert two.evaluate("server.isconnected()") is False
    assert one.now_s == two.now_s


def test_the_same_test_sees_the_same(simulation) -> None:
    runs = [simulation(device=TICKING, world={"noise": 5}, seed=seed) for seed in (3, 3)]
    for sim in runs:
        sim.run(to="5m")
    assert runs[0].events == runs[1].events
    assert len(runs[0].events) > 20


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"model": "imp055"}, "there is no model 'imp055'"),
        ({"model": "imp003", "impos": "2"}, "impOS 2"),
        ({"device": "local x = ;\n"}, "device:1:11: expression expected"),
        ({"agent": "local x = ;\n"}, "agent:1:11: expression expected"),
        ({"device": "nowhere.nut"}, "nowhere.nut: no such file"),
        ({"world": {"lann": 1, "server": {"port": "x"}}}, "world:1:2: there is no 'lann' here"),
        ({"world": {"lann": 1, "server": {"port": "x"}}}, "world:1:32: 'x' is not a number"),
        ({"world": "lan: {latency: 3}\n"}, "world:1:"),
        ({"model": "imp001", "world": {"timeline": [{"at": "1s", "do": "link.down"}]}}, "the imp001 has no Ethernet"),
    ],
)
def test_a_mistake_fails_the_test_with_its_place(simulation, given, told: str) -> None:
    assert told in failure(simulation, **given)


def test_mistakes_in_what_is_done(simulation) -> None:
    sim = simulation(model="imp003")
    assert "did you mean link.down?" in failure(sim.do, "link.dwn")
    assert "the imp003 has no Ethernet" in failure(sim.do, "link.down")
    assert "there is no ap 'x'" in failure(sim.do, "wifi.rssi", set={"x": -50})
    assert "expression expected" in failure(sim.evaluate, "1 +")
    assert "has no agent" in failure(sim.agent.evaluate, "1")
    assert "'soon' is not" in failure(sim.run, to="soon")
    assert "either" in failure(sim.run)
    sim.run(to=5)
    assert "time does not go back to 3 s" in failure(sim.run, to="3s")
    assert "there is an imp 'imp' already" in failure(sim.add, "imp")


def test_no_turn_stands_after_the_test(simulation) -> None:
    sim = simulation(device="imp.sleep(1000);\n")
    sim.run(to="10s")
    assert sim.simulation.stacks.waiting
    simulation.close()
    assert not sim.simulation.stacks.waiting
