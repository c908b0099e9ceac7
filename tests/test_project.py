"""What holds for the project as a whole: its layers, what a start imports, and that README says the truth."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[bytes]]

START = """
import sys
before = set(sys.modules)
from impsim.cli import main
code = main(sys.argv[1:])
print("\\n".join(sorted(set(sys.modules) - before)), file=sys.stderr)
sys.exit(code)
"""
# Modules of Python's own that a start from the cache may load.
ALLOWED = {
    "_blake2",
    "_collections",
    "_functools",
    "_heapq",
    "_struct",
    "array",
    "gc",
    "heapq",
    "itertools",
    "math",
    "time",
}
FORBIDDEN = {"re", "ast", "lark", "argparse", "dataclasses", "typing", "enum", "json", "pathlib", "functools", "yaml"}


def modules_loaded(root: Path, cache: Path, *argv: str) -> set[str]:
    """Names of the modules that a command loads."""
    environment = {"PYTHONPATH": str(root), "IMPSIM_CACHE_DIR": str(cache), "PATH": ""}
    command = [sys.executable, "-c", START, *argv]
    run = subprocess.run(command, env=environment, cwd=root, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return set(run.stderr.split())


@pytest.mark.parametrize("command", ["sq", "run"])
def test_a_start_from_the_cache_loads_little(command: str, root: Path, tmp_path: Path) -> None:
    program = tmp_path / "hello.nut"
    program.write_text({"sq": 'print("hello")', "run": 'server.log("hello")'}[command])
    cold = modules_loaded(root, tmp_path / "cache", command, str(program))
    warm = modules_loaded(root, tmp_path / "cache", command, str(program))
    assert "ast" in cold
    assert warm & FORBIDDEN == set()
    assert {name for name in warm if not name.startswith("impsim")} <= ALLOWED | {"__future__"}
    assert [name for name in warm if name.startswith(("impsim.squirrel.parser", "impsim.squirrel.codegen."))] == []


@pytest.mark.parametrize("module", ["impsim.squirrel", "impsim.device", "impsim.sim"])
def test_a_layer_is_light(module: str, root: Path) -> None:
    code = f"import sys; import {module}; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-S", "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert set(run.stdout.split()) & {"lark", "yaml", "argparse", "click", "pydantic"} == set()


def test_the_layers(root: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"],
        cwd=root,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout


def tool(root: Path, name: str) -> ModuleType:
    """A script of tools/ as a module."""
    spec = importlib.util.spec_from_file_location(name, root / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def readme(root: Path) -> ModuleType:
    return tool(root, "readme")


@pytest.mark.parametrize("page", ["README", "WORLD", "FIDELITY"])
def test_pages_show_what_their_commands_print(page: str, readme: ModuleType) -> None:
    text = getattr(readme, page).read_text(encoding="utf-8")
    assert readme.rendered(text) == text, "run `make generate`"


def test_the_example_of_world_files_is_one(root: Path, impsim: Run, tmp_path: Path) -> None:
    example = re.search(r"```yaml\n(.*?)```", (root / "docs" / "world.md").read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    world = tmp_path / "world.yaml"
    world.write_text(example[1], encoding="utf-8")
    code = "local info = imp.net.info(); server.log(info.interface[0].connectedssid + info.ipv4.proxy.user)"
    program = "imp.wakeup(60, function() { %s })" % code
    done = impsim("run", "-e", program, "--world", str(world), "--model", "imp005", "--format", "message")
    assert (done.stdout, done.stderr) == (b"Officeimp\n", b"")


def test_the_picture_shows_what_readme_shows(readme: ModuleType) -> None:
    text = readme.README.read_text(encoding="utf-8")
    assert readme.picture(readme.first_block(text)) == readme.PICTURE.read_text(encoding="utf-8"), "run `make generate`"


def test_the_timeline_is_that_of_the_outage(readme: ModuleType) -> None:
    assert readme.timeline() == readme.TIMELINE.read_text(encoding="utf-8"), "run `make generate`"


def test_readme_names_targets_that_exist(root: Path) -> None:
    targets = re.findall(r"^([a-z]+):", (root / "Makefile").read_text(), re.MULTILINE)
    named = re.findall(r"`?make ([a-z]+)", (root / "README.md").read_text())
    assert named
    assert set(named) <= set(targets)


def test_every_pinned_version_is_exact(root: Path) -> None:
    for file in root.glob("requirements-*.txt"):
        lines = [line for line in file.read_text().splitlines() if line and not line.startswith("#")]
        assert [line for line in lines if not re.fullmatch(r"[\w-]+==[\w.]+", line)] == []


def test_the_modules_of_a_start_are_known(root: Path) -> None:
    """impsim/cli/_startup.py names what a start from the cache loads: else it is slower, though not wrong."""
    startup = tool(root, "startup")
    assert startup.generated() == startup.TARGET.read_text(encoding="utf-8"), "run `make generate`"
