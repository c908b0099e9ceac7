"""Completion at the prompt: code, and commands with what may stand behind them."""

from __future__ import annotations

import os

from impsim.live.completion import Candidate, complete
from impsim.live.entries import is_command
from impsim.live.setup import AGENT, DEVICE, SIDES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from impsim.cli.repl_console import Console

MOST_SHOWN = 60
WITH_CODE = ("agent", "device", "watch")
WITH_FILE = ("load", "reset", "save", "trace")


class Completer:
    """Gives readline what it asks for: whole lines, one by one."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._goes_on = False
        self._lines: list[str] = []
        self._about: dict[str, Candidate] = {}
        self.prompt = ""

    def context(self, goes_on: bool, prompt: str) -> None:
        """A line is about to be typed.  goes_on: it is not the first of its entry."""
        self._goes_on, self.prompt = goes_on, prompt

    def choice(self, line: str, number: int) -> str | None:
        """The line with the word at its end completed in the numbered way."""
        if number == 0:
            start, found = self.candidates(line)
            self._lines = [line[:start] + one.name for one in found]
            self._about = dict(zip(self._lines, found))
        return self._lines[number] if number < len(self._lines) else None

    def described(self, lines: Iterable[str]) -> list[str]:
        """What to show of several choices."""
        found = [self._about[line] for line in lines if line in self._about]
        width = max((len(one.name) for one in found), default=0)
        shown = [f"  {one.name:{width}s}  {one.about}".rstrip() for one in found[:MOST_SHOWN]]
        return shown + ([f"  ... {len(found) - MOST_SHOWN} more"] if len(found) > MOST_SHOWN else [])

    def candidates(self, line: str) -> tuple[int, list[Candidate]]:
        """Where the last word of a line begins, and what it could become."""
        if self._goes_on or not is_command(line):
            return complete(self._console.session, self._console.side, line)
        name, space, rest = line.lstrip()[1:].partition(" ")
        if not space:
            return len(line) - len(name), self._commands(name)
        offset = len(line) - len(rest)
        if name in WITH_CODE:
            start, found = complete(
                self._console.session, {"agent": AGENT, "device": DEVICE}.get(name, self._console.side), rest
            )
            return offset + start, found
        if name in WITH_FILE:
            return offset, _starting(rest, _files(rest))
        word = rest.rpartition(" ")[2]
        return len(line) - len(word), _starting(word, self._words(name, rest))

    def _commands(self, name: str) -> list[Candidate]:
        from impsim.cli.repl_commands import commands

        found = {one + " " * bool(meant.usage): meant.about for one, meant in commands().items()}
        return [Candidate(one, about) for one, about in found.items() if one.startswith(name)]

    def _words(self, name: str, rest: str) -> Iterable[str]:
        """What may stand behind a command."""
        words = WORDS.get(name)
        return words(self._console, rest) if words else ()


def _starting(word: str, known: Iterable[str]) -> list[Candidate]:
    return [Candidate(one) for one in known if one.startswith(word)]


def _files(rest: str) -> list[str]:
    folder, _ = os.path.split(rest)
    try:
        with os.scandir(folder or ".") as found:
            names = [os.path.join(folder, one.name) + ("/" if one.is_dir() else "") for one in found]
    except OSError:
        return []
    return sorted(name for name in names if not os.path.basename(name).startswith(".") or rest.endswith("."))


def _verbs(console: Console, rest: str) -> Iterable[str]:
    """Verbs that this model knows, then the fields of the one that was chosen."""
    from impsim.scenario.stimuli import VERBS
    from impsim.scenario.timeline import able

    verb, space, _ = rest.partition(" ")
    profile = console.session.setup.profile
    if not space:
        known = {name: found for name, found in VERBS.items() if not found.needs or able(profile, found.needs)}
        return [name + " " * bool(found.fields) for name, found in known.items()]
    return [name + ": " for name in VERBS[verb].fields] if verb in VERBS else ()


def _until(console: Console, rest: str) -> Iterable[str]:
    from impsim.device.states import NAMES
    from impsim.scenario.kinds import KINDS, ONLINE, POWER

    kind, space, _ = rest.partition(" ")
    if not space:
        return ("log ", "state ", "event ")
    return {"state": [*ONLINE, *POWER, *NAMES.values()], "event": [*KINDS]}.get(kind, [])


def _plugs(console: Console, rest: str) -> Iterable[str]:
    from impsim.cli.repl_doing import plugs

    return plugs(console) if " " not in rest else ()


def _models(console: Console, rest: str) -> Iterable[str]:
    from impsim.device.profile import names

    return names() if " " not in rest else ()


def _helped(console: Console, rest: str) -> Iterable[str]:
    from impsim.cli.repl_commands import commands

    return commands()


def _parts(console: Console, rest: str) -> Iterable[str]:
    parts = console.session.imp.device.parts
    name, space, _ = rest.partition(" ")
    return [one + "=" for one in type(parts[name]).quantities] if space and name in parts else parts


def _watched(console: Console, rest: str) -> Iterable[str]:
    return [name for name, _ in console.session.watches.names()]


WORDS: dict[str, Callable[[Console, str], Iterable[str]]] = {
    "do": _verbs,
    "until": _until,
    "plug": _plugs,
    "unplug": _plugs,
    "model": _models,
    "help": _helped,
    "press": _parts,
    "set": _parts,
    "unwatch": _watched,
    "side": lambda console, rest: SIDES,
    "back": lambda console, rest: ("to ",),
}
