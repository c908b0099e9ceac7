"""Which test methods a test file has, as far as its text tells: before it runs, pytest wants to know."""

from __future__ import annotations

from impsim.errors import Diagnostic
from impsim.plugins.code_lines import descendants, without_directives
from impsim.squirrel import nodes as n
from impsim.squirrel.parser import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Methods = dict[str, int]  # name -> line, in the order in which they run

CASE = "ImpTestCase"


def methods_of(path: str) -> dict[str, Methods]:
    """The classes of tests with their methods; none where the text cannot be read without running it."""
    try:
        with open(path, "rb") as file:
            source = without_directives(file.read().removeprefix(b"\xef\xbb\xbf").decode("latin-1"))
        unit = parse(source, path)
    except (OSError, Diagnostic):
        return {}
    classes = {node.target.name: node.klass for node in descendants(unit) if _is_class(node)}
    found = {name: dict(sorted(_tests(name, classes, source).items())) for name in classes if _is_case(name, classes)}
    return {name: methods for name, methods in found.items() if methods}


def _is_class(node: Any) -> bool:
    return isinstance(node, n.ClassDecl) and isinstance(node.target, (n.Name, n.Root))


def _base(klass: Any) -> str:
    return klass.base.name if isinstance(klass.base, (n.Name, n.Root)) else ""


def _bases(name: str, classes: dict[str, Any]) -> list[str]:
    """A class and what it extends, as far as the file has it."""
    found: list[str] = []
    while name and name not in found:
        found.append(name)
        name = _base(classes[name]) if name in classes else ""
    return found


def _is_case(name: str, classes: dict[str, Any]) -> bool:
    return _bases(name, classes)[-1] == CASE


def _tests(name: str, classes: dict[str, Any], source: str) -> Methods:
    found: Methods = {}
    for base in reversed(_bases(name, classes)):
        for key, value, _, _ in classes[base].members if base in classes else ():
            if isinstance(value, n.Function) and isinstance(key, n.Literal) and str(key.value).startswith("test"):
                found[str(key.value)] = source.count("\n", 0, key.pos) + 1
    return found
