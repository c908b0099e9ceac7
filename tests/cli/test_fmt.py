"""impsim fmt: which files it changes, how it tells, and what it leaves alone."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from impsim.cli import fmt
from impsim.errors import Diagnostic
from impsim.squirrel.formatter import Style

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

UGLY, FINE = b"a  =1\n", b"a = 1\n"


def test_files_and_folders(impsim: Run, tmp_path: Path) -> None:
    for name in ("src/b.nut", "src/a.nut", "src/deep/c.nut", "src/.git/x.nut", "src/impsim_libs/y.nut", "src/z.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(UGLY)
    (tmp_path / "src" / "b.nut").write_bytes(FINE)
    ran = impsim("fmt", "src")
    assert ran.stdout.decode().splitlines() == ["changed src/a.nut", "changed src/deep/c.nut", "2 of 3 files changed"]
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert (tmp_path / "src" / "a.nut").read_bytes() == FINE
    for name in (".git/x.nut", "impsim_libs/y.nut", "z.txt"):
        assert (tmp_path / "src" / name).read_bytes() == UGLY
    assert impsim("fmt").stdout == b"none of 3 files changed\n"


def test_check_changes_nothing(impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "a.nut").write_bytes(UGLY)
    ran = impsim("fmt", "--check", "a.nut")
    assert (ran.returncode, ran.stdout) == (1, b"would change a.nut\n1 of 1 file would change\n")
    assert (tmp_path / "a.nut").read_bytes() == UGLY
    (tmp_path / "a.nut").write_bytes(FINE)
    assert impsim("fmt", "--check", "a.nut").returncode == 0


def test_diff_changes_nothing(impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "a.nut").write_bytes(b"a  =1")
    ran = impsim("fmt", "--diff", "a.nut")
    wanted = b"--- a.nut\n+++ a.nut\n@@ -1 +1 @@\n-a  =1\n\\ no line end at the end of the file\n+a = 1\n"
    assert (ran.returncode, ran.stdout) == (0, wanted)
    assert (tmp_path / "a.nut").read_bytes() == b"a  =1"
    assert impsim("fmt", "--diff", "--check", "a.nut").returncode == 1


def test_standard_input(impsim: Run) -> None:
    assert impsim("fmt", "-", stdin=UGLY).stdout == FINE
    ran = impsim("fmt", "--check", "-", stdin=UGLY)
    assert (ran.returncode, ran.stdout) == (1, b"")
    ran = impsim("fmt", "-", stdin=b"a = \n")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.startswith(b"standard input:2:1: expression expected")
    assert impsim("fmt", "--diff", "-", stdin=UGLY).stdout.startswith(b"--- standard input\n")


@pytest.mark.parametrize("arguments", [("-", "a.nut"), ("--diff", "--format", "json", "a.nut"), ("--chek",)])
def test_wrong_calls(arguments: tuple[str, ...], impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "a.nut").write_bytes(UGLY)
    ran = impsim("fmt", *arguments, stdin=UGLY)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.startswith(b"impsim fmt: ")
    assert os.listdir(tmp_path) == ["a.nut"]


def test_what_is_no_file(impsim: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.nut")
    (tmp_path / "gone.nut").symlink_to("nowhere")
    (tmp_path / "folder.nut").mkdir()
    ran = impsim("fmt")
    assert (ran.returncode, ran.stdout) == (2, b"none of 1 file changed, 1 cannot be laid out\n")
    assert ran.stderr.startswith(b"gone.nut: there is no such file\n")


def test_names_are_bytes(impsim: Run, tmp_path: Path) -> None:
    name = b"\xe4 \xff.nut"
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))).write_bytes(UGLY)
    for option in ("--check", "--diff"):
        ran = impsim("fmt", option, env={"PYTHONIOENCODING": "utf-8:strict"})
        assert ran.returncode in (0, 1)
        assert name in ran.stdout
    assert impsim("fmt", "--format", "json", env={"PYTHONIOENCODING": "utf-8:strict"}).returncode == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
@pytest.mark.parametrize("arguments", [("--check",), ("--diff",), ("-",), ("--format", "json")])
def test_a_full_disk(arguments: tuple[str, ...], impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "a.nut").write_bytes(UGLY)
    with open("/dev/full", "wb") as full:
        ran = impsim("fmt", *arguments, stdin=UGLY, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert ran.returncode == 2
    assert ran.stderr == b"impsim: cannot write the output: No space left on device\n"


def test_json(impsim: Run, tmp_path: Path) -> None:
    for name, data in {"a.nut": UGLY, "b.nut": FINE, "c.nut": b"a ="}.items():
        (tmp_path / name).write_bytes(data)
    ran = impsim("fmt", "--check", "--format", "json")
    found = [json.loads(line) for line in ran.stdout.splitlines()]
    assert found == [
        {"file": "a.nut", "status": "changed"},
        {"file": "b.nut", "status": "unchanged"},
        {"file": "c.nut", "status": "wrong"},
    ]
    assert ran.returncode == 2


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"if (a) {\n", b"a.nut:2:1: expression expected"),
        (b"a\0b", b"a.nut:1:2: NUL byte in the source"),
        (b"\xff\xfea\0", b"a.nut: this is UTF-16 text: save it as UTF-8"),
        (b"a\r;b\r", b"a.nut:1:2: a carriage return alone is no line end"),
        (b"@if X\na = \n@endif\n", b"a.nut:4:1: expression expected"),
        (b"@if X\na\n", b"a.nut:1:1: this @if is not closed"),
    ],
)
def test_what_is_no_program_stays_as_it_is(data: bytes, told: bytes, impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "a.nut").write_bytes(data)
    ran = impsim("fmt", "a.nut")
    assert ran.returncode == 2
    assert ran.stderr.startswith(told)
    assert b"Traceback" not in ran.stderr
    assert ran.stdout == b"none of 1 file changed, 1 cannot be laid out\n"
    assert (tmp_path / "a.nut").read_bytes() == data


@pytest.mark.parametrize(
    ("data", "made"),
    [
        (b"\xef\xbb\xbfa  =1", b"\xef\xbb\xbfa = 1\n"),
        (b"a =  '\xe9' // \xff\xc3\xa4", b"a = '\xe9' // \xff\xc3\xa4\n"),
        (b"a\r\n  b\r\n", b"a\r\nb\r\n"),
        (b"", b""),
    ],
)
def test_bytes_are_kept(data: bytes, made: bytes) -> None:
    assert fmt.laid_out(data, "a.nut", Style()) == made


def test_a_link_leads_where_it_led(tmp_path: Path) -> None:
    file, link = tmp_path / "file.nut", tmp_path / "link.nut"
    file.write_bytes(UGLY)
    file.chmod(0o754)
    link.symlink_to("file.nut")
    fmt.replace(str(link), FINE)
    assert link.is_symlink()
    assert file.read_bytes() == FINE
    assert file.stat().st_mode & 0o777 == 0o754
    assert sorted(os.listdir(tmp_path)) == ["file.nut", "link.nut"]


@pytest.mark.parametrize("what", ["access", "replace", "chmod"])
def test_a_file_that_cannot_be_written(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.nut"
    file.write_bytes(UGLY)

    def refuse(*_: object) -> bool:
        if what == "access":
            return False
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, what, refuse)
    with pytest.raises(Diagnostic) as found:
        fmt.replace(str(file), FINE)
    monkeypatch.undo()
    assert found.value.message == "cannot be written: permission denied"
    assert file.read_bytes() == UGLY
    assert os.listdir(tmp_path) == ["a.nut"]


def test_the_project_file_has_a_say(impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "a.nut").write_bytes(b"if (a) {\nb()\n}\n")
    (tmp_path / "impsim.toml").write_text("[fmt]\nindent = 2\n")
    impsim("fmt", "a.nut")
    assert (tmp_path / "a.nut").read_bytes() == b"if (a) {\n  b()\n}\n"
    (tmp_path / "impsim.toml").write_text("[fmt]\ntabs = true\n")
    impsim("fmt", "a.nut")
    assert (tmp_path / "a.nut").read_bytes() == b"if (a) {\n\tb()\n}\n"
    (tmp_path / "impsim.toml").write_text("[fmt]\nindent = 40\n")
    ran = impsim("fmt", "a.nut")
    assert ran.returncode == 2
    assert ran.stderr.startswith(b"impsim.toml:2:1: '40' is not a number from 1 to 8")


# Programs with directives -------------------------------------------------------------------------------------------

DIRECTIVES = {
    # everything is Squirrel without the directives
    "@include  'x.nut'\nif(a){\n  @if  X // why\nb( )\n@else\nc( )\n @endif \n}\n": (
        "@include  'x.nut'\nif (a) {\n  @if  X // why\n    b()\n@else\n    c()\n @endif\n}\n"
    ),
    # two heads of one function: only the first branch is laid out
    "@if X\nfunction f( ){\n@elseif Y\nfunction  f(a){\n@else\nfunction  f(b){\n\n@end\n  a( )\n}\n": (
        "@if X\nfunction f() {\n@elseif Y\nfunction  f(a){\n@else\nfunction  f(b){\n\n@end\n    a()\n}\n"
    ),
    # what a macro holds need not be a program
    "@macro m(a)\n  },  {\n@endmacro\na=1\n": "@macro m(a)\n  },  {\n@endmacro\na = 1\n",
    "@macro m(a)\n  a( 1 )\n@endmacro\n": "@macro m(a)\na(1)\n@endmacro\n",
    "x=@{ a + 'b}' }+1;y@{n}  =\"@{m}  \"\n@ a  comment\n@\n": (
        "x = @{ a + 'b}' } + 1; y@{n} = \"@{m}  \"\n@ a  comment\n@\n"
    ),
    "@repeat 3\nf( @{__REPEAT_ITERATION__} )\n@endrepeat": "@repeat 3\nf(@{__REPEAT_ITERATION__})\n@endrepeat\n",
    "a  = @\"\n@include 'b'\n  c\"\n@set x 1\r\nd\r\n": "a = @\"\n@include 'b'\n  c\"\n@set x 1\nd\n",
}


@pytest.mark.parametrize("source", DIRECTIVES)
def test_lines_of_directives_stay_as_they_are(source: str) -> None:
    made = fmt.laid_out(source.encode(), "a.nut", Style())
    assert made.decode() == DIRECTIVES[source]
    assert fmt.laid_out(made, "a.nut", Style()) == made
