"""Loading modules past the import system: what it loads is what an import loads, and it knows when not to."""

from __future__ import annotations

import os
import py_compile
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from impsim.cli import startup

FILES = {
    "toy/__init__.py": "from toy.inner import b\nwhole = True\n",
    "toy/a.py": "value = 1\n",
    "toy/inner/__init__.py": "from toy.inner.b import double\n",
    "toy/inner/b.py": "from toy.a import value\ndef double(): return 2 * value\n",
}
ORDER = ("toy/a.py", "toy/inner/b.py", "toy/inner/__init__.py")  # in which their bodies end


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of four modules with compiled files, not loaded but for its top."""
    monkeypatch.setattr(sys, "pycache_prefix", None)
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        py_compile.compile(str(path))
    monkeypatch.setattr(startup, "ROOT", f"{tmp_path}/")
    monkeypatch.setattr(startup, "MODULES", {"run": ORDER})
    monkeypatch.syspath_prepend(tmp_path)
    sys.modules["toy"] = startup.new_module("toy", f"{tmp_path}/toy/__init__.py")
    yield tmp_path
    for name in [name for name in sys.modules if name.partition(".")[0] == "toy"]:
        del sys.modules[name]


def loaded_toys() -> set[str]:
    return {name for name in sys.modules if name.startswith("toy.")}


def test_modules_are_loaded_as_by_an_import(toy: Path) -> None:
    startup.preload("run")
    assert loaded_toys() == {"toy.a", "toy.inner", "toy.inner.b"}
    assert sys.modules["toy.inner"].double() == 2
    for name in loaded_toys():
        module = sys.modules[name]
        spec = module.__spec__
        assert spec is not None
        assert (spec.name, spec.origin) == (name, module.__file__)
        assert module.__package__ == (name if name == "toy.inner" else name.rpartition(".")[0])
        assert getattr(sys.modules[name.rpartition(".")[0]], name.rpartition(".")[2]) is module
    assert sys.modules["toy.inner"].__path__ == [str(toy / "toy" / "inner")]


def test_another_command_loads_nothing(toy: Path) -> None:
    startup.preload("help")
    assert loaded_toys() == set()


def test_a_changed_source_is_left_to_the_import_system(toy: Path) -> None:
    (toy / "toy" / "inner" / "b.py").write_text("def double(): return 'changed'\n")
    startup.preload("run")
    assert loaded_toys() == {"toy.a"}
    import toy.inner  # type: ignore[import-not-found]

    assert toy.inner.double() == "changed"


def test_a_source_of_another_time_is_left_to_the_import_system(toy: Path) -> None:
    os.utime(toy / "toy" / "a.py", (1, 1))
    startup.preload("run")
    assert loaded_toys() == set()


@pytest.mark.parametrize("damage", [b"", b"short", b"\0" * 200])
def test_a_damaged_compiled_file_is_left_to_the_import_system(damage: bytes, toy: Path) -> None:
    (compiled,) = (toy / "toy" / "__pycache__").glob("a.*.pyc")
    compiled.write_bytes(damage)
    startup.preload("run")
    assert loaded_toys() == set()


def test_no_compiled_file(toy: Path) -> None:
    for compiled in toy.rglob("*.pyc"):
        compiled.unlink()
    startup.preload("run")
    assert loaded_toys() == set()


def test_a_module_that_fails_leaves_nothing_half_made(toy: Path) -> None:
    path = toy / "toy" / "inner" / "b.py"
    path.write_text("import toy.a\n1 / 0\n")
    py_compile.compile(str(path))
    with pytest.raises(ZeroDivisionError):
        startup.preload("run")
    assert loaded_toys() == {"toy.a"}


@pytest.mark.parametrize("option", [["-O"], ["-X", "pycache_prefix=/nowhere"]])
def test_other_ways_to_run_python(option: list[str], root: Path) -> None:
    command = [sys.executable, *option, "-m", "impsim", "run", "-e", "server.log(1);", "--format", "message"]
    ran = subprocess.run(command, cwd=root, env={**os.environ, "IMPSIM_CACHE_DIR": ""}, capture_output=True)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"1\n", b"")


def test_array_does_not_leave_a_false_collections() -> None:
    code = """
import sys
from impsim.cli.startup import light_array
light_array()
assert "collections" not in sys.modules and "array" in sys.modules
import collections.abc
assert collections.OrderedDict and collections.abc.MutableSequence
"""
    subprocess.run([sys.executable, "-S", "-c", code], check=True)
