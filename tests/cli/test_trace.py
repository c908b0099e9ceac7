"""impsim trace: a trace, or a part of it, and what is no trace."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

TRACE = """\
{"impsim": 1, "kind": "header", "model": "impC001", "impos": "40.14", "seed": 1}
{"t_us": 0, "device": "imp", "kind": "power", "state": "on"}
{"t_us": 1500000, "device": "imp", "kind": "at", "sent": "AT+CPIN?", "answer": "+CPIN: READY"}
{"t_us": 2500000, "device": "imp", "kind": "cell.registration", "status": "home", "generation": "4G", "carrier": "c"}
{"t_us": 9000000, "device": "imp", "kind": "log", "type": "server.log", "msg": "é"}
{"t_us": 9000000, "device": "", "kind": "later.invention", "v": 1.0}
"""


@pytest.fixture
def trace(tmp_path: Path) -> list[str]:
    (tmp_path / "t").write_text(TRACE, encoding="utf-8")
    return TRACE.splitlines()


def test_as_text(impsim: Run, trace: list[str]) -> None:
    ran = impsim("trace", "t")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.decode().splitlines() == [
        "impsim trace: model=impC001 impos=40.14 seed=1",
        "      0.000000  imp     power              on",
        "      1.500000  imp     at                 AT+CPIN? -> +CPIN: READY",
        "      2.500000  imp     cell.registration  home 4G c",
        "      9.000000  imp     log                [server.log] é",
        "      9.000000          later.invention    v=1.0",
    ]


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        ([], [0, 1, 2, 3, 4, 5]),
        (["--kind", "at"], [2]),
        (["--kind", "cell, log"], [3, 4]),
        (["--kind", "later"], [5]),
        (["--kind", "led"], []),
        (["--from", "2s", "--to", "3s"], [0, 3]),
        (["--from=9s", "--kind=log"], [4]),
    ],
)
def test_a_part_as_json(options: list[str], lines: list[int], impsim: Run, trace: list[str]) -> None:
    ran = impsim("trace", "t", "--format", "json", *options)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.decode().splitlines() == [trace[number] for number in lines]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["t", "--kind", "lgo"], "impsim trace: unknown kind 'lgo'\nhint: did you mean 'log'?\n"),
        (
            ["t", "--kind", "wifi.assoc"],
            "impsim trace: unknown kind 'wifi.assoc'\nhint: did you mean 'wifi.associated'?\n",
        ),
        (["t", "--kind", "log,later.x"], "impsim trace: unknown kind 'later.x'\n"),
        (["t", "--form", "x"], "impsim trace: unknown option '--form'\n"),
        (["t", "--from", "soon"], "impsim: 'soon' is not a duration\n"),
        ([], "impsim trace: FILE is missing\n"),
        (["gone"], "gone: no such file or directory\n"),
        (["."], ".: is a directory\n"),
        (["p.nut"], "p.nut:1:1: this is not an event\n"),
    ],
)
def test_wrong_calls(arguments: list[str], said: str, impsim: Run, trace: list[str], tmp_path: Path) -> None:
    (tmp_path / "p.nut").write_text("server.log(1);\n")
    ran = impsim("trace", *arguments)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().startswith(said)


def test_a_damaged_line_comes_after_those_before_it(impsim: Run, trace: list[str], tmp_path: Path) -> None:
    (tmp_path / "t").write_text("\n".join(trace[:3]) + "\n" + trace[3][:30])
    ran = impsim("trace", "t")
    assert (ran.returncode, ran.stdout.count(b"\n")) == (2, 3)
    assert ran.stderr.startswith(b"t:4:")
    assert b"hint: the end of the line is missing: was the run killed?" in ran.stderr


def test_a_reader_that_goes_away(tmp_path: Path, root: Path) -> None:
    (tmp_path / "t").write_text(TRACE + TRACE.splitlines()[1].join(["", "\n"]) * 20000)
    command = '"%s" -m impsim trace t | head -n 1; echo "${PIPESTATUS[0]}"' % sys.executable
    ran = subprocess.run(["bash", "-c", command], cwd=tmp_path, env={"PYTHONPATH": str(root)}, capture_output=True)
    assert ran.stdout.decode().splitlines() == ["impsim trace: model=impC001 impos=40.14 seed=1", "141"]
    assert ran.stderr == b""


BUSES = """\
{"impsim": 1, "kind": "header", "model": "imp003"}
{"t_us": 1000, "device": "imp", "kind": "i2c", "bus": "i2cAB", "do": "write", "address": 95, "write": "20"}
{"t_us": 2000, "device": "imp", "kind": "spi", "bus": "spiLGDK", "out": "01", "in": ""}
{"t_us": 3000, "device": "imp", "kind": "log", "type": "server.log", "msg": "x"}
"""


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        (["--bus", "i2cAB"], ["      0.001000  imp     i2cAB       5f W  20 ACK"]),
        (["--bus", "spiLGDK"], ["      0.002000  imp     spiLGDK     out   01"]),
        (["--bus", "any", "--from", "1500us"], ["      0.002000  imp     spiLGDK     out   01"]),
        (["--bus", "spiLGDK", "--format", "json"], [BUSES.splitlines()[2]]),
    ],
)
def test_what_was_said_on_buses(impsim: Run, tmp_path: Path, options: list[str], lines: list[str]) -> None:
    (tmp_path / "t").write_text(BUSES, encoding="utf-8")
    ran = impsim("trace", "t", *options)
    assert (ran.stdout.decode().splitlines(), ran.stderr, ran.returncode) == (lines, b"", 0)


def test_a_capture(impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "t").write_text(BUSES, encoding="utf-8")
    ran = impsim("trace", "t", "--format", "pcap")
    assert (ran.returncode, len(ran.stdout), ran.stdout[:4]) == (0, 24 + 16 + 7, b"\xa1\xb2\xc3\xd4")
    assert ran.stdout.endswith(b"\x00\x00\x00\x00\x00\xbe\x20")


def test_a_bus_of_which_a_trace_says_nothing(impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "t").write_text(BUSES, encoding="utf-8")
    ran = impsim("trace", "t", "--bus", "i2cBA")
    assert ran.returncode == 2 and b"i2cBA" in ran.stderr and b"i2cAB" in ran.stderr


def test_waveforms(impsim, tmp_path):
    trace, waves = tmp_path / "p.trace", tmp_path / "p.vcd"
    program = "local p = hardware.pinA; p.configure(DIGITAL_OUT); imp.wakeup(1, @() p.write(1));"
    assert impsim("run", "-e", program, "--trace", str(trace)).returncode == 0
    found = impsim("trace", str(trace), "--vcd", str(waves))
    assert (found.returncode, found.stdout, found.stderr) == (0, b"", b"")
    assert "$var wire 1 ! pinA $end" in waves.read_text() and "1!" in waves.read_text()


def test_waveforms_that_cannot_be_written(impsim, tmp_path):
    trace = tmp_path / "p.trace"
    assert impsim("run", "-e", "print(1)", "--trace", str(trace)).returncode == 0
    found = impsim("trace", str(trace), "--vcd", str(tmp_path / "no" / "p.vcd"))
    assert found.returncode == 2 and b"cannot write" in found.stderr


def test_files_of_other_kinds(impsim: Run, trace: list[str], tmp_path: Path) -> None:
    ran = impsim("trace", "t", "--html", "p.html", "--svg", "p.svg", "--perfetto", "p.json", "--vcd", "p.vcd")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
    assert (tmp_path / "p.html").read_bytes().startswith(b"<!doctype html>")
    assert (tmp_path / "p.svg").read_bytes().startswith(b"<svg ")
    assert (tmp_path / "p.json").read_bytes().startswith(b"{")
    assert (tmp_path / "p.vcd").exists()
    assert impsim("trace", "t", "--html", "-").stdout == (tmp_path / "p.html").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["t", "--html", "p", "--kind", "log"],
            "impsim trace: --kind chooses lines, but --html shows the whole trace\n",
        ),
        (["t", "--svg", "p", "--from", "1s"], "impsim trace: --from chooses lines, but --svg shows the whole trace\n"),
        (["t", "--svg", "-", "--html", "-"], "impsim trace: standard output takes one file only\n"),
        (["t", "--html", ""], "impsim trace: --html needs a file\n"),
        (["t", "--html", "./t"], "./t: this would overwrite the trace\n"),
        (["t", "--html", "no/such"], "no/such: cannot be written: no such file or directory\n"),
        (["t", "--perfetto", "."], ".: cannot be written: is a directory\n"),
        (["gone", "--html", "p"], "gone: no such file or directory\n"),
        (["deep", "--html", "p"], "deep"),
    ],
)
def test_files_that_cannot_be(arguments: list[str], said: str, impsim: Run, trace: list[str], tmp_path: Path) -> None:
    deep = '{"t_us": 0, "kind": "api", "args": %s1%s}' % ("[" * 900, "]" * 900)
    (tmp_path / "deep").write_text(TRACE.splitlines()[0] + "\n" + deep + "\n")
    ran = impsim("trace", *arguments)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().startswith(said)
    assert b"Traceback" not in ran.stderr
    assert (tmp_path / "t").read_text(encoding="utf-8") == TRACE
