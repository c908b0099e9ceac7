"""The scenarios of the repository hold, and turn red where they should."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from scenario.harness import defaults

from impsim.scenario import load
from impsim.scenario.load import SUFFIXES

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "scenarios"
FILES = sorted(path for path in FOLDER.iterdir() if path.name.endswith(SUFFIXES))
STORM = Path(__file__).parent / "storm"


def everything(path):
    return load.tests_of(str(path), defaults())


TESTS = {test.id: test for path in FILES for test in everything(path.relative_to(ROOT) if Path.cwd() == ROOT else path)}


def test_there_are_enough_of_them():
    assert len(FILES) >= 12


@pytest.mark.parametrize("name", TESTS)
def test_a_scenario_holds(name):
    (result,) = TESTS[name].run()
    assert (result.status, result.message) == ("passed", "")


STORM_TESTS = [test.id.partition("::")[2] for test in everything(STORM / "network_storm.scenario.yaml")]


def test_the_storm_has_every_case_with_every_row():
    assert len(STORM_TESTS) == 6 * 3 * 2


@pytest.fixture(scope="module")
def storms(tmp_path_factory):
    """Its tests by name, in a folder that may be written to: the file has a report."""
    folder = shutil.copytree(STORM, tmp_path_factory.mktemp("storm") / "s")
    return {test.id.partition("::")[2]: test for test in everything(folder / "network_storm.scenario.yaml")}


@pytest.mark.parametrize("name", [name for name in STORM_TESTS if "seed=42" in name or "36.14" in name])
def test_the_storm_holds(storms, name):
    (result,) = storms[name].run()
    assert (result.status, result.message) == ("passed", "")
    written = {path.suffix for path in (Path(storms[name].file).parent / "out").iterdir()}
    assert {".jsonl", ".html", ".vcd", ".pcapng"} <= written


# (scenario, program, what stands there, what is written instead) -> what breaks, at least.
MUTANTS = [
    ("must_fail", "keeper.device.nut", "kept.append(reading)", "{}", {"nothing-is-lost", "all-arrive"}),
    ("must_fail", "keeper.device.nut", "imp.wakeup(RETRY_S, retry);", "", {"comes-back"}),
    ("must_fail", "keeper.agent.nut", "count++", "count", {"all-arrive"}),
    ("dhcp_loss", "keeper.device.nut", "RETURN_ON_ERROR", "SUSPEND_ON_ERROR", {"told-a-minute-later", "recovers"}),
    ("dhcp_loss", "keeper.device.nut", '"lost, reason="', '"gone, reason="', {"told-a-minute-later"}),
    ("forwarder", "forwarder.agent.nut", ", null, TIMEOUT_S", "", {"nothing-is-lost"}),
    ("forwarder", "forwarder.agent.nut", "imp.wakeup(RETRY_S, forward);", "", {"nothing-is-lost"}),
    ("forwarder", "forwarder.agent.nut", "http.jsonencode(line)", '""', {"a-line-forms"}),
    ("forwarder", "forwarder.agent.nut", "if (line.len() == 1) forward();", "", {"first", "nothing-is-lost"}),
    ("proxy", "proxy.device.nut", "server.disconnect();", "", {"used"}),
    ("proxy", "proxy.device.nut", "imp.setproxy", "print", {"stored-at-once", "used"}),
    ("policies", "suspend.device.nut", "imp.wakeup(10, tick);", "", {"ticks-before", "goes-on"}),
    (
        "policies",
        "suspend.device.nut",
        "function tick() {",
        'function tick() { if (hardware.millis() > 120000) throw "x";',
        {"never-restarted"},
    ),
    ("deep_sleep", "sleeper.device.nut", "nv.runs++", "nv.runs", {"first-run", "counts-on"}),
    ("deep_sleep", "sleeper.device.nut", "server.sleepfor(30)", "imp.wakeup(30, @() 0)", {"sleeps", "mostly-asleep"}),
    ("cellular", "tracker.device.nut", "imp.wakeup(20", "imp.wakeup(2000", {"again"}),
    ("messages", "outage_messages.agent.nut", "imp.wakeup(20, say);", "", {"confirmed-after", "the-agent-knows"}),
    ("messages", "outage_messages.device.nut", '"set-done", value', '"set-done", value + 1', {"confirmed-after"}),
    ("black_hole", "black_hole.device.nut", '"noticed, reason="', '"reason="', {"is-told"}),
    ("roaming", "keeper.device.nut", '"reading", reading', '"lost", server.log("lost")', {"no-outage"}),
    (
        "ethernet_record",
        "ethernet_record.device.nut",
        "server.disconnect();",
        "",
        {"offline", "one-interface-while-disconnected"},
    ),
    ("fleet", "fleet.device.nut", "info.ipv4.address", '"somewhere"', {"by-cable"}),
    ("cellular", "tracker.device.nut", "\nreport();", "", {"reports", "reports-again", "all-arrive"}),
    ("cellular", "tracker.device.nut", "imp.wakeup(30, report);", "", {"reports", "reports-again"}),
    ("cellular", "tracker.device.nut", "if (server.isconnected())", "if (false)", {"reports", "reports-again"}),
    ("cellular", "tracker.agent.nut", "count++", "", {"all-arrive"}),
    ("dhcp_loss", "keeper.device.nut", 'foreach (reading in kept) agent.send("reading", reading);', "", {"delivered"}),
    ("dhcp_loss", "keeper.device.nut", "kept.clear();", "", {"nothing-is-left"}),
    ("dhcp_loss", "keeper.agent.nut", "device.ondisconnect", "print", {"the-agent-knows"}),
    ("dhcp_loss", "keeper.agent.nut", "device.onconnect", "print", {"the-agent-knows"}),
    ("messages", "outage_messages.agent.nut", "if (confirmed == wanted) return;", "", {"content"}),
    ("smallest", "smallest.device.nut", "online", "on", {"#1"}),
    ("fridge", "fridge.device.nut", "celsius > WARM", "celsius > 100", {"rings"}),
    ("fridge", "fridge.device.nut", "celsius > WARM", "celsius > 0", {"quiet", "rests"}),
    ("fridge", "fridge.device.nut", "door.configure", "print", {"seen"}),
    ("fridge", "fridge.device.nut", '"no answer: "', '"nothing: "', {"told"}),
    ("wrong_key", "keeper.device.nut", "server.onunexpecteddisconnect", "print", {"refused"}),
]


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(FOLDER, tmp_path / "s")
    return tmp_path / "s"


def broken(path):
    """The expectations that the first test of a file breaks."""
    (result,) = everything(path)[0].run()
    return {found["expectation"] for found in result.detail.get("failures", ())}


@pytest.mark.parametrize(("name", "program", "before", "after", "ids"), MUTANTS)
def test_mutated_firmware_turns_a_scenario_red_where_it_should(copy, name, program, before, after, ids):
    source = (copy / program).read_text()
    assert before in source
    (copy / program).write_text(source.replace(before, after))
    assert ids <= broken(copy / (name + ".scenario.yaml"))


def test_every_scenario_has_a_mutant_or_a_case_with_teeth():
    assert {path.name.partition(".")[0] for path in FILES} == {mutant[0] for mutant in MUTANTS}


def without(source, name):
    """The document without the entry of `expect` called name."""
    lines, kept, inside = source.split("\n"), [], False
    for line in lines:
        if line.startswith("  - ") or (line and line[0] not in " #"):
            inside = line.startswith("  - id: %s" % name)
        if not inside:
            kept.append(line)
    return "\n".join(kept)


@pytest.mark.parametrize("name", ["comes-back", "nothing-is-lost", "all-arrive"])
def test_a_case_that_must_fail_misses_an_expectation_that_is_gone(copy, name):
    path = copy / "must_fail.scenario.yaml"
    source = path.read_text()
    path.write_text(without(source, name))
    assert len(path.read_text()) < len(source)
    with pytest.raises(Exception, match="there is no expectation '%s'" % name):
        everything(path)


@pytest.mark.parametrize("name", ["comes-back", "nothing-is-lost", "all-arrive"])
def test_a_case_that_must_fail_turns_red_when_an_expectation_is_blunted(copy, name):
    path = copy / "must_fail.scenario.yaml"
    lines = path.read_text().split("\n")
    at = next(number for number, line in enumerate(lines) if "- id: %s" % name in line)
    end = next(number for number in range(at + 1, len(lines)) if lines[number].startswith(("  - ", "cases")))
    path.write_text("\n".join([*lines[: at + 1], "    state: running", *lines[end:]]))
    statuses = [test.run()[0].status for test in everything(path)]
    assert statuses == ["passed", "failed"]
