"""impsim sq: output, errors and exit codes of the drop-in for the reference interpreter."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

CALLS = """\
function inner(t) {
    return t.nope;
}
function outer() { return inner({}) + 1; }
print("before\\n");
outer();
"""


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str | bytes], str]:
    """Writes a program; gives its name in the directory where impsim runs."""

    def write(source: str | bytes) -> str:
        data = source.encode("latin-1") if isinstance(source, str) else source
        (tmp_path / "p.nut").write_bytes(data)
        return "p.nut"

    return write


Write = Callable[["str | bytes"], str]


@pytest.mark.parametrize("python", ["cpython", "pypy"])
def test_bytes_come_out_as_they_are(
    python: str, impsim: Run, program: Write, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    interpreter = sys.executable if python == "cpython" else request.getfixturevalue("pypy")
    every = "".join(f"\\x{code:02x}" for code in range(1, 256))
    for _ in ("cold", "from the cache"):
        ran = impsim("sq", program(f'print("{every}"); print("é")'), python=interpreter)
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, bytes(range(1, 256)) + b"\xe9", b"")


@pytest.mark.parametrize("python", ["cpython", "pypy"])
def test_errors_as_the_reference_prints_them(
    python: str, impsim: Run, program: Write, request: pytest.FixtureRequest
) -> None:
    interpreter = sys.executable if python == "cpython" else request.getfixturevalue("pypy")
    ran = impsim("sq", program(CALLS), python=interpreter)
    assert (ran.returncode, ran.stdout) == (1, b"before\n")
    assert ran.stderr.startswith(
        b"\nAN ERROR HAS OCCURED [the index 'nope' does not exist]\n"
        b"\nCALLSTACK\n"
        b"*FUNCTION [inner()] p.nut line [2]\n"
        b"*FUNCTION [outer()] p.nut line [4]\n"
        b"*FUNCTION [main()] p.nut line [6]\n"
    )


VARIABLES = """\
function inner(t, ...) {
    local a = 1, b = "s", c = 2.5, d, e = true, f = [], g = print, h = @() 1;
    throw "x";
}
inner({}, 1);
"""


def test_variables_as_the_reference_prints_them(impsim: Run, program: Write) -> None:
    said = impsim("sq", program(VARIABLES)).stderr.decode()
    assert said.partition("\nLOCALS\n")[2].splitlines() == [
        "[h] CLOSURE",
        "[g] NATIVECLOSURE",
        "[f] ARRAY",
        "[e] true",
        "[d] NULL",
        "[c] 2.5",
        '[b] "s"',
        "[a] 1",
        "[vargv] ARRAY",
        "[t] TABLE",
        "[this] TABLE",
        "[vargv] ARRAY",
        "[this] TABLE",
    ]


def test_bare_text_first(impsim: Run, program: Write) -> None:
    ran = impsim("sq", "--errors", "plain", program(CALLS))
    assert (ran.returncode, ran.stdout) == (1, b"before\n")
    assert ran.stderr.split(b"\n")[:2] == [b"the index 'nope' does not exist", b"*FUNCTION [inner()] p.nut line [2]"]


def test_explained(impsim: Run, program: Write) -> None:
    ran = impsim("sq", "--errors", "pretty", program(CALLS))
    assert (ran.returncode, ran.stdout) == (1, b"before\n")
    assert ran.stderr.decode() == (
        "p.nut:2:13: the index 'nope' does not exist [R201]\n"
        "      return t.nope;\n"
        "              ^\n"
        "why: `t` is an empty table\n"
        "  in inner()\n"
        "  called from outer() at p.nut:4\n"
        "  called from main() at p.nut:6\n"
    )


COMPILE_ERROR = 'print("x");\nlocal a = ;\n'


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("reference", "p.nut line = (2) column = (11) : error expression expected\n"),
        ("plain", "expression expected\np.nut:2:11: expression expected\n"),
        ("pretty", "p.nut:2:11: expression expected\n  local a = ;\n            ^\n"),
    ],
)
def test_compile_errors(form: str, said: str, impsim: Run, program: Write) -> None:
    ran = impsim("sq", "--errors", form, program(COMPILE_ERROR))
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().startswith(said)


@pytest.mark.parametrize(
    ("thrown", "reference", "plain"),
    [
        ('"my\\nerror"', "my\nerror", "my\nerror"),
        ("42", "unknown", "42"),
        ("1.5", "unknown", "1.5"),
        ("null", "unknown", "(null : 0x(nil))"),
        ('"\\xe9"', "\xe9", "\xe9"),
    ],
)
def test_any_value_can_be_thrown(thrown: str, reference: str, plain: str, impsim: Run, program: Write) -> None:
    path = program(f"throw {thrown};")
    said = impsim("sq", path).stderr.decode("latin-1")
    assert said.startswith(f"\nAN ERROR HAS OCCURED [{reference}]\n")
    assert impsim("sq", "--errors=plain", path).stderr.decode("latin-1").startswith(plain + "\n*FUNCTION")


ARGUMENTS = 'foreach (a in vargv) print("[" + a + "]");'


@pytest.mark.parametrize(
    ("argv", "printed"),
    [
        (["p.nut"], b""),
        (["p.nut", "a", "-b", "--c=d", "--help", ""], b"[a][-b][--c=d][--help][]"),
        (["p.nut", "--errors", "plain", "a"], b"[a]"),
        (["p.nut", "--errors=plain", "a"], b"[a]"),
        (["--errors", "plain", "p.nut", "a", "--errors"], b"[a][--errors]"),
        (["-d", "p.nut", "a"], b"[a]"),
        (["--", "p.nut", "a"], b"[a]"),
        (["p.nut", "é"], "[é]".encode()),
    ],
)
def test_arguments_of_the_program(argv: list[str], printed: bytes, impsim: Run, program: Write) -> None:
    program(ARGUMENTS)
    ran = impsim("sq", *argv)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, printed, b"")


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ([], "impsim sq: FILE is missing\n"),
        (["--erors", "plain", "p.nut"], "impsim sq: unknown option '--erors'\nhint: did you mean '--errors'?\n"),
        (["--errors", "plan", "p.nut"], "impsim sq: unknown value for --errors: 'plan'\nhint: did you mean 'plain'?\n"),
        (["p.nut", "--errors", "x"], "impsim sq: unknown value for --errors: 'x'\n"),
        (["p.nut", "--errors"], "impsim sq: --errors needs a value: --errors reference|plain|pretty\n"),
        (["q.nut"], "q.nut: there is no such file\nhint: did you mean 'p.nut'?\n"),
        (["."], ".: this is a directory, not a program\n"),
    ],
)
def test_wrong_calls(argv: list[str], said: str, impsim: Run, program: Write) -> None:
    program("print(1);")
    ran = impsim("sq", *argv)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().startswith(said)


def test_standard_input(impsim: Run) -> None:
    ran = impsim("sq", "-", "x", stdin=b"print(vargv[0]); throw 1;")
    assert (ran.returncode, ran.stdout) == (1, b"x")
    assert b"*FUNCTION [main()] standard input line [1]" in ran.stderr


def test_version_of_the_language(impsim: Run) -> None:
    assert impsim("sq", "-v").stdout.startswith(b"Squirrel 3.0.5")


def test_an_empty_program(impsim: Run, program: Write) -> None:
    ran = impsim("sq", program(b""))
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")


def test_the_value_of_main_is_no_exit_code(impsim: Run, program: Write) -> None:
    assert impsim("sq", program("return 5;")).returncode == 0


def test_print_and_error_in_order(impsim: Run, program: Write) -> None:
    path = program('print("1\\n"); error("2\\n"); print("3\\n"); throw "4";')
    ran = impsim(
        "sq", "--errors", "plain", path, stderr=subprocess.STDOUT, stdout=subprocess.PIPE, capture_output=False
    )
    assert ran.stdout.startswith(b"1\n2\n3\n4\n")


def test_a_line_on_a_terminal_comes_at_once(root: Path, program: Write, tmp_path: Path) -> None:
    """Through a pseudo-terminal: the program prints a line and never ends."""
    program('print("ready\\n"); while (true) {}')
    process, terminal = start_on_a_terminal([sys.executable, "-m", "impsim", "sq", "p.nut"], root, tmp_path)
    try:
        assert os.read(terminal, 100).startswith(b"ready")
    finally:
        process.kill()
        process.wait()
        os.close(terminal)


def start_on_a_terminal(command: list[str], root: Path, cwd: Path) -> tuple[subprocess.Popen[bytes], int]:
    master, slave = os.openpty()
    environment = {**os.environ, "PYTHONPATH": str(root), "IMPSIM_CACHE_DIR": ""}
    process = subprocess.Popen(command, cwd=cwd, env=environment, stdin=slave, stdout=slave, stderr=slave)
    os.close(slave)
    return process, master


LOOPS = {
    "a loop": "while (true) {}",
    "a loop that catches": "while (true) { try { foo() } catch (e) {} }",
    "a recursion that catches": "function f() { try { f() } catch (e) { f() } } while (true) f();",
    "sorting": "local a = []; for (local i = 0; i < 3000; i++) a.append(i); while (true) a.sort(@(x, y) y <=> x);",
}


@pytest.mark.parametrize("name", LOOPS)
def test_an_interrupt_ends_it_within_a_second(name: str, program: Write, root: Path, tmp_path: Path) -> None:
    program('print("ready\\n"); error("ready\\n"); ' + LOOPS[name])
    process = subprocess.Popen(
        [sys.executable, "-m", "impsim", "sq", "p.nut"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root), "IMPSIM_CACHE_DIR": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    assert process.stderr.readline() == b"ready\n"
    time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)
    assert (process.returncode, out, err) == (130, b"ready\n", b"interrupted\n")


def test_a_reader_that_goes_away(root: Path, program: Write, tmp_path: Path) -> None:
    program('while (true) print("line\\n");')
    process = subprocess.Popen(
        [sys.executable, "-m", "impsim", "sq", "p.nut"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root), "IMPSIM_CACHE_DIR": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() == b"line\n"
    process.stdout.close()
    assert process.wait(timeout=30) == 141
    assert process.stderr.read() == b""
    process.stderr.close()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
@pytest.mark.parametrize("times", [1, 100000])
def test_a_disk_that_is_full(times: int, impsim: Run, program: Write) -> None:
    path = program(f'try {{ for (local i = 0; i < {times}; i++) print("x") }} catch (e) {{ error("caught") }}')
    with open("/dev/full", "wb") as full:
        ran = impsim("sq", path, stdout=full, stderr=subprocess.PIPE, capture_output=False)
    assert (ran.returncode, ran.stderr) == (2, b"impsim: cannot write the output: No space left on device\n")


def test_closed_outputs(root: Path, program: Write, tmp_path: Path) -> None:
    program('print("x"); error("y"); throw "z";')
    command = f'"{sys.executable}" -m impsim sq p.nut >&- 2>&-'
    environment = {**os.environ, "PYTHONPATH": str(root), "IMPSIM_CACHE_DIR": ""}
    assert subprocess.run(["sh", "-c", command], cwd=tmp_path, env=environment).returncode == 1


DEEP = {
    "parentheses": "print(" + "(" * 10000 + "1" + ")" * 10000 + ")",
    "open parentheses": "local a = " + "(" * 10000,
    "arrays": "local a = " + "[" * 10000 + "]" * 10000,
    "tables": "local a = " + "{a=" * 10000 + "1" + "}" * 10000,
    "blocks": "{" * 10000 + "}" * 10000,
    "functions": "local a = " + "function() { return " * 3000 + "1" + "}" * 3000,
    "unary": "local a = " + "-" * 9999 + "1",
    "not": "local a = " + "!" * 10000 + "1",
    "sum": "local a = " + "1+" * 100000 + "1",
    "else if": "local a = 1;" + "if (a == 2) {} else " * 5000 + "{}",
    "indexes": "local a = [0]; local b = " + "a[" * 5000 + "0" + "]" * 5000,
    "calls": "local f = @(x) x; local b = " + "f(" * 5000 + "0" + ")" * 5000,
    "conditions": "local a = " + "1 ? " * 5000 + "2" + " : 3" * 5000,
    "recursion": "function f() { return f() + 1 } f();",
    "recursion through a native": "function f(a, b) { [1, 2].sort(f); return 0 } f(1, 2);",
    "recursion through a metamethod": "t <- {}; d <- {}; d._get <- @(k) t[k + 1]; t.setdelegate(d); t.x;",
    "recursion through tostring": 'class A { function _tostring() { return "" + this } } print(A());',
}


@pytest.mark.parametrize("python", ["cpython", "pypy"])
@pytest.mark.parametrize("name", DEEP)
def test_nesting_never_gives_a_traceback(
    name: str, python: str, impsim: Run, program: Write, request: pytest.FixtureRequest
) -> None:
    interpreter = sys.executable if python == "cpython" else request.getfixturevalue("pypy")
    ran = impsim("sq", "--errors", "plain", program(DEEP[name]), python=interpreter)
    assert ran.returncode in (0, 1, 2), ran.stderr[-500:]
    assert b"Traceback" not in ran.stderr
    assert len(ran.stderr) < 2_000_000
    if name.startswith("recursion"):
        assert ran.returncode == 1
