"""Members that an object of the API does not have: at all, on this model, in this release."""

from __future__ import annotations

from impsim.diagnosis.lint.api import SIDES, api_of, apis, deprecated, path_of
from impsim.diagnosis.lint.finding import Finding, meant
from impsim.squirrel import nodes
from impsim.squirrel.names import DELEGATE_NAMES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from impsim.diagnosis.lint.finding import Rule
    from impsim.diagnosis.lint.program import Program


def asked(program: Program) -> list[tuple[nodes.Get, str]]:
    """Members that the program asks an object of the API for, with the object's path."""
    own = {slot.target.name for slot in program.of(nodes.NewSlot) if isinstance(slot.target, nodes.Get)}
    own |= program.slots.texts | DELEGATE_NAMES
    gets = [get for get in program.of(nodes.Get) if get.name not in own and not program.contexts[get].guarded]
    return [(get, path) for get in gets for path in [path_of(program, get.object)] if path]


def unknown(program: Program) -> Iterator[Finding]:
    """`imp.wakup`."""
    for get, path in program.once(asked):
        names = set().union(*(api.names(path) for api in apis(program)))
        if get.name in names or path not in _closed(program) or _elsewhere(program, path, get.name):
            continue
        near = meant(get.name, names)
        yield Finding(
            get.pos + 1,
            "'%s' has no '%s'" % (path, get.name),
            "no model and no release of impOS has it, as far as is documented",
            "did you mean '%s'?" % near if near else "",
        )


def _closed(program: Program) -> set[str]:
    return {path for api in apis(program) for path in api.objects}


def _elsewhere(program: Program, path: str, name: str) -> bool:
    """Whether the object of the same name has it that the other side finds."""
    return bool(program.side) and name in api_of(SIDES[program.side == "device"]).names(path)


def other_side(program: Program) -> Iterator[Finding]:
    """`server.save` on a device."""
    for get, path in program.once(asked):
        own = set().union(*(api.names(path) for api in apis(program)))
        if get.name not in own and _elsewhere(program, path, get.name):
            yield Finding(
                get.pos + 1,
                "'%s.%s' is for %ss only" % (path, get.name, SIDES[program.side == "device"]),
                "this is the program of a%s, whose '%s' is another"
                % ("n agent" if program.side == "agent" else " device", path),
            )


def deprecated_members(program: Program) -> Iterator[Finding]:
    """`imp.getssid()`."""
    told = {path: text for side in SIDES if program.side in ("", side) for path, text in deprecated(side).items()}
    for get, path in program.once(asked):
        text = told.get("%s.%s" % (path, get.name))
        if text is not None:
            yield Finding(get.pos + 1, "'%s.%s' is deprecated" % (path, get.name), "it still works; %s" % text)


RULES: dict[str, Rule] = {"W532": unknown, "W574": other_side, "W575": deprecated_members}
