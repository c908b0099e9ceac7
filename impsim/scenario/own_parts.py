"""Parts of one's own: a class in a Python file, or a program in Squirrel.

Python can do whatever whoever runs it can, so it has to be permitted (`--allow-python`); Squirrel runs in a VM that
reaches nothing. What a class raises is told with its place, as every other mistake in a user's file.
"""

from __future__ import annotations

import os
import sys
from functools import wraps

from impsim.device.part import Part
from impsim.errors import Diagnostic
from impsim.scenario import fields as f

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

MODULE = "impsim_part"  # what its module is called
_classes: dict[tuple[str, str, int], type[Part]] = {}


def squirrel_class(path: str) -> type[Part]:
    """The class of a program. Raises Diagnostic."""
    from impsim.impos.squirrel_part import part_class
    from impsim.squirrel.compile import compile_source

    source = _source(path)
    return _once(
        path,
        "",
        lambda: part_class(compile_source(source.decode("latin-1"), path, steps=True), path, os.path.basename(path)),
    )


def python_class(path: str, name: str) -> type[Part]:
    """A class of a file. Raises Diagnostic."""
    _source(path)
    return _once(path, name, lambda: _checked(_module(path), path, name))


def _source(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise Diagnostic((error.strerror or "cannot be read").lower(), path, code="file") from None


def _once(path: str, name: str, make: Callable[[], type[Part]]) -> type[Part]:
    """Makes it once as long as the file stays as it is."""
    key = os.path.abspath(path), name, os.stat(path).st_mtime_ns
    if key not in _classes:
        _classes[key] = make()
    return _classes[key]


def _module(path: str) -> Any:
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location(MODULE, path)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        text = (error.text or "").rstrip("\n")
        raise Diagnostic(error.msg, path, error.lineno or 1, error.offset or 1, text, code="part") from None
    except Exception as error:
        raise failure(error, path) from error
    return module


def _checked(module: Any, path: str, name: str) -> type[Part]:
    found = getattr(module, name, None)
    classes = [word for word, value in vars(module).items() if isinstance(value, type) and issubclass(value, Part)]
    if found is None or name not in classes:
        own = [word for word in classes if vars(module)[word].__module__ == module.__name__]
        problem = "'%s' is no class of parts" if found is not None else "there is no class '%s'"
        raise Diagnostic(problem % name, path, hint=f.nearest(name, own), code="part")
    sound(found, path)
    return guarded(found, path)


TABLES = ("terminals", "options", "quantities", "faults", "shows")


def sound(make: type[Part], path: str) -> None:
    """Raises Diagnostic for a class whose tables cannot be told apart."""
    for table in TABLES:
        if not isinstance(getattr(make, table), dict):
            raise Diagnostic("%s.%s is not a dict" % (make.__name__, table), path, code="part")
    words = [*make.terminals, *make.options, *make.quantities]
    twice = [word for word in words if words.count(word) > 1 or word == "kind"]
    twice += [word for word in make.shows if word in make.quantities]
    if twice:
        raise Diagnostic("%s has two things called '%s'" % (make.__name__, twice[0]), path, code="part")


def guarded(make: type[Part], path: str) -> type[Part]:
    """The class, whose methods tell what they raise as a Diagnostic with its place."""
    own: dict[str, Any] = {"kind": make.kind or make.__name__, "__module__": make.__module__}
    for base in reversed(make.__mro__):
        if not base.__module__.startswith("impsim.") and base is not object:
            own.update({name: _guarded(value, path) for name, value in vars(base).items() if callable(value)})
    own.pop("__class__", None)
    return type(make.__name__, (make,), own)


def _guarded(function: Any, path: str) -> Any:
    if isinstance(function, type):
        return function

    @wraps(function)
    def called(*arguments: Any, **named: Any) -> Any:
        try:
            return function(*arguments, **named)
        except Diagnostic:
            raise
        except Exception as error:
            raise failure(error, path) from error

    return called


def failure(error: Exception, path: str) -> Diagnostic:
    """What a part has raised, at its innermost place in the file."""
    line, link = 0, error.__traceback__
    while link is not None:
        if os.path.abspath(link.tb_frame.f_code.co_filename) == os.path.abspath(path):
            line = link.tb_lineno
        link = link.tb_next
    text = _line(path, line)
    message = "the part failed: %s: %s" % (type(error).__name__, error)
    return Diagnostic(message, path, line, len(text) - len(text.lstrip()) + 1 if line else 0, text, code="part")


def _line(path: str, number: int) -> str:
    lines = _source(path).decode("utf-8", "replace").splitlines()
    return lines[number - 1] if 0 < number <= len(lines) else ""


def installed(group: str) -> dict[str, Any]:
    """The entry points of a group, by name."""
    from importlib.metadata import entry_points

    points: Any = entry_points()
    found = points.select(group=group) if sys.version_info >= (3, 10) else points.get(group, ())
    return {point.name: point for point in found}
