"""A session at a terminal: a prompt, lines that can be edited, history, completion.

Python's readline edits the lines where Python has it; without it lines come as the terminal gives them.
"""

from __future__ import annotations

import os
import sys

from impsim.cli.output import flush_output
from impsim.cli.repl_completion import Completer
from impsim.cli.repl_console import OVER
from impsim.cli.repl_history import History, history_path
from impsim.live.entries import Entries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.cli.repl_console import Console

GO_ON = "... "


def converse(console: Console) -> int:
    """Until the person leaves. Errors of theirs are no failure: 0."""
    history = History(history_path(os.environ))
    lines = Lines(console, history)
    setup = console.session.setup
    console.screen.note(f"{setup.profile.name}, impOS {setup.release}; :help lists the commands, Ctrl-D leaves")
    if history.problem:
        console.screen.note(history.problem)
    entries = Entries(patient=False)
    while True:
        try:
            line = lines.read(console.prompt, entries.is_open)
        except KeyboardInterrupt:
            entries.drop()
            print()
            continue
        if line is None:
            print()
            return 0
        if _is_over(console, entries.add(line)):
            return 0


def _is_over(console: Console, entries: list[str]) -> bool:
    for entry in entries:
        try:
            if console.enter(entry) == OVER:
                return True
        except KeyboardInterrupt:  # between two things that could be interrupted
            console.screen.note("interrupted")
        flush_output()
    return False


class Lines:
    """Reads lines from the terminal."""

    def __init__(self, console: Console, history: History) -> None:
        self._history = history
        self._latest = ""
        self._completer = Completer(console)
        self._readline = _readline()
        earlier = history.load()
        if self._readline is not None:
            self._begin(earlier)

    def _begin(self, earlier: list[str]) -> None:
        readline = self._readline
        readline.set_auto_history(False)
        for line in earlier:
            readline.add_history(line)
            self._latest = line
        readline.set_completer(self._complete)
        readline.set_completer_delims("")
        readline.set_completion_display_matches_hook(self._show)
        libedit = "libedit" in (readline.__doc__ or "")
        readline.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")
        if not libedit:
            readline.parse_and_bind("set bell-style none")

    def read(self, prompt: str, goes_on: bool) -> str | None:
        """A line; None at the end of input. Raises KeyboardInterrupt."""
        flush_output()
        shown = GO_ON.rjust(len(prompt)) if goes_on else prompt
        self._completer.context(goes_on, shown)
        try:
            line = input(shown)
        except EOFError:
            return None
        except UnicodeDecodeError as error:
            line = error.object.decode("utf-8", "surrogateescape").rstrip("\n")
        self._keep(line)
        return line

    def _keep(self, line: str) -> None:
        if not line.strip() or line == self._latest:
            return
        self._latest = line
        if self._readline is not None:
            self._readline.add_history(line)
        self._history.add(line)

    def _complete(self, text: str, state: int) -> str | None:
        """What readline asks for, again and again; text is the line up to the cursor, as there are no delimiters."""
        try:
            return self._completer.choice(text, state)
        except Exception:  # a completion that fails must not take the line that somebody types
            return None

    def _show(self, line: str, matches: list[str], longest: int) -> None:
        """The choices, each with a line about it."""
        sys.stdout.write("\n" + "\n".join(self._completer.described(matches)) + "\n")
        sys.stdout.write(self._completer.prompt + self._readline.get_line_buffer())
        sys.stdout.flush()
        self._readline.redisplay()


def _readline() -> Any:
    try:
        import readline
    except ImportError:
        return None
    return readline
