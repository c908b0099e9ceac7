"""What tests share: impsim as a process, the reference VM, PyPy, the built documentation.

The outside programs are optional for who tests (the tests that need them are skipped and say why) and required where
IMPSIM_REQUIRE_ORACLE, IMPSIM_REQUIRE_PYPY and IMPSIM_REQUIRE_DOCS are set, as .ci/run does.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# The same examples at every run: a red test is red for everybody.
settings.register_profile("impsim", deadline=None, derandomize=True, database=None, print_blob=False)
settings.load_profile("impsim")

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


def missing(what: str, how: str, required: str) -> None:
    """Skip, or fail where the environment variable says that nothing may be skipped."""
    if os.environ.get(required):
        pytest.fail(f"{required} is set, but {what} is missing: {how}", pytrace=False)
    pytest.skip(f"{what} is missing: {how}")


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def oracle_python() -> str:
    """A Python that has the reference VM (squirrel-lang-sq305): IMPSIM_ORACLE, else .oracle/bin/python."""
    python = os.environ.get("IMPSIM_ORACLE") or str(ROOT / ".oracle" / "bin" / "python")
    try:
        found = subprocess.run([python, "-c", "import squirrel"], capture_output=True).returncode == 0
    except OSError:
        found = False
    if not found:
        missing("the reference VM", "`make test` installs it where its wheel exists", "IMPSIM_REQUIRE_ORACLE")
    return python


@pytest.fixture(scope="session")
def pypy() -> str:
    """The PyPy interpreter."""
    found = shutil.which("pypy3")
    if found is None:
        missing("pypy3", "install PyPy, for example Debian's pypy3", "IMPSIM_REQUIRE_PYPY")
        raise AssertionError
    return found


@pytest.fixture(scope="session")
def documentation(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built documentation. Sphinx has an environment of its own: IMPSIM_DOCS names its Python, else
    .docs/bin/python."""
    python = os.environ.get("IMPSIM_DOCS") or str(root / ".docs" / "bin" / "python")
    if not Path(python).exists():
        missing("Sphinx", "`make docs` installs it", "IMPSIM_REQUIRE_DOCS")
    out = tmp_path_factory.mktemp("docs")
    environment = {**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{root / 'tools'}", "PYTHONDONTWRITEBYTECODE": "1"}
    built = subprocess.run([python, "-m", "docsite", str(out)], env=environment, capture_output=True, text=True)
    assert (built.returncode, built.stderr) == (0, "")
    return out / "html"


@pytest.fixture(scope="session")
def cache_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache of compiled units for the whole session."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def impsim(tmp_path: Path, cache_home: Path) -> Run:
    """Run impsim as a process, in an empty directory: impsim("run", "x.nut", stdin=b"...", env={...})."""

    def run(*arguments: str, python: str = sys.executable, stdin: bytes = b"", **more: object) -> object:
        environment = clean_environment(cache_home)
        environment.update(more.pop("env", {}))  # type: ignore[call-overload]
        return subprocess.run(
            [python, "-m", "impsim", *arguments],
            **{"input": stdin, "capture_output": True, "cwd": tmp_path, "env": environment, "timeout": 60, **more},
        )

    return run  # type: ignore[return-value]


@pytest.fixture
def own_environment(cache_home: Path) -> dict[str, str]:
    """What a process of impsim's finds in its environment, for tests that begin one themselves."""
    return clean_environment(cache_home)


def clean_environment(cache_home: Path) -> dict[str, str]:
    """The caller's environment without what changes impsim's behaviour."""
    inherited = {name: text for name, text in os.environ.items() if not name.startswith(("IMPSIM_", "NO_COLOR"))}
    return {**inherited, "PYTHONPATH": str(ROOT), "IMPSIM_CACHE_DIR": str(cache_home), "PYTHONDONTWRITEBYTECODE": ""}
