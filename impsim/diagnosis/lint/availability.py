"""What the API has, but not on the model or in the release that a program is checked for."""

from __future__ import annotations

from impsim.device._profiles import MODELS
from impsim.diagnosis.lint.api import KINDS, apis
from impsim.diagnosis.lint.finding import Finding
from impsim.diagnosis.lint.objects import asked
from impsim.squirrel import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from impsim.diagnosis.lint.finding import Rule
    from impsim.diagnosis.lint.program import Program
    from impsim.impos.stubs import Stub


def _spoken_of(program: Program) -> Iterator[tuple[int, str, list[Stub]]]:
    """(offset, name, stubs) of each part of the API that the program asks for."""
    for get, path in program.once(asked):
        found = [stub for api in apis(program) for stub in api.objects.get(path, {}).get(get.name, ())]
        if found:
            yield get.pos + 1, "%s.%s" % (path, get.name), found
    for name, uses in program.uses.items():
        found = [stub for api in apis(program) for stub in api.objects[""].get(name, ()) if stub.side != "instance"]
        if found and not program.slots.knows(name):
            yield from ((use.pos, name, found) for use in uses if not program.contexts[use].guarded)


def lacking_on_model(program: Program) -> Iterator[Finding]:
    """`hardware.pinA` on an imp001. A program that asks for its model knows of the others."""
    profile = program.profile
    if profile is None or program.slots.texts.intersection(MODELS):
        return
    for pos, name, stubs in _spoken_of(program):
        if not any(stub.is_on(profile.model) for stub in stubs) and not _is_part_of_lacking(program, stubs[0]):
            yield _lacking(pos, name, profile, [model for model in MODELS if any(stub.is_on(model) for stub in stubs)])
    for get, path in program.once(asked):
        if path == "hardware" and any(get.name in api.parts for api in apis(program)):
            having = [model for model, found in MODELS.items() if get.name in parts_of(found)]
            if get.name not in parts_of(profile.values):
                yield _lacking(get.pos + 1, "hardware." + get.name, profile, having)


def _is_part_of_lacking(program: Program, stub: Stub) -> bool:
    """Whether it is a method of a part that the model does not have: the part is told of."""
    owners = [owner for api in apis(program) for owner in api.objects[""].get(stub.object, ())]
    return (
        program.profile is not None and not any(owner.is_on(program.profile.model) for owner in owners) and bool(owners)
    )


def parts_of(profile: dict[str, Any]) -> list[str]:
    """The names of what stands in `hardware` besides functions."""
    return [name for key in (*KINDS, "api.others") for name in profile[key]]


def _lacking(pos: int, name: str, profile: Any, having: list[str]) -> Finding:
    return Finding(pos, "'%s' is not on the %s" % (name, profile.name), "it is on %s" % ", ".join(having))


def lacking_in_release(program: Program) -> Iterator[Finding]:
    """What came later, or is gone. A program that asks for its release knows of the others."""
    release = program.release
    if release is None or "getsoftwareversion" in {get.name for get in program.of(nodes.Get)}:
        return
    for pos, name, stubs in _spoken_of(program):
        if any(stub.is_in(release) for stub in stubs):
            continue
        if program.profile is not None and not any(stub.is_on(program.profile.model) for stub in stubs):
            continue
        stub = stubs[0]
        if stub.since is not None and release < stub.since:
            why = "it exists from impOS %d.%d on" % stub.since
        else:
            assert stub.until is not None
            why = "it existed until impOS %d.%d" % stub.until
        yield Finding(pos, "'%s' is not in impOS %s" % (name, release), why)


RULES: dict[str, Rule] = {"W571": lacking_on_model, "W572": lacking_in_release}
