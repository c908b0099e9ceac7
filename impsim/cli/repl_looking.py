"""Commands that look: values, states, the log, and files of what was seen."""

from __future__ import annotations

from json import dumps

from impsim.cli.repl_commands import Meant, wrong
from impsim.impos.machine import RUNNING, SEEKING
from impsim.live.status import status_of
from impsim.trace.recorder import leaves

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.cli.repl_console import Console

FEW = 10


def info(console: Console, text: str) -> None:
    """imp.net.info() as a tree, and what has changed since the latest look."""
    imp = console.session.imp
    if imp.power not in (RUNNING, SEEKING):
        raise wrong(f"the imp is {imp.power}")
    found = imp.device.net_info()
    known, now = console.known_info, dict(leaves(found))
    lines = tree(found, "", "", {path for path in now if known and known.get(path) != now[path]}, known)
    gone = [f"{path}: {_shown(known[path])} is gone" for path in known if path not in now]
    console.known_info = now
    console.screen.line("\n".join([*lines, *gone]))


def tree(value: Any, path: str, indent: str, changed: set[str], known: dict[str, Any]) -> list[str]:
    """Lines of a nested value, `*` beside what has changed."""
    lines = []
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for name, below in pairs:
        where = f"{path}.{name}" if path else str(name)
        if isinstance(below, (dict, list, tuple)) and below:
            lines += [f"  {indent}{name}", *tree(below, where, indent + "  ", changed, known)]
        else:
            before = f"  was {_shown(known[where])}" if where in changed and where in known else ""
            mark = "* " if where in changed else "  "
            lines.append(f"{mark}{indent}{name}: {_shown(below)}{before}")
    return lines


def _shown(value: Any) -> str:
    return dumps(value, ensure_ascii=False)


def log(console: Console, text: str) -> None:
    """The latest lines."""
    if text and not text.isdigit():
        raise wrong(f"'{text}' is not a number of lines", ":log 20")
    for event in console.session.log[-int(text or FEW) :]:
        console.screen.log(event)


def status(console: Console, text: str) -> None:
    rows = status_of(console.session)
    console.screen.line("\n".join(f"{name:12s} {value}" for name, value in rows))


def watch(console: Console, text: str) -> None:
    """Tells the value of an expression whenever it changes; without one, what is watched."""
    if not text:
        names = console.session.watches.names()
        console.screen.line(
            "\n".join(name if side == "device" else "agent: " + name for name, side in names) or "nothing"
        )
        return
    console.session.watch(text, console.side)


def unwatch(console: Console, text: str) -> None:
    names = [name for name, side in console.session.watches.names() if text in ("", name)]
    if not names:
        raise wrong(f"'{text}' is not watched" if text else "nothing is watched")
    for name, side in console.session.watches.names():
        if name in names:
            console.session.watch(name, side, on=False)


def explain(console: Console, text: str) -> None:
    """The page of a code."""
    from impsim.cli.explain import text_lines
    from impsim.diagnosis.catalogue import find

    if not text:
        raise wrong("which code?", ":explain R201")
    console.screen.line("\n".join(text_lines(find(text))))


COMMANDS: dict[str, Meant] = {
    "info": Meant(info, "", "imp.net.info() as a tree, with * beside what has changed since the last look"),
    "log": Meant(log, "[LINES]", "the latest lines of the log", ":log 20"),
    "status": Meant(status, "", "model, power, connection, LED, memory"),
    "explain": Meant(explain, "CODE", "what the code of an error means, with an example", ":explain R201"),
    "watch": Meant(watch, "[EXPR]", "tell the value of an expression whenever it changes", ":watch readings.len()"),
    "unwatch": Meant(unwatch, "[EXPR]", "no longer; without an expression none at all"),
}
