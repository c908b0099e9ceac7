"""Which class of parts a `kind` means: one that impsim has, one that an installed package brings, a file of one's own.

A package names its classes as entry points of the group `impsim.parts`. A file is named by its path from the folder of
the scenario: `bell.py:Doorbell` is a class in Python, which whoever runs the scenario has to permit; `bell.nut` is a
program in Squirrel.
"""

from __future__ import annotations

import os
import re
import sys

from impsim.device.parts import KINDS, find
from impsim.errors import Diagnostic
from impsim.scenario import fields as f
from impsim.scenario.documents import Document, Node
from impsim.scenario.own_parts import guarded, installed, python_class, sound, squirrel_class

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Optional

    from impsim.device.part import Part

GROUP = "impsim.parts"


def class_of(document: Document, node: Node) -> Optional[type[Part]]:
    """The class that a node names; None, and a mistake, when there is none."""
    kind = node.text
    if node.kind != "scalar" or not kind:
        document.wrong(node, "the kind of a part expected", "known: " + ", ".join(KINDS))
        return None
    if kind in KINDS:
        return find(kind)
    try:
        return _own(document, node, kind)
    except Diagnostic as problem:
        document.problems.append(problem)
        return None


PYTHON = re.compile(r"^(.+\.py):(\w+)$")


def _own(document: Document, node: Node, kind: str) -> Optional[type[Part]]:
    """One of a file, or of an installed package. Raises Diagnostic."""
    python = PYTHON.match(kind)
    if python is None and not kind.endswith(".nut"):
        return _installed(document, node, kind)
    path = beside(document, python[1] if python else kind)
    if not os.path.isfile(path):
        document.wrong(node, "there is no file '%s'" % path, _near(path))
        return None
    if python is None:
        return squirrel_class(path)
    if not document.allows_python:
        hint = "--allow-python lets it run, with all rights of whoever runs it"
        document.wrong(node, "this part is a program in Python", hint)
        return None
    return python_class(path, python[2])


def _near(path: str) -> str:
    folder, ending = os.path.dirname(path) or ".", os.path.splitext(path)[1]
    near = [name for name in sorted(os.listdir(folder)) if name.endswith(ending)] if os.path.isdir(folder) else []
    return f.nearest(os.path.basename(path), near[:20])


def _installed(document: Document, node: Node, kind: str) -> Optional[type[Part]]:
    """What somebody has installed has been permitted by that."""
    points = installed(GROUP)
    if kind not in points:
        hint = "NAME.py:CLASS is a class of your own" if kind.endswith(".py") else nearest(kind, points)
        document.wrong(node, "there is no kind of part '%s'" % kind, hint)
        return None
    found = points[kind].load()
    path = sys.modules[found.__module__].__file__ or kind
    sound(found, path)
    return guarded(found, path)


def nearest(kind: str, more: Iterable[str] = ()) -> str:
    """Did you mean, whatever letters are capitals."""
    names = [*KINDS, *more]
    for known in names:
        if known.lower() == kind.lower():
            return "did you mean %s?" % known
    return f.nearest(kind, names)


def beside(document: Document, path: str) -> str:
    """A path from the folder of a document."""
    return os.path.normpath(os.path.join(os.path.dirname(document.path), path))
