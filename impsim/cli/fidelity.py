"""What is simulated: every known name of the API as exact, approximate or absent.

A name with a stub is simulated: exactly, or approximately where its stub or its object's says what had to be
assumed. A name that is only documented is absent: a program finds that it does not exist.
"""

from __future__ import annotations

from impsim.impos.documented import DOCUMENTED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

CONSTANTS = "constants"


class Fidelity:
    """One object of the API. exact, absent: names of members; approximate: name -> what was assumed."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.exact: list[str] = []
        self.approximate: dict[str, str] = {}
        self.absent: list[str] = []


def fidelity(existing: Iterable[Any], documentation: dict[str, dict[str, Any]]) -> list[Fidelity]:
    """One Fidelity per object, from the stubs that exist on an imp (or all stubs) and their documentation.

    existing: Stub values; those of kind object say only that the object is there.
    """
    found = {path: Fidelity(path) for path in [*DOCUMENTED, CONSTANTS]}
    for stub in existing:
        if stub.kind != "object":
            owner = "agent: " + stub.object if stub.side == "agent" else stub.object
            path = owner if stub.object and stub.kind != "constant" else CONSTANTS
            entry = found.setdefault(path, Fidelity(path))
            assumed = documentation.get(stub.key, {}).get("assumed")
            if assumed:
                entry.approximate[stub.name] = assumed if isinstance(assumed, str) else "; ".join(assumed)
            else:
                entry.exact.append(stub.name)
    for path, names in DOCUMENTED.items():
        entry = found[path]
        entry.absent = [name for name in names.split() if name not in entry.exact and name not in entry.approximate]
    return list(found.values())
