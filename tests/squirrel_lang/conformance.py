"""The conformance programs, and running them: for tests on CPython, and for PyPy, which has no pytest."""

from __future__ import annotations

from pathlib import Path

from impsim.errors import Diagnostic
from impsim.squirrel.compile import compile_source
from impsim.squirrel.stdlib import install_stock
from impsim.squirrel.traceback import thrown
from impsim.squirrel.vm import VM, allow_depth

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "tests" / "conformance"
PROGRAMS = {str(path.relative_to(FOLDER).with_suffix("")): path for path in sorted(FOLDER.glob("*/*.nut"))}


def outcome(path: Path) -> tuple[str, str]:
    """What a program prints, and the error that ends it or ""."""
    allow_depth()
    written: list[str] = []
    vm = VM(print=written.append)
    install_stock(vm)
    error = ""
    try:
        vm.run(compile_source(path.read_text(encoding="latin-1"), path.name))
    except Diagnostic as problem:
        error = "COMPILE " + problem.message
    except Exception as problem:
        value = thrown(problem)
        error = value if isinstance(value, str) else "[unknown]"
    return "".join(written), error


def expected(path: Path) -> tuple[str, str]:
    error = path.with_suffix(".err")
    wanted = error.read_text(encoding="latin-1").rstrip("\n") if error.exists() else ""
    return path.with_suffix(".out").read_bytes().decode("latin-1"), wanted
