"""How much of an imp's storage a program takes, what the log tells of it, and a program that does not fit."""

from __future__ import annotations

import pytest

from impsim import cli
from impsim.device.profile import find, names
from impsim.device.release import lines_of, newest, parse_release
from impsim.device.world import Site, World
from impsim.impos.codespace import code_space, fits
from impsim.impos.report import models_report
from impsim.impos.simulation import Simulation, boot
from impsim.squirrel.compile import compile_source

SPACES = [
    ("imp001", "42", 128),
    ("imp002", "36", 128),
    ("imp003", "42", 256),
    ("imp004m", "42", 256),
    ("imp005", "40", 256),
    ("imp005", "42", 768),
    ("imp006a", "42", 512),
    ("impC001", "40", 256),
    ("impC001-us", "42", 512),
]


@pytest.mark.parametrize(("model", "impos", "kilobytes"), SPACES)
def test_the_space_of_each_model(model, impos, kilobytes):
    assert code_space(find(model), parse_release(impos)) == kilobytes << 10
    (row,) = models_report(impos, model)
    assert row["memory"]["code_bytes"] == kilobytes << 10


def program(text='server.log("new");'):
    return compile_source(text, "p.nut", steps=True)


def large(size):
    """A program that takes about so many bytes."""
    unit = program('server.log("large");')
    unit.size = size
    return unit


class Imp:
    """An imp whose log is kept."""

    def __init__(self, model, unit, line=None):
        self.log = []
        profile = find(model)
        release = newest(line or lines_of(profile)[-1])
        self.simulation = Simulation(World())
        self.imp = self.simulation.add("imp", profile, release, unit, site=Site(), sink=self._hear)
        self.simulation.run(20_000_000)

    def _hear(self, event):
        self.log.append((event["type"], event["msg"]))

    def deploy(self, unit):
        del self.log[:]
        self.imp.deploy(unit)
        self.simulation.run(self.simulation.clock.now_us + 20_000_000)
        return self.log


@pytest.mark.parametrize("model", names())
def test_a_boot_and_a_deployment_tell_how_much_is_used(model):
    old = large(50_000)
    imp = Imp(model, old)
    space = imp.imp.code_space
    assert ("status", "Device booting; %.2f%% program storage used" % (50_000 * 100 / space)) in imp.log
    new = large(61_234)
    log = imp.deploy(new)
    assert log[0] == ("status", "Downloading new code; %.2f%% program storage used" % (61_234 * 100 / space))
    assert ("server.log", "large") in log
    assert imp.imp.wake_reason == 4


def test_a_public_example_of_the_line():
    """electricimp/imp-central-impt has a log with 16.83 %."""
    imp = Imp("imp001", large(22_059))
    assert ("status", "Device booting; 16.83% program storage used") in imp.log


def test_without_a_program_nothing_is_told():
    assert [message for kind, message in Imp("imp001", None).log if kind == "status"] == ["Device connected"]


@pytest.mark.parametrize(("model", "line"), [("imp001", 42), ("imp005", 40), ("imp005", 42), ("imp006a", 46)])
def test_a_program_that_is_too_large_does_not_take_the_others_place(model, line):
    imp = Imp(model, program("server.log(1);"), line)
    space = imp.imp.code_space
    assert imp.deploy(large(space + space // 4)) == [("status", "Out of space; 125.00% program storage used")]
    assert imp.imp.running and imp.imp.wake_reason == 0
    assert ("server.log", "large") in imp.deploy(large(space))


def test_a_program_that_was_too_large_from_the_start():
    imp = Imp("imp001", large(140_000))
    assert imp.log == [("status", "Device connected"), ("status", "Out of space; 106.81% program storage used")]


def test_libraries_count():
    unit = large(100)
    unit.libraries = (large(30), large(40))
    assert unit.code_bytes == 170
    assert fits(unit, 170)
    assert not fits(unit, 169)


# The commands --------------------------------------------------------------------------------------------------


def source(functions):
    return "".join('function f%d(a) { return a + "%s"; }\n' % (n, n) for n in range(functions)) + "server.log(1);\n"


def run(capsys, *arguments):
    code = cli.main(list(arguments))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture
def files(tmp_path, monkeypatch):
    """Programs of 95 % and of 104 % of an imp001's storage."""
    monkeypatch.chdir(tmp_path)
    each = program(source(11)).size - program(source(10)).size
    for name, percent in (("much", 95), ("all", 104)):
        (tmp_path / (name + ".device.nut")).write_text(source(131072 * percent // 100 // (each + 8)))


def test_a_program_that_is_too_large_is_not_run(files, capsys):
    code, out, err = run(capsys, "run", "all.device.nut", "--model", "imp001", "--status", "--format", "message")
    assert code == 1
    assert out.startswith("Device connected\nOut of space; 10")
    assert err.startswith("out of space: the program takes 13")
    assert err.endswith(" bytes of code, and the imp001 has room for 131072\n")
    code, out, err = run(capsys, "run", "all.device.nut", "--model", "imp003", "--format", "message")
    assert (code, out, err) == (0, "1\n", "")


def test_check_refuses_and_warns(files, capsys):
    code, out, err = run(capsys, "check", ".", "--model", "imp001")
    assert (code, out) == (2, "2 programs checked, 1 with errors; 1 warning\n")
    too_large, nearly = err.splitlines()
    assert too_large.startswith("./all.device.nut: out of space: the program takes 13")
    assert nearly.startswith("warning: ./much.device.nut: takes 9")
    assert nearly.endswith("% of the imp001's program storage")
    assert run(capsys, "check", ".", "--model", "imp003")[::2] == (0, "")
    assert run(capsys, "check", ".", "--syntax")[::2] == (0, "")
    assert run(capsys, "check", ".", "--model", "imp01")[0] == 2


def test_models_shows_it(capsys):
    assert "code 128 KB" in run(capsys, "models", "imp001")[1]
    assert "code 256 KB" in run(capsys, "models", "imp005", "--impos", "36")[1]
    assert "code 768 KB" in run(capsys, "models", "imp005")[1]


# Memory --------------------------------------------------------------------------------------------------------

FILLER = """
server.log(hardware.wakereason());
if (hardware.wakereason() == WAKEREASON_POWER_ON) {
    hoard <- [];
    last <- imp.getmemoryfree();
    while (true) {
        hoard.push(blob(1024));
        local free = imp.getmemoryfree();
        if (free >= last) server.error("memory does not fall");
        last = free;
    }
}
"""


@pytest.mark.parametrize("model", names())
def test_the_memory_filler_ends_on_every_model(model):
    """D/node/2405: memory falls by each blob, the program starts anew with the reason of a reset (D/node/2407)."""
    log = []
    profile = find(model)
    imp = boot(profile, newest(lines_of(profile)[-1]), program(FILLER), sink=log.append)
    imp.run(60_000_000)
    lines = [(event["type"], event["msg"]) for event in log if event["type"] != "status"]
    assert lines == [("server.log", "0"), ("lastexitcode", "out of memory"), ("server.log", "2")]


AGENT = """
kept <- [];
server.log(imp.getmemoryfree() > 900000);
before <- imp.getmemoryfree();
kept.push(blob(5000));
server.log(before - imp.getmemoryfree() >= 5000);
if (server.load().len() == 0) {
    server.save({ran = true});
    while (true) kept.push(blob(1024));
}
server.log("again");
"""


def test_an_agents_memory_falls_and_ends():
    log = []
    profile = find("imp001")
    boot(profile, newest(42), None, agent=program(AGENT), sink=log.append).run(60_000_000)
    lines = [event["msg"] for event in log if not event["msg"].startswith("Device")]
    assert lines == ["true", "true", "ERROR: out of memory", "Agent restarted: out_of_memory.", "true", "true", "again"]
