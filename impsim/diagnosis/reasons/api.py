"""What the API lacks: on this model, this release, this side, or in impsim; and names of it that are misspelled."""

from __future__ import annotations

import json
import os
import sys

from impsim import impos
from impsim.diagnosis.looking import listed, names_in_reach, own_names, own_slot
from impsim.diagnosis.reasons import Reason
from impsim.diagnosis.spelling import nearest
from impsim.impos.availability import absence
from impsim.impos.stubs import every_stub, existing
from impsim.squirrel.values import MISSING, is_instance, is_table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.diagnosis.reasons import Look
    from impsim.diagnosis.reasons.slots import Use
    from impsim.impos.program import Program

CODES = {"model": "M301", "release": "M302", "side": "M303", "unsimulated": "S401"}
INSTANCES = ("impsim.impos.instances", "impsim.impos.agent_instances")
DOCUMENTS = os.path.join(os.path.dirname(impos.__file__), "stub_docs.json")
FEW = 12  # members that are listed where nothing comes near
SENDERS = {"device": "agent.send(name, value)", "agent": "device.send(name, value)"}


def member(look: Look, use: Use, container: Any, key: str) -> Optional[Reason]:
    """Why an object of the API has no such member; None when the object is the program's own."""
    path = path_of(container, look.host)
    if not path or look.host is None:
        return None
    found = _absent(look.host, path, key)
    if found is not None:
        return found
    what = "`%s`" % path if is_table(container) else "an instance of `%s`" % path
    near = nearest(key, names_in_reach(container))
    why = "%s has no member '%s'" % (what, key)
    if not near and 0 < len(own_names(container)) <= FEW:
        why += "; it has " + listed(own_names(container))
    return Reason(why, "did you mean '%s'?" % near if near else "")


def bare(look: Look, use: Use, name: str) -> Optional[Reason]:
    """Why a bare name of the API means nothing here."""
    host = look.host
    if host is None or use.stored:
        return None
    found = _absent(host, "", name)
    if found is not None:
        return found
    stubs = existing(host.device.profile.model, host.device.release, host.side)
    owners = {stub.path for stub in stubs if stub.name == name and stub.object and stub.kind != "constant"}
    if len(owners) != 1:
        return None
    path = owners.pop()
    return Reason("`%s` is a member of `%s`" % (name, path.rpartition(".")[0]), "write %s" % path)


def _absent(host: Program, owner: str, name: str) -> Optional[Reason]:
    found = absence(owner, name, host.device.profile, host.device.release, host.side)
    if found is None:
        return None
    kind, why = found
    hint = ""
    if kind in ("model", "release"):
        hint = 'ask before: if ("%s" in %s)' % (
            name,
            owner if _is_named(owner) else "getroottable()" if not owner else "it",
        )
    elif kind == "side":
        hint = "send a message to the other side: " + SENDERS[host.side]
    return Reason(why, hint, CODES[kind])


def _is_named(owner: str) -> bool:
    """Whether a path is that of an object, not what stubs call an instance."""
    return any(stub.kind == "object" and stub.path == owner and stub.side != "instance" for stub in every_stub())


def path_of(value: Any, host: Optional[Program]) -> str:
    """What an object of the API, or an instance that it made, is called in the stubs; "" for any other value."""
    if host is None:
        return ""
    if is_table(value):
        for stub in existing(host.device.profile.model, host.device.release, host.side):
            if stub.kind == "object" and at_path(host.vm.root, stub.path) is value:
                return stub.path
    elif is_instance(value):
        for module in INSTANCES:
            loaded = sys.modules.get(module)  # importing one now would change what addresses later values have
            for key, klass in loaded.CLASSES.items() if loaded is not None else ():
                if klass is value.ƒclass:
                    return str(key if isinstance(key, str) else key[0])
    return ""


def parameters(owner: str, name: str, side: str) -> list[str]:
    """The names of the parameters of a method of the API."""
    with open(DOCUMENTS, encoding="utf-8") as file:
        documents = json.load(file)
    path = "%s.%s" % (owner, name)
    found = documents.get("agent: " + path) if side == "agent" else None
    found = found or documents.get(path) or {}
    return [name if isinstance(name, str) else str(name[0]) for name in found.get("signature") or ()]


def at_path(root: Any, path: str) -> Any:
    """The value that is at a path of bare tables, MISSING if none is."""
    value = root
    for name in path.split("."):
        value = own_slot(value, name)
        if value is MISSING:
            break
    return value
