"""Loading the modules of a command quickly.

Python's import system takes 50 us to find a module, read its compiled file and record where it came from; a
start from the cache needs 90 modules, so that was half of its time. The modules are known beforehand
(`_startup.py`, made by tools/startup.py), in the order in which they import one another: here they are read from the
same compiled files, with the same check that they are up to date, and run one after the other. Whatever
is not as expected (no compiled file, a stale one, another Python) is left to the import system,
which has the last word on everything: this only makes the usual case fast.
"""

from __future__ import annotations

import os
import sys
from marshal import loads

from impsim.cli._startup import MODULES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ROOT = __file__[: -len("impsim/cli/startup.py")]
IMPORTING = sys.modules["_frozen_importlib_external"]  # importlib.util and importlib.machinery are slow to import
MAGIC = IMPORTING.MAGIC_NUMBER  # of compiled files
HEAD = 16  # bytes in front of the code in a compiled file: magic, flags (0: checked by time), time, size
TAG = "." + (sys.implementation.cache_tag or "") + ".pyc"
ModuleType: Any = type(sys)
Spec: Any = type(__spec__)
Loader: Any = IMPORTING.SourceFileLoader  # also where pytest has loaded this module with its own


def preload(command: str) -> None:
    """Loads what the command will import, as far as that goes without the import system."""
    if sys.implementation.name != "cpython" or sys.pycache_prefix or sys.flags.optimize:
        return
    light_array()
    packages: dict[str, Any] = {}
    try:
        for path in MODULES.get(command, ()):
            if not loaded(path, packages):
                break
    finally:
        for name in packages:  # those whose turn has not come
            del sys.modules[name]


def loaded(path: str, packages: dict[str, Any]) -> bool:
    """Loads one module from its source's compiled file. False if there is none that is up to date.

    A package ends after the modules that it imports from itself, but is there before; packages: those that are
    there and have not run.
    """
    name = path[:-3].replace("/", ".")
    if name.endswith(".__init__"):
        name = name[:-9]
    if name in sys.modules and name not in packages:
        return True
    code = compiled_code(ROOT + path)
    if code is None:
        return False
    parent = name.rpartition(".")[0]
    if parent not in sys.modules:
        folder = path.rpartition("/")[0]
        packages[parent] = sys.modules[parent] = new_module(parent, ROOT + folder + "/__init__.py")
    module = packages.pop(name, None) or new_module(name, ROOT + path)
    sys.modules[name] = module
    try:
        exec(code, module.__dict__)
    except BaseException:
        del sys.modules[name]
        raise
    setattr(sys.modules[parent], name[len(parent) + 1 :], module)
    return True


def compiled_code(source: str) -> Any:
    """The code in the compiled file of a source, None if it is not there or not of this source."""
    folder, _, file = source.rpartition("/")
    try:
        status = os.stat(source)
        with open(folder + "/__pycache__/" + file[:-3] + TAG, "rb", buffering=0) as compiled:
            data = compiled.read()
    except OSError:
        return None
    time, size = int(status.st_mtime) & 0xFFFFFFFF, status.st_size & 0xFFFFFFFF
    if data[:HEAD] != MAGIC + bytes(4) + time.to_bytes(4, "little") + size.to_bytes(4, "little"):
        return None
    return loads(memoryview(data)[HEAD:])


def new_module(name: str, source: str) -> Any:
    """A module as an import makes it, before its code has run."""
    package = source.endswith("/__init__.py")
    loader = Loader(name, source)
    spec = Spec(name, loader, origin=source, is_package=package)
    module = ModuleType(name)
    module.__spec__, module.__loader__, module.__file__ = spec, loader, source
    module.__package__ = name if package else name.rpartition(".")[0]
    if package:
        module.__path__ = spec.submodule_search_locations = [source.rpartition("/")[0]]
    return module


def light_array() -> None:
    """Imports `array` without the package collections: 1.4 ms.

    `array` asks for collections.abc to register itself as a sequence there; what it gets, _collections_abc, is
    loaded at every start of Python. Afterwards collections is as unknown as before.
    """
    modules = sys.modules
    if "collections" not in modules:
        modules["collections"] = modules["collections.abc"] = modules["_collections_abc"]
        try:
            import array  # noqa: F401
        finally:
            del modules["collections"], modules["collections.abc"]
