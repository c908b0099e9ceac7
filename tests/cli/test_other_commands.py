"""check, dump and models; and the cache as a whole process sees it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A directory with good and bad programs, one of them deeper."""
    (tmp_path / "good.nut").write_text("local a = 1;\n")
    (tmp_path / "bad.nut").write_text("local a = ;\n")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "worse.nut").write_text("x <- 1;\nfor (;;\n")
    (tmp_path / "sub" / "notes.txt").write_text("not a program (")
    return tmp_path


def test_check_reports_every_program(impsim: Run, programs: Path) -> None:
    ran = impsim("check", ".")
    assert (ran.returncode, ran.stdout) == (2, b"3 programs checked, 2 with errors\n")
    places = [line for line in ran.stderr.decode().splitlines() if line.startswith("./")]
    assert places[0] == "./bad.nut:1:11: expression expected [C102]"
    assert places[1].startswith("./sub/worse.nut:3:1: ")
    assert len(places) == 2


@pytest.mark.parametrize(
    ("argv", "code", "out", "err"),
    [
        (["good.nut"], 0, "1 program checked: it compiles\n", ""),
        (["--syntax", "good.nut", "good.nut"], 0, "2 programs checked, none with errors\n", ""),
        (["bad.nut"], 2, "1 program checked: it does not compile\n", "bad.nut:1:11: expression expected [C102]\n"),
        (["gone.nut"], 2, "1 program checked: it does not compile\n", "gone.nut: there is no such file\n"),
        (["empty"], 2, "1 program checked: it does not compile\n", "empty: no .nut file in this directory\n"),
        ([], 2, "3 programs checked, 2 with errors\n", "./bad.nut:1:11: expression expected [C102]\n"),
    ],
)
def test_check(argv: list[str], code: int, out: str, err: str, impsim: Run, programs: Path) -> None:
    (programs / "empty").mkdir()
    for elsewhere in (".git", "impsim_libs"):
        (programs / elsewhere).mkdir()
        (programs / elsewhere / "other.nut").write_text("not a program")
    ran = impsim("check", *argv)
    assert (ran.returncode, ran.stdout.decode()) == (code, out)
    assert ran.stderr.decode().startswith(err)
    assert bool(ran.stderr) == bool(err)


def test_check_runs_nothing(impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "p.nut").write_text('print("ran"); throw 1;')
    ran = impsim("check", "p.nut")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"ran" not in ran.stdout


PROGRAM = "local a = 1;\nfunction f(x) { return @() a + x; }\n"


@pytest.mark.parametrize(
    ("stage", "lines"),
    [
        ("--tokens", ["1:1\tkeyword\tlocal", "1:7\tname\ta", "1:11\tinteger\t1", "2:25\tsign\t("]),
        ("--tree", ["Block", "    Local", "    FunctionDecl path=['f']"]),
        ("--scopes", ["line 1: Block", "  a captured", "  x parameter captured", "  from outside: a, x"]),
        ("--python", ["    a = 1"]),
    ],
)
def test_dump(stage: str, lines: list[str], impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "p.nut").write_text(PROGRAM)
    ran = impsim("dump", stage, "p.nut")
    assert (ran.returncode, ran.stderr) == (0, b"")
    printed = ran.stdout.decode().splitlines()
    assert [line for line in lines if line not in printed] == []


def test_dump_of_several_stages(impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "p.nut").write_text(PROGRAM)
    printed = impsim("dump", "--python", "--tokens", "p.nut").stdout.decode().splitlines()
    assert [line for line in printed if line.startswith("# ")] == ["# tokens", "# python"]
    assert impsim("dump", "p.nut").stdout == impsim("dump", "--tree", "p.nut").stdout


@pytest.mark.parametrize("stage", ["--tokens", "--tree", "--scopes", "--python"])
@pytest.mark.parametrize("source", ["local a = 0x123456789;", 'local a = "open'])
def test_dump_of_what_does_not_compile(stage: str, source: str, impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "p.nut").write_text(source)
    ran = impsim("dump", stage, "p.nut")
    assert ran.returncode == 2
    assert ran.stderr.startswith(b"p.nut:1:11: ")


def test_models_lists_them_all(impsim: Run) -> None:
    printed = impsim("models").stdout.decode()
    for model in ("imp001", "imp002", "imp003", "imp004m", "imp005", "imp006b", "impC001-us"):
        assert f"\n{model} " in printed
    assert "\n46     46.12" in printed


def test_models_as_json(impsim: Run) -> None:
    found = json.loads(impsim("models", "--format", "json").stdout)
    imp005 = next(model for model in found["models"] if model["name"] == "imp005")
    assert imp005["lines"] == [34, 36, 38, 40, 42]
    assert [interface["type"] for interface in imp005["interfaces"]] == ["wifi", "ethernet"]
    assert {release["line"] for release in found["releases"]} >= {34, 36, 38, 40, 42, 44, 46}
    assert "imp.net.info" in [*imp005["exact"], *imp005["approximate"]]
    assert "agent: mqtt.createclient" in imp005["approximate"]
    assert "server.sleepfor" in imp005["absent"]
    assert set(imp005["exact"]).isdisjoint(imp005["absent"])


def test_one_model(impsim: Run) -> None:
    ran = impsim("models", "imp005", "--impos", "36")
    assert (ran.returncode, ran.stderr) == (0, b"")
    printed = ran.stdout.decode()
    assert printed.startswith("imp005: ")
    assert "impOS 36.14: defect: the Ethernet record is missing" in printed
    assert "interface eth0: ethernet" in printed


def test_assumptions(impsim: Run) -> None:
    everything = impsim("models", "--assumptions").stdout.decode().splitlines()
    of_one = impsim("models", "imp005", "--assumptions").stdout.decode().splitlines()
    assert set(of_one) < set(everything)
    assert any(line.startswith("imp005: identity.id_prefix = 5000: ") for line in of_one)
    as_json = json.loads(impsim("models", "--assumptions", "--format", "json").stdout)
    assert len(as_json["assumptions"]) == len(everything)


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["imp05"], "there is no model 'imp05'\nhint: did you mean imp005?\n"),
        (["imp001", "--impos", "46"], "the imp001 never ran impOS 46.12\n"),
        (["imp001", "imp002"], "impsim models: one MODEL only, but there is also 'imp002'\n"),
        (["--impos", "1"], "impOS 1 is not known\n"),
    ],
)
def test_models_that_are_not(argv: list[str], said: str, impsim: Run) -> None:
    ran = impsim("models", *argv)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().startswith(said)


# The cache, seen from outside


def cached_run(impsim: Run, directory: Path) -> None:
    ran = impsim("sq", "p.nut", env={"IMPSIM_CACHE_DIR": str(directory)})
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"hello", b"")


@pytest.fixture
def hello(tmp_path: Path) -> Path:
    (tmp_path / "p.nut").write_text('print("hello");')
    return tmp_path


def test_the_cache_is_used(impsim: Run, hello: Path) -> None:
    cached_run(impsim, hello / "cache")
    (entry,) = (hello / "cache").iterdir()
    written = entry.stat().st_mtime_ns
    cached_run(impsim, hello / "cache")
    assert [file.stat().st_mtime_ns for file in (hello / "cache").iterdir()] == [written]


@pytest.mark.parametrize("damage", [b"", b"\0" * 100, None])
def test_a_damaged_cache_costs_nothing_but_time(damage: bytes | None, impsim: Run, hello: Path) -> None:
    cached_run(impsim, hello / "cache")
    (entry,) = (hello / "cache").iterdir()
    good = entry.read_bytes()
    entry.write_bytes(good[:-10] if damage is None else damage)
    cached_run(impsim, hello / "cache")
    assert entry.read_bytes() == good


def test_a_cache_in_an_impossible_place(impsim: Run, hello: Path) -> None:
    (hello / "file").write_text("")
    cached_run(impsim, hello / "file" / "cache")
    cached_run(impsim, Path("/proc/impsim/cache"))
    cached_run(impsim, hello / ("long" * 100))


def test_a_cache_that_others_may_write_is_left_alone(impsim: Run, hello: Path) -> None:
    (hello / "cache").mkdir()
    (hello / "cache").chmod(0o777)
    cached_run(impsim, hello / "cache")
    assert list((hello / "cache").iterdir()) == []


def test_no_cache(impsim: Run, hello: Path) -> None:
    ran = impsim("sq", "p.nut", env={"IMPSIM_CACHE_DIR": "", "HOME": str(hello), "XDG_CACHE_HOME": ""})
    assert ran.stdout == b"hello"
    assert [path.name for path in hello.iterdir()] == ["p.nut"]


def test_a_changed_program_is_compiled_again(impsim: Run, hello: Path) -> None:
    cached_run(impsim, hello / "cache")
    (hello / "p.nut").write_text('print("again");')
    ran = impsim("sq", "p.nut", env={"IMPSIM_CACHE_DIR": str(hello / "cache")})
    assert ran.stdout == b"again"


def test_errors_from_the_cache_name_the_file_as_given(impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "p.nut").write_text("throw 1;")
    for path in ("p.nut", "./p.nut", str(tmp_path / "p.nut")):
        assert f" {path} line [1]".encode() in impsim("sq", path).stderr
