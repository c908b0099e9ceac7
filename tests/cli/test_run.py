"""impsim run: the log in its three forms, the options that choose an imp, exit codes, time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


def messages(ran: subprocess.CompletedProcess[bytes]) -> list[str]:
    """The lines of a run with --format message that ended well."""
    assert (ran.returncode, ran.stderr) == (0, b"")
    return ran.stdout.decode().splitlines()


def test_a_program_in_a_file(impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "hello.nut").write_text('server.log("hello");\nserver.error("oh");\n')
    for _ in ("cold", "from the cache"):
        ran = impsim("run", "hello.nut")
        assert (ran.returncode, ran.stderr) == (0, b"")
        assert ran.stdout.decode() == (
            "2019-03-01 00:00:02.160 +00:00 [Device] hello\n2019-03-01 00:00:02.160 +00:00 [Device] ERROR: oh\n"
        )


def test_json_has_the_fields_of_the_log_stream(impsim: Run) -> None:
    ran = impsim("run", "-e", 'server.log("é");', "--format", "json", "--model", "imp001")
    entry = json.loads(ran.stdout)
    assert list(entry) == ["device_id", "ts", "log_type", "type", "msg", "t", "device"]
    assert len(entry.pop("device_id")) == 16
    assert isinstance(entry["t"], float)
    assert entry["ts"].startswith("2019-03-01T00:00:0")
    assert (entry["type"], entry["msg"], entry["log_type"]) == ("server.log", "é", "development")
    assert entry["device"] == "imp"


def test_bare_messages(impsim: Run) -> None:
    assert messages(impsim("run", "-e", 'server.log("é €");', "--format", "message")) == ["é €"]


def test_standard_input(impsim: Run) -> None:
    assert messages(impsim("run", "-", "--format=message", stdin=b"server.log(1 + 1);")) == ["2"]


def test_an_hour_of_virtual_time_takes_no_time(impsim: Run) -> None:
    code = (
        "local n = 0; function tick() { n++; imp.wakeup(60, tick); if (n == 61) server.log(n); } tick <- tick; tick();"
    )
    code = "n <- 0; function tick() { n++; imp.wakeup(60, tick); server.log(n); } tick();"
    begin = time.monotonic()
    assert messages(impsim("run", "-e", code, "--format", "message"))[-1] == "60"
    assert time.monotonic() - begin < 60


@pytest.mark.parametrize(
    ("limit", "ticks"), [("0", 0), ("5s", 3), ("1m", 58), ("2500ms", 1)], ids=lambda value: str(value)
)
def test_the_time_to_simulate(limit: str, ticks: int, impsim: Run) -> None:
    code = 'function tick() { server.log("tick"); imp.wakeup(1, tick); } tick();'
    assert len(messages(impsim("run", "-e", code, "--format", "message", "--for", limit))) == ticks


SHOW = 'server.log(imp.info().type + " " + split(imp.getsoftwareversion(), "-")[2]);'


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ([], "imp005 42"),
        (["--model", "imp001"], "imp001 42"),
        (["--model", "imp004m", "--impos", "36"], "imp004m 36.14"),
        (["--model", "imp004m", "--impos", "36.13"], "imp004m 36.13"),
        (["--model", "impC001-us", "--impos", "40"], "impC001 40"),
    ],
)
def test_model_and_release(options: list[str], shown: str, impsim: Run) -> None:
    (line,) = messages(impsim("run", "-e", SHOW, "--format", "message", *options))
    assert line.startswith(shown)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--model", "imp05"], "there is no model 'imp05'\nhint: did you mean imp005?\n"),
        (["--impos", "48"], "impOS 48 is not known\nhint: the lines are 34, 36, 38, 40, 42, 44, 46\n"),
        (["--impos", "x"], "'x' is not an impOS release\nhint: write 36 or 36.13\n"),
        (["--model", "imp001", "--impos", "44"], "the imp001 never ran impOS 44.4\nhint: it ran 34, 36, 38, 40, 42\n"),
        (["--model", "imp001", "--interface", "cell"], "the imp001 has no interface 'cell'\nhint: it has wifi\n"),
        (["--interface", "wfi"], "impsim run: unknown value for --interface: 'wfi'\nhint: did you mean 'wifi'?\n"),
        (["--interface", "eth0"], "impsim run: unknown value for --interface: 'eth0'\n"),
        (
            ["--for", "soon"],
            "impsim: 'soon' is not a duration\nhint: write a number and a unit: 250ms, 60s, 1h30m, 2d\n",
        ),
        (["--seed", "x"], "impsim: 'x' is not a whole number\n"),
        (["--format", "yaml"], "impsim run: unknown value for --format: 'yaml'\nhint: choices: text, json, message\n"),
        (["--world", "w.json"], "w.json: no such file or directory\n"),
        (["--modle", "x"], "impsim run: unknown option '--modle'\nhint: did you mean '--model'?\n"),
        (["b.nut"], "impsim run: -e gives the program, but there is also 'b.nut'\n"),
        (["--agent", "x"], "x: there is no such file\n"),
        (["--agent", "empty.nut"], "empty.nut: the program is empty: there is nothing to run\n"),
        (["--agent", "wrong.nut"], "wrong.nut:1:7: expected 'IDENTIFIER' [C105]\n"),
        (["--speed", "0"], "impsim: '0' is not a speed\nhint: write 10 for ten times as fast, 0.1 for slow motion\n"),
        (["--speed", "nan"], "impsim: 'nan' is not a speed\n"),
        (["--trace", "-"], "impsim run: the trace needs a file: the log goes to standard output\n"),
        (["--trace", "."], ".: cannot be written: is a directory\n"),
        (["--trace", "no/such/folder"], "no/such/folder: cannot be written: no such file or directory\n"),
        (["--trace", "./agent.nut", "--agent", "agent.nut"], "./agent.nut: the trace would overwrite what the run is"),
        (["--trace", "w.yaml", "--world", "w.yaml"], "w.yaml: the trace would overwrite what the run is made of\n"),
    ],
)
def test_wrong_calls(options: list[str], said: str, impsim: Run, tmp_path: Path) -> None:
    files = {"empty.nut": "", "wrong.nut": "local = 1", "agent.nut": "server.log(1);", "w.yaml": "noise: 1\n"}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    ran = impsim("run", "-e", "server.log(1);", *options)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().startswith(said)
    assert {name: (tmp_path / name).read_text() for name in files} == files


@pytest.mark.parametrize(
    ("argv", "stdin", "said"),
    [
        ([], b"", "impsim run: DEVICE.nut is missing\n"),
        (["a.nut", "b.nut"], b"", "impsim run: one DEVICE.nut only, but there is also 'b.nut'\n"),
        (["gone.nut"], b"", "gone.nut: there is no such file\n"),
        (["."], b"", ".: this is a directory, not a program\n"),
        (["-"], b"", "standard input: the program is empty: there is nothing to run\n"),
        (["-e", ""], b"", "-e: the program is empty: there is nothing to run\n"),
        (["-", "--agent", "-"], b"1", "impsim run: standard input is one program only\n"),
        (["-"], b"a\0b", "standard input:1:2: NUL byte in the source [C109]\n  a?b\n   ^\n"),
        (["-e", "local = 1"], b"", "-e:1:7: expected 'IDENTIFIER' [C105]\n  local = 1\n        ^\n"),
    ],
)
def test_programs_that_cannot_run(argv: list[str], stdin: bytes, said: str, impsim: Run) -> None:
    ran = impsim("run", *argv, stdin=stdin)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().startswith(said)


@pytest.mark.parametrize(
    ("options", "active"),
    [
        ([], "ethernet"),
        (["--interface", "wifi"], "wifi"),
        (["--interface", "ethernet"], "ethernet"),
        (["--offline"], "none"),
        (["--model", "impC001"], "cell"),
    ],
)
def test_networks(options: list[str], active: str, impsim: Run) -> None:
    code = 'local i = imp.net.info(); server.log("active" in i ? i.interface[i.active].type : "none");'
    assert messages(impsim("run", "-e", code, "--format", "message", *options)) == [active]


def test_a_world(impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "w.json").write_text('{"wifi": {"ssid": "Office", "rssi": -61}}')
    code = "local w = imp.net.info().interface[0]; server.log(w.connectedssid + w.rssi);"
    options = ["--format", "message", "--model", "imp001", "--world", "w.json"]
    assert messages(impsim("run", "-e", code, *options)) == ["Office-61"]


def test_every_mistake_of_a_world_is_told(impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "w.json").write_text('{"wfi": {}, "wifi": {"rssi": "x"}}')
    ran = impsim("run", "-e", "server.log(1);", "--world", "w.json")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert [line for line in ran.stderr.decode().splitlines() if line.startswith("w.json:1:")].__len__() == 2


def test_a_program_that_fails(impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "p.nut").write_text("function f(t) {\n  return t.nope;\n}\nserver.log(1);\nf({});\n")
    ran = impsim("run", "p.nut", "--format", "message")
    assert (ran.returncode, ran.stderr) == (1, b"")
    assert ran.stdout.decode().splitlines()[:4] == [
        "1",
        "ERROR: the index 'nope' does not exist",
        "ERROR: at f device_code:2",
        "ERROR: from main device_code:5",
    ]


def on_terminal(arguments: list[str], root: Path, cwd: Path) -> tuple[int, str]:
    """(exit code, what a terminal shows) of a run."""
    master, slave = os.openpty()
    environment = {**os.environ, "PYTHONPATH": str(root), "IMPSIM_CACHE_DIR": "", "TERM": "xterm"}
    environment.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "impsim", *arguments]
    process = subprocess.Popen(command, cwd=cwd, env=environment, stdin=slave, stdout=slave, stderr=slave)
    os.close(slave)
    shown = b""
    while True:
        try:
            chunk = os.read(master, 4096)
        except OSError:  # the other end is closed
            break
        if not chunk:
            break
        shown += chunk
    os.close(master)
    return process.wait(), shown.decode().replace("\r\n", "\n")


def test_a_terminal_shows_the_place_of_a_failure(root: Path, tmp_path: Path) -> None:
    (tmp_path / "p.nut").write_text("function f(t) {\n  return t.nope;\n}\nf({});\n")
    code, shown = on_terminal(["run", "p.nut", "--format", "message"], root, tmp_path)
    assert code == 1
    assert (
        "\n\033[1mp.nut:2:11: the index 'nope' does not exist [R201]\033[0m\n"
        "    return t.nope;\n            ^\nwhy: `t` is an empty table\n  in f()\n" in shown
    )
    assert shown.count("called from main() at p.nut:4") == 1, "the second start fails alike: told once"


def test_a_terminal_is_told_of_a_run_that_would_go_on(root: Path, tmp_path: Path) -> None:
    code, shown = on_terminal(["run", "-e", "function t() { imp.wakeup(1, t); } t();", "--for", "5s"], root, tmp_path)
    assert (code, shown) == (0, "stopped after 5 s of virtual time (--for); more would follow\n")


def test_an_interrupt_tells_the_virtual_time(root: Path, tmp_path: Path) -> None:
    code = 'server.log("ready"); function t() { imp.wakeup(0.01, t); } t();'
    process = subprocess.Popen(
        [sys.executable, "-m", "impsim", "run", "-e", code, "--format", "message", "--realtime"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root), "IMPSIM_CACHE_DIR": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)
    assert (process.returncode, out) == (130, b"")
    assert err.startswith(b"interrupted after ")
    assert err.endswith(b" s of virtual time\n")


def test_real_time_is_not_faster(impsim: Run) -> None:
    begin = time.monotonic()
    ran = impsim("run", "-e", 'imp.wakeup(0.5, @() server.log("late"));', "--realtime", "--format", "message")
    assert messages(ran) == ["late"]
    assert time.monotonic() - begin > 2.6


def test_the_same_seed_gives_the_same_log(impsim: Run) -> None:
    code = "for (local i = 0; i < 5; i++) server.log(math.rand());"
    first, again, other = (
        impsim("run", "-e", code, "--seed", seed, env={"PYTHONHASHSEED": hashes}).stdout
        for seed, hashes in (("7", "1"), ("7", "2"), ("8", "1"))
    )
    assert first == again
    assert first != other


def test_pypy_prints_the_same(impsim: Run, pypy: str, root: Path) -> None:
    program = str(root / "scenarios" / "net_info.device.nut")
    here = impsim("run", program, "--impos", "36")
    there = impsim("run", program, "--impos", "36", python=pypy)
    assert (there.returncode, there.stdout, there.stderr) == (0, here.stdout, b"")


def test_a_program_can_ask_what_it_is_part_of(impsim: Run) -> None:
    run = impsim(
        "run", "--format", "message", "-e", "server.log(__EI.DEVICEGROUP_TYPE); server.log(__EI.PRODUCT_ID.len())"
    )
    assert (run.returncode, run.stdout) == (0, b"development\n36\n")


def test_an_unknown_member_of_the_enum_is_refused(impsim: Run) -> None:
    run = impsim("run", "-e", "server.log(__EI.NOPE)")
    assert run.returncode == 2
    assert b"invalid constant [__EI.NOPE]" in run.stderr


AGENT = 'device.on("n", function(n) { server.log("agent got " + n); device.send("back", n + 1); });'
DEVICE = 'agent.on("back", function(n) { server.log("device got " + n); }); agent.send("n", 1);'


def test_an_agent(impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "a.nut").write_text(AGENT)
    ran = impsim("run", "-e", DEVICE, "--agent", "a.nut")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert [line[30:] for line in ran.stdout.decode().splitlines()] == [
        " [Agent]  agent got 1",
        " [Device] device got 2",
    ]
    entry = json.loads(impsim("run", "-e", DEVICE, "--agent", "a.nut", "--format", "json").stdout.splitlines()[0])
    assert (entry["type"], entry["msg"], entry["device"]) == ("agent.log", "agent got 1", "imp")


def test_a_failing_agent_is_a_failure(impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "a.nut").write_text('throw "oh";')
    for options, shown in (([], False), (["--status"], True)):
        ran = impsim("run", "-e", "server.log(1);", "--agent", "a.nut", *options)
        assert (ran.returncode, ran.stderr) == (1, b"")
        lines = ran.stdout.decode().splitlines()
        assert lines[0].endswith(" [Agent]  ERROR: oh")
        assert lines[-1].endswith(" [Device] 1")
        assert any(" [Status] Agent restarted: " in line for line in lines) is shown


def test_a_terminal_shows_the_place_of_a_failure_of_the_agent(root: Path, tmp_path: Path) -> None:
    (tmp_path / "a.nut").write_text("local t = {};\nt.nope();\n")
    code, shown = on_terminal(["run", "-e", "1", "--agent", "a.nut"], root, tmp_path)
    assert code == 1
    assert "a.nut:2:2: the index 'nope' does not exist" in shown
    assert shown.endswith("the agent failed twice within a minute of its start: not started again\n")


EVENTS = [
    ("server.log", "[Device]"),
    ("server.error", "[Device]"),
    ("server.sleep", "[Device]"),
    ("agent.log", "[Agent] "),
    ("agent.error", "[Agent] "),
    ("status", "[Status]"),
    ("powerstate", "[Power State]"),
    ("lastexitcode", "[Exit Code]"),
    ("firmware", "[Firmware]"),
]


@pytest.mark.parametrize("with_status", [False, True])
@pytest.mark.parametrize(("kind", "tag"), EVENTS)
def test_tags_of_lines(kind: str, tag: str, with_status: bool) -> None:
    from impsim.cli.run import Log, text_form

    lines: list[str] = []
    Log(text_form(lines.append), with_status)({"type": kind, "ts": "2019-03-01T00:00:02.160Z", "msg": "m"})
    shown = with_status or kind not in ("status", "powerstate")
    assert lines == ["2019-03-01 00:00:02.160 +00:00 %s m\n" % tag] * shown


def test_a_terminal_is_told_of_lines_that_waited(root: Path, tmp_path: Path) -> None:
    code = 'server.log("one"); server.log("two");'
    ended, shown = on_terminal(["run", "-e", code, "--offline", "--format", "message"], root, tmp_path)
    assert (ended, shown) == (0, "one\n1 line waited for a connection that did not come back\n")
    ended, shown = on_terminal(["run", "-e", code, "--format", "message"], root, tmp_path)
    assert (ended, shown) == (0, "one\ntwo\n")


STORY = """\
timeline:
  - {id: out, at: 30s, do: link.down}
  - {after: out, do: wifi.down}
  - {after: out + 10s, do: link.up}
  - {at: 80s, do: agent.send, name: n, data: {k: [1, é]}}
  - {at: 90s, do: power.cycle, for: 5s}
"""
STORY_DEVICE = """
server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 30);
agent.on("n", @(d) server.log(d.k[1] + d.k.len()));
function tick() { imp.wakeup(7.0 / 3, tick); server.log("tick " + math.rand()); }
tick();
"""


@pytest.fixture
def story(tmp_path: Path) -> list[str]:
    (tmp_path / "w.json").write_text(json.dumps(timeline_as_json()), encoding="utf-8")
    (tmp_path / "w.yaml").write_text(STORY, encoding="utf-8")
    (tmp_path / "d.nut").write_text(STORY_DEVICE)
    (tmp_path / "a.nut").write_text(AGENT)
    return ["run", "d.nut", "--agent", "a.nut", "--for", "3m", "--trace", "t"]


def timeline_as_json() -> dict[str, object]:
    """STORY as JSON, because PyPy has no YAML here."""
    import yaml

    found: dict[str, object] = yaml.safe_load(STORY)
    return found


def test_a_story_is_traced(story: list[str], impsim: Run, tmp_path: Path) -> None:
    ran = impsim(*story, "--world", "w.yaml", "--format", "message")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "é2" in ran.stdout.decode().splitlines()
    header, *events = map(json.loads, (tmp_path / "t").read_text(encoding="utf-8").splitlines())
    assert (header["kind"], header["model"], header["seed"]) == ("header", "imp005", 1)
    assert str(tmp_path) not in (tmp_path / "t").read_text(encoding="utf-8")
    assert [event["t_us"] for event in events] == sorted(event["t_us"] for event in events)
    happened = [(event["t_us"] // 1000000, event["do"]) for event in events if event["kind"] == "fault"]
    assert happened == [
        (30, "link.down"),
        (30, "wifi.down"),
        (40, "link.up"),
        (80, "agent.send"),
        (90, "power.cycle"),
    ]
    logged = [event["msg"] for event in events if event["kind"] == "log" and event["type"] != "status"]
    assert logged == ran.stdout.decode().splitlines()
    sessions = [event["state"] for event in events if event["kind"] == "cloud.session"]
    assert sessions.count("open") == 3, "at power-on, after the cable was out, after the power was"


def test_every_python_traces_the_same(story: list[str], impsim: Run, tmp_path: Path, pypy: str) -> None:
    def traced(**how: object) -> bytes:
        ran = impsim(*story, "--world", "w.json", **how)
        assert (ran.returncode, ran.stderr) == (0, b"")
        return (tmp_path / "t").read_bytes()

    first = traced(env={"PYTHONHASHSEED": "1"})
    assert first.count(b"\n") > 100
    assert traced(env={"PYTHONHASHSEED": "2"}) == first
    assert traced(python=pypy) == first


def test_another_seed_is_another_trace(story: list[str], impsim: Run, tmp_path: Path) -> None:
    traces = []
    for seed in ("1", "2"):
        impsim(*story, "--world", "w.yaml", "--seed", seed)
        traces.append((tmp_path / "t").read_bytes().split(b"\n", 1)[1])
    assert traces[0] != traces[1]


def test_a_trace_does_not_change_the_run(story: list[str], impsim: Run) -> None:
    with_trace = impsim(*story, "--world", "w.yaml").stdout
    assert impsim(*story[:-2], "--world", "w.yaml").stdout == with_trace


def test_what_the_model_cannot_do_is_refused(story: list[str], impsim: Run, tmp_path: Path) -> None:
    ran = impsim(*story, "--world", "w.yaml", "--model", "imp001")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().startswith(
        "w.yaml:2:28: the imp001 has no Ethernet\n"
        "    - {id: out, at: 30s, do: link.down}\n"
        "                             ^\n"
        "hint: it has wifi\n"
        "w.yaml:4:28: "
    )
    assert not (tmp_path / "t").exists()


def test_an_interrupted_run_has_a_whole_trace(root: Path, tmp_path: Path) -> None:
    code = 'server.log("early"); function t() { imp.wakeup(0.01, t); } imp.wakeup(0.1, @() server.log("ready")); t();'
    process = subprocess.Popen(
        [sys.executable, "-m", "impsim", "run", "-e", code, "--format", "message", "--realtime", "--trace", "t"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root), "IMPSIM_CACHE_DIR": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert [process.stdout.readline() for _ in range(2)] == [b"early\n", b"ready\n"]
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=10)
    assert process.returncode == 130
    lines = (tmp_path / "t").read_text().splitlines()
    assert "early" in [event.get("msg") for event in map(json.loads, lines)]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_a_trace_that_does_not_fit_is_told(impsim: Run) -> None:
    ran = impsim("run", "-e", "server.log(1);", "--trace", "/dev/full", "--format", "message")
    assert (ran.returncode, ran.stdout) == (2, b"1\n")
    assert ran.stderr == b"/dev/full: the trace is not whole: no space left on device\n"


def test_speed(impsim: Run) -> None:
    begin = time.monotonic()
    code = 'imp.wakeup(30, @() server.log("late"));'
    assert messages(impsim("run", "-e", code, "--speed", "20", "--format", "message")) == ["late"]
    assert 1.6 < time.monotonic() - begin < 20
