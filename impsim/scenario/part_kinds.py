"""Which class of parts a `kind` means: one that impsim has, one that an installed package brings, a file of one's own.

A package names its classes as entry points of the group `impsim.parts`. A file is named by its path from the folder of
the scenario: `bell.py:Doorbell` is a class in Python, which whoever runs the scenario has to permit.
"""

from __future__ import annotations

import os

from impsim.device.parts import KINDS, find
from impsim.scenario import fields as f
from impsim.scenario.documents import Document, Node

TYPE_CHECKING = False
if TYPE_CHECKING:
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
    document.wrong(node, "there is no kind of part '%s'" % kind, nearest(kind))
    return None


def nearest(kind: str) -> str:
    """Did you mean, whatever letters are capitals."""
    for known in KINDS:
        if known.lower() == kind.lower():
            return "did you mean %s?" % known
    return f.nearest(kind, KINDS)


def beside(document: Document, path: str) -> str:
    """A path from the folder of a document."""
    return os.path.normpath(os.path.join(os.path.dirname(document.path), path))
