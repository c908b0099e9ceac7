"""Commands that do something to the imp: time, faults, going back."""

from __future__ import annotations

from string import ascii_letters, digits

from impsim.cli import USER_PROGRAM
from impsim.cli.repl_commands import Meant, wrong
from impsim.cli.repl_screen import seconds
from impsim.cli.source import SOURCES, read
from impsim.cli.suggest import hint
from impsim.cli.units import duration_us
from impsim.errors import Diagnostic
from impsim.live.setup import AGENT, DEVICE, SIDES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.cli.repl_console import Console
    from impsim.scenario.timeline import Stimulus

MOST_NAMED = 3  # of what was not done


def time(console: Console, text: str) -> int | None:
    """Lets time pass."""
    if not text:
        console.screen.line(console.now)
        return None
    return passed(console, console.session.advance(_duration(text, ":time 10s")))


def _duration(text: str, example: str) -> int:
    try:
        return duration_us(text)
    except Diagnostic as problem:
        raise wrong(problem.message, f"a number and a unit: {example}") from None


def passed(console: Console, well: bool) -> int | None:
    """What is to be told of a time that was let pass."""
    if well:
        return None
    console.screen.note(f"interrupted at {console.now} s")
    return USER_PROGRAM


def until(console: Console, text: str) -> int | None:
    """Lets time pass until something happens."""
    from impsim.scenario.timeline import When

    text, _, limit = text.partition(" within ") if " within " in text else (text, "", "1h")
    kind, _, wanted = text.partition(" ")
    wanted = wanted.strip().strip('"')
    if kind not in ("log", "state", "event") or not wanted:
        raise wrong("until what? log TEXT, state STATE or event KIND", ":until log online within 5m")
    _check_until(kind, wanted)
    limit_us = console.session.now_us + _duration(limit.strip(), ":until log online within 5m")
    met = When(**{kind: wanted}).is_met  # type: ignore[arg-type]
    if console.session.run_until(met, limit_us):
        return None
    console.screen.note(f"it is {console.now} s, and nothing like that has happened")
    return USER_PROGRAM


def _check_until(kind: str, wanted: str) -> None:
    from impsim.device.states import NAMES
    from impsim.scenario.kinds import KINDS, ONLINE, POWER

    known = {"state": [*POWER, *ONLINE, *NAMES.values()], "event": list(KINDS), "log": [wanted]}[kind]
    if wanted not in known:
        raise wrong(f"there is no {kind} '{wanted}'", hint(wanted, known))


def do(console: Console, text: str) -> int | None:
    """Has a verb happen."""
    if not text:
        raise wrong("do what? a verb of a timeline", ":do link.up link: 10M; docs/world.md has all of them")
    return happened(console, console.session.happen(_stimulus(console, text)))


def happened(console: Console, well: bool) -> int | None:
    if well:
        return None
    console.screen.note(f"interrupted: it is {console.now} s, and this has not happened")
    return USER_PROGRAM


HEAD = "[{at: 0s, do: "
WORDS = ascii_letters + digits + "-_.%"


def _stimulus(console: Console, text: str) -> Stimulus:
    """`link.up link: 10M`, `link.up {link: 10M}`, `link.up link=10M`. A mistake's place is in what was typed."""
    from impsim.scenario.surroundings import tree

    verb, _, rest = text.partition(" ")
    rest = rest.strip()
    fields = rest[1:-1] if rest.startswith("{") and rest.endswith("}") else rest
    words = fields.split()
    if words and all("=" in word for word in words):
        fields = ", ".join(word.replace("=", ": ", 1) for word in words)
    try:
        return console.session.setup.around.entry(*tree(f"{HEAD}{verb}, {fields}}}]", ":do"), console.session.imp)
    except Diagnostic as problem:
        for one in (problem, *getattr(problem, "also", ())):
            one.column = _column(one, text, verb)
            one.line, one.text = 1, text
        raise


def _column(problem: Diagnostic, text: str, verb: str) -> int:
    """Where a mistake stands in what was typed: the same word, behind the verb."""
    if problem.column <= len(HEAD) + len(verb):
        return 1
    rest = problem.text[problem.column - 1 :]
    word = rest[: len(rest) - len(rest.lstrip(WORDS))]
    return max(text.find(word, len(verb)), 0) + 1


PLUGS: dict[str, tuple[tuple[str, dict[str, Any]], tuple[str, dict[str, Any]]]] = {
    "eth0": (("link.down", {}), ("link.up", {})),
    "wl0": (("wifi.down", {}), ("wifi.up", {})),
    "cell0": (("cell.set", {"registered": False}), ("cell.set", {"registered": True})),
    "usb": (("usb.unplug", {}), ("usb.plug", {})),
    "power": (("power.off", {}), ("power.on", {})),
}


def unplug(console: Console, text: str) -> int | None:
    return _plug(console, text, 0)


def plug(console: Console, text: str) -> int | None:
    return _plug(console, text, 1)


def _plug(console: Console, text: str, into: int) -> int | None:
    name, _, fields = text.partition(" ")
    known = plugs(console)
    if name not in known:
        what = f"there is no '{name}' to be plugged" if name else "which? it is missing"
        raise wrong(what, hint(name, known) if name else "one of " + ", ".join(known))
    verb, given = PLUGS[name][into]
    if fields:
        return do(console, f"{verb} {fields}")
    if name == "wl0":
        given = {"network": _network(console)}
    return happened(console, console.session.perform(verb, given))


def _network(console: Console) -> str:
    """The network that the imp was blinked up to."""
    names = console.session.setup.around.names["network"]
    ssid = console.session.imp.device.site.stored.ssid
    return ssid if ssid in names else names[0]


def plugs(console: Console) -> list[str]:
    """What this model has."""
    from impsim.device.profile import INTERFACE_NAMES

    profile = console.session.setup.profile
    found = [INTERFACE_NAMES[kind] for kind in profile.interfaces]
    return [*found, *(["usb"] if "usb" in profile["api.others"] else []), "power"]


def press(console: Console, text: str) -> int | None:
    name, _, fields = text.partition(" ")
    return do(console, f"button.press part: {name}" + (f", {fields}" if fields else ""))


def set_(console: Console, text: str) -> int | None:
    name, _, fields = text.partition(" ")
    if not fields:
        raise wrong("which part, and what of it?", ":set air temperature=30")
    pairs = ", ".join(word.replace("=", ": ", 1) for word in fields.split())
    return do(console, f"part.set part: {name}, set: {{{pairs}}}")


def agent(console: Console, text: str) -> int | str | None:
    return _by(console, text, AGENT)


def device(console: Console, text: str) -> int | str | None:
    return _by(console, text, DEVICE)


def _by(console: Console, text: str, side: str) -> int | str | None:
    """Code for one side; without code what follows is for it."""
    if not text:
        console.side = side
        return None
    return console.evaluate(text, side)


def side(console: Console, text: str) -> int | str | None:
    if not text:
        console.screen.line(console.side)
        return None
    if text not in SIDES:
        raise wrong(f"there is no side '{text}'", hint(text, SIDES))
    console.side = text
    return None


def load(console: Console, text: str) -> int | None:
    """Runs a file, as if it had been typed."""
    if not text:
        raise wrong("which file?", ":load more.nut")
    data = read(text)
    SOURCES[text] = data
    return console.evaluate(data.decode("utf-8", "surrogateescape"), console.side)


def reset(console: Console, text: str) -> None:
    """A new imp, with the programs as they are on disk now."""
    if text:
        console.programs.compiled(text, DEVICE)
        console.programs.device = text
    _begin(console, {})


def model(console: Console, text: str) -> None:
    name, _, release = text.partition(" ")
    if not name:
        console.screen.line(f"{console.session.setup.profile.name} with impOS {console.session.setup.release}")
        return
    given = {"model": name, "impos": release.strip()}
    _begin(console, given)


def _begin(console: Console, changes: dict[str, Any]) -> None:
    programs = {side: found for side in SIDES if (found := console.programs.load(side)) is not None}
    console.begin(console.session.setup.with_(**programs, **changes))


def back(console: Console, text: str) -> None:
    """`5s`, or `to 12s`."""
    session = console.session
    if text.startswith("to "):
        t_us = _duration(text[3:], ":back to 12s")
    else:
        t_us = session.now_us - _duration(text, ":back 5s")
    if t_us > session.now_us:
        raise wrong(f"it is {console.now} s: that is still to come", "`:time` lets time pass")
    acts = [action for action in session.actions if action.acts]
    session.back(t_us)
    gone = [str(action) for action in acts if action not in session.actions]
    console.screen.note(f"it is {console.now} s" + (f"; not done: {_several(gone)}" if gone else ""))


def _several(names: list[str]) -> str:
    """The first ones, in words."""
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def undo(console: Console, text: str) -> None:
    action = console.session.undo()
    if action is None:
        raise wrong("nothing was done yet")
    console.screen.note(f"it is {seconds(console.session.now_us)} s; not done: {action}")


COMMANDS: dict[str, Meant] = {
    "time": Meant(time, "TIME", "let time pass; `:10s` does the same", ":time 10s", ":1m30s"),
    "until": Meant(
        until,
        "log|state|event WHAT [within TIME]",
        "let time pass until something happens, an hour at most unless told otherwise",
        ":until log online",
        ":until state disconnected within 5m",
        ":until event cloud.session",
    ),
    "unplug": Meant(unplug, "eth0|wl0|cell0|usb|power", "take a network away, or the power", ":unplug eth0"),
    "plug": Meant(plug, "eth0|wl0|cell0|usb|power", "give it back", ":plug eth0", ":plug eth0 link: 10M"),
    "do": Meant(
        do,
        "VERB [FIELD: VALUE, ...]",
        "have a verb of a timeline happen (docs/world.md)",
        ":do dhcp.stop",
        ":do lan.drop loss: 50%",
        ":do agent.send name: hello, data: {a: 1}",
    ),
    "press": Meant(press, "PART [for: TIME]", "press a button", ":press door"),
    "set": Meant(set_, "PART NAME=VALUE ...", "set what a part measures", ":set air temperature=30"),
    "agent": Meant(
        agent, "[CODE]", "run code in the agent; without code, all that follows", ":agent device.isconnected()"
    ),
    "device": Meant(device, "[CODE]", "the same for the imp's own program"),
    "side": Meant(side, "[device|agent]", "whose program gets what you type"),
    "load": Meant(load, "FILE", "run a file as if you had typed it", ":load more.nut"),
    "back": Meant(back, "TIME | to TIME", "go back to an earlier moment", ":back 5s", ":back to 12s"),
    "undo": Meant(undo, "", "take back what you did last, and go to the moment before it"),
    "reset": Meant(reset, "[DEVICE.nut]", "a new imp; programs are read again", ":reset", ":reset other.nut"),
    "model": Meant(model, "[MODEL [RELEASE]]", "a new imp of another model", ":model imp003", ":model imp001 36"),
}
