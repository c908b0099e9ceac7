"""What could stand where somebody types: names in reach, and members of a value, each with a line about it.

The value before a dot is found by looking, so nothing runs for it; what would have to be run has no members here. What
is said of the API comes from the stubs.
"""

from __future__ import annotations

import re
from functools import cache

from impsim.errors import Diagnostic
from impsim.impos import instances, prompt
from impsim.impos.conversions import to_bytes
from impsim.live import looks
from impsim.live.pretty import parameters, pretty
from impsim.live.setup import AGENT
from impsim.live.typed import Typed
from impsim.squirrel.access import DELEGATES
from impsim.squirrel.lexer import scan
from impsim.squirrel.order import key_out
from impsim.squirrel.stdlib.blob import Blob
from impsim.squirrel.values import MISSING, Array, Class, FunctionType, is_instance, is_table, items, type_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from impsim.impos.program import Program
    from impsim.live.session import Session

NAME = re.compile(r"[A-Za-z_]\w*")
TAIL = re.compile(r"(?:[A-Za-z_]\w*)?$")
KEYWORDS = (
    "base break case catch class clone const constructor continue default delete do else enum extends false for foreach"
    " function if in instanceof local null resume return static switch this throw true try typeof while yield"
).split()
LONGEST = 70  # characters about one candidate
CLOSERS = {")": "(", "]": "["}


class Candidate:
    """name: what may be typed.  about: one line, "" where there is nothing to say."""

    __slots__ = ("about", "name")

    def __init__(self, name: str, about: str = "") -> None:
        self.name = name
        self.about = about


def complete(session: Session, side: str, line: str) -> tuple[int, list[Candidate]]:
    """Where the word begins that is being typed at the end of a line, and what it could become."""
    found = TAIL.search(line)
    start = found.start() if found else len(line)
    program = session.program(side)
    if program.vm is None or _in_text(line):
        return start, []
    word = line[start:]
    if line[start - 1 : start] == "." and not line[:start].endswith(".."):
        owner = _owner(line[: start - 1])
        candidates = _members(session, program, owner) if owner else iter(())
    else:
        candidates = _names(program)
    known = {one.name: one for one in candidates if one.name.startswith(word)}
    return start, [known[name] for name in sorted(known, key=lambda name: (name.isupper(), name.lower()))]


def _in_text(line: str) -> bool:
    """Whether the end of a line lies in a string or a comment."""
    gap, text = [pair for pair in scan(to_bytes(line)) if pair[1] or pair[0]][-1:][0] if line else ("", "")
    if "//" in gap or "#" in gap or text.startswith("/*"):
        return True
    opened = text[:1] in ('"', "'", "@")
    return opened and (len(text.lstrip("@")) < 2 or text[-1] != text.lstrip("@")[0])


def _owner(text: str) -> str:
    """The expression at the end of a text whose member is wanted: names, dots, and what stands in brackets."""
    at = len(text)
    while at:
        last = text[at - 1]
        if last in CLOSERS:
            at = _opening(text, at - 1)
            if at < 0:
                return ""
        elif last.isalnum() or last in "_.:" or last == '"':
            if last == '"':
                begun = text.rfind('"', 0, at - 1)
                return text[begun:] if begun >= 0 else ""
            at -= 1
        else:
            break
    return text[at:]


def _opening(text: str, closer: int) -> int:
    """Where the bracket opens that closes at a place, -1 if nowhere."""
    depth = 0
    for at in range(closer, -1, -1):
        if text[at] in ")]":
            depth += 1
        elif text[at] in "([":
            depth -= 1
            if depth == 0:
                return at
    return -1


def _names(program: Program) -> Iterator[Candidate]:
    for word in KEYWORDS:
        yield Candidate(word)
    for key, value in items(program.vm.root):
        if isinstance(key, str) and NAME.fullmatch(key):
            yield Candidate(key, _about(program, "", key, value))
    for name in getattr(program.vm, "constants", None) or getattr(program.unit, "constants", None) or ():
        yield Candidate(str(name), "constant")


def _members(session: Session, program: Program, owner: str) -> Iterator[Candidate]:
    value = _value(session, program, owner)
    if value is MISSING:
        return
    where = _where(program, owner, value)
    for key, slot in _slots(value):
        if isinstance(key, str) and NAME.fullmatch(key) and key != "constructor":
            yield Candidate(key, _about(program, where, key, slot))
    if looks.is_api(owner, value):
        return  # what every table has is seldom meant
    for name in DELEGATES.get(type_name(value), ()):
        if NAME.fullmatch(name):
            yield Candidate(name, "of every %s" % type_name(value))


def _value(session: Session, program: Program, owner: str) -> Any:
    """What an expression gives if it only looks."""
    session.muted = True
    try:
        typed = Typed(owner, "completion")
        if not looks.only_looks(typed, program):
            return MISSING
        unit = prompt.compiled(program, typed.source, "completion")
        outcome = prompt.guarded(lambda: looks.look(program, unit))
    except Diagnostic:
        return MISSING
    finally:
        session.muted = False
    return MISSING if outcome.error is not None else outcome.value


def _slots(value: Any) -> Iterator[tuple[Any, Any]]:
    """The slots and members of a value, without those that every value of its type has."""
    if is_table(value):
        yield from items(value)
        delegate = getattr(value, "ƒdelegate", None)
        if delegate is not None:
            yield from _slots(delegate)
    elif type(value) is Class:
        yield from _of_class(value)
    elif is_instance(value):
        klass = getattr(value, "ƒclass", None)
        if type(klass) is Class:
            for stored in klass.ƒfields:
                key = key_out(stored)
                yield key, looks.member(value, key)
            yield from _of_class(klass)


def _of_class(klass: Any) -> Iterator[tuple[Any, Any]]:
    for stored, value in klass.__dict__.items():
        yield key_out(stored), value


def _where(program: Program, owner: str, value: Any) -> str:
    """What the stubs call a value: `imp.net`, or `pin` for an instance."""
    if is_table(value):
        return owner.removeprefix("::").removeprefix("this.")
    if not is_instance(value) or isinstance(value, Blob):
        return ""
    if program.side == AGENT:
        from impsim.impos import agent_instances

        return next((name for name, python in agent_instances.PYTHON.items() if isinstance(value, python)), "")
    return next((name for (name, _), klass in instances.CLASSES.items() if klass is value.ƒclass), "")


@cache
def stub_docs() -> dict[str, Any]:
    """What the stubs say, by the key of each."""
    from impsim.impos.report import documentation

    return documentation()


def _about(program: Program, where: str, name: str, value: Any) -> str:
    path = "%s.%s" % (where, name) if where else name
    docs = stub_docs()
    found = docs.get("agent: " + path) if program.side == AGENT else None
    found = found or docs.get(path)
    if found is not None and (looks.is_native(value) or not isinstance(value, (Array, FunctionType))):
        text = str(found["text"]).partition(". ")[0].rstrip(".")
        return _cut(_signature(found) + text if "signature" in found else text)
    if type(value) is FunctionType and not looks.is_native(value):
        return "function (%s)" % ", ".join(parameters(value))
    if type(value) is FunctionType or value is MISSING:
        return ""
    return _cut(pretty(value).partition("\n")[0])


def _signature(found: dict[str, Any]) -> str:
    names = [one if isinstance(one, str) else "[%s]" % one[0] for one in found["signature"]]
    return "(%s) " % ", ".join(names)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 3].rstrip() + "..."
