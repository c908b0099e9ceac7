"""What stands beside "the index 'x' does not exist" when x is part of the API: who has it, or that nobody has it yet.

A device says no more than its own error text. This tells apart what the model lacks, what the release lacks, and
what impsim does not simulate yet.
"""

from __future__ import annotations

from impsim.device._profiles import MODELS
from impsim.device.profile import find
from impsim.impos.documented import DOCUMENTED
from impsim.impos.stubs import every_stub

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional

    from impsim.device.profile import Profile
    from impsim.device.release import Release
    from impsim.impos.stubs import Stub

AGENTS = "agent: "  # before the objects of agents
UNSIMULATED = " is not simulated yet"
BEFORE, AFTER = "the index '", "' does not exist"


def note(message: str, line: str, profile: Profile, release: Release, side: str = "device") -> Optional[str]:
    """What to say about an uncaught error; None when it is not about the API.

    message: the error's text, without "ERROR: ".  line: the line of source where it happened, "" if
    unknown.  side: whose program.
    """
    if not (message.startswith(BEFORE) and message.endswith(AFTER)):
        return None
    name = message[len(BEFORE) : -len(AFTER)]
    declared = [stub for stub in every_stub() if stub.name == name and stub.is_for(side)]
    found = _spoken_of(declared, line)
    if any(stub.is_on(profile.model) and stub.is_in(release) for stub in found):
        return None
    if found:
        return "; ".join([_who_has(stub, profile, release) for stub in found])
    return _other_side(name, line, side) or _not_yet(name, line, profile, side)


def absence(owner: str, name: str, profile: Profile, release: Release, side: str) -> Optional[tuple[str, str]]:
    """(kind, what to say) of a member that an object of the API lacks; owner "" for the root table, or what an instance
    is called in the stubs. None when it is there, or nobody has it. kind: model, release, side or unsimulated."""
    stubs = [stub for stub in every_stub() if (stub.object, stub.name) == (owner, name)]
    here = [stub for stub in stubs if stub.is_for(side) or stub.side == "instance"]
    if any(stub.is_on(profile.model) and stub.is_in(release) for stub in here):
        return None
    if here:
        kind = "release" if any(stub.is_on(profile.model) for stub in here) else "model"
        return kind, "; ".join([_who_has(stub, profile, release) for stub in here])
    line = "%s.%s" % (owner, name) if owner else name
    other = _other_side(name, line, side)
    if other is not None:
        return "side", other
    text = _not_yet(name, line, profile, side)
    if text is None or (text.startswith("hardware.") and owner != "hardware"):
        return None
    return "unsimulated" if text.endswith(UNSIMULATED) else "model", text


def absent_objects(side: str) -> list[str]:
    """Whole objects that an agent's programs find there and impsim does not simulate; devices lack none."""
    there = {stub.object or stub.name for stub in every_stub() if stub.is_for(side)}
    owners = [path.removeprefix(AGENTS) for path in DOCUMENTED if side == "agent" and path.startswith(AGENTS)]
    return [owner for owner in owners if owner not in there]


def _other_side(name: str, line: str, side: str) -> Optional[str]:
    """Devices and agents have different objects, some of the same name."""
    others = [stub for stub in every_stub() if stub.side != "instance" and not stub.is_for(side)]
    named = [stub for stub in others if stub.name == name and stub.kind != "constant"]
    for stub in named:
        whole = stub.kind == "object" and not stub.object
        if whole or (stub.object and "%s.%s" % (stub.object.rpartition(".")[2], stub.name) in line):
            return "%s is for %ss only" % (stub.path, stub.side)
    return None


def _spoken_of(stubs: list[Stub], line: str) -> list[Stub]:
    """Those whose object the line names, if it names any: `net.open` is imp.net's."""
    named = [stub for stub in stubs if stub.object and "%s.%s" % (stub.object.rpartition(".")[2], stub.name) in line]
    return named or stubs


def _who_has(stub: Stub, profile: Profile, release: Release) -> str:
    if not stub.is_on(profile.model):
        having = [model for model in MODELS if stub.is_on(model)]
        return "%s is not on the %s; it is on %s" % (stub.path, profile.model, ", ".join(having))
    if stub.since is not None and release < stub.since:
        return "%s exists from impOS %d.%d on; this is %s" % (stub.path, *stub.since, release)
    assert stub.until is not None
    return "%s existed until impOS %d.%d; this is %s" % (stub.path, *stub.until, release)


def _not_yet(name: str, line: str, profile: Profile, side: str) -> Optional[str]:
    """What a device would have and impsim does not simulate."""
    there = {stub.name for stub in every_stub() if stub.side == "instance" and stub.kind == "object"}
    for path, names in DOCUMENTED.items():
        owner = path.removeprefix(AGENTS)
        if owner in there and owner == name:
            continue
        known = name in names.split() and "%s.%s" % (owner.rpartition(".")[2], name) in line
        if known or (name == owner and "." not in owner and _is_sides(path, side)):
            return ("%s.%s" % (owner, name) if known else name) + UNSIMULATED
    if name in _wired(profile):
        return "hardware.%s" % name + UNSIMULATED
    having = [model for model in MODELS if name in [*find(model)["api.pins"], *_wired(find(model))]]
    if having and ("hardware." + name in line or not line):
        return "hardware.%s is not on the %s; it is on %s" % (name, profile.model, ", ".join(having))
    return None


def _wired(profile: Profile) -> list[str]:
    """The objects of `hardware` that a model has and nobody has here."""
    return [part for kind in ("i2c", "spi", "uart", "others") for part in profile["api." + kind]]


def _is_sides(path: str, side: str) -> bool:
    return path.startswith(AGENTS) == (side == "agent")
