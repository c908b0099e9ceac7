"""From lines to entries: a line that is not whole goes on with the next one."""

from __future__ import annotations

from impsim.live.typed import is_whole, may_have_else

COMMAND, ROOT = ":", "::"  # what begins a command, which is one line, and what begins a name of the root table


def is_command(text: str) -> bool:
    """Whether an entry is for the prompt, not for a program."""
    begun = text.lstrip()
    return begun.startswith(COMMAND) and not begun.startswith(ROOT)


class Entries:
    """Takes lines one by one.  patient: even an `if` on one line waits for its `else`, as a file may go on with one; a
    person who types wants to see at once what it does.
    """

    def __init__(self, patient: bool) -> None:
        self._patient = patient
        self._lines: list[str] = []
        self._is_whole = False  # but for an `else` that may follow

    @property
    def is_open(self) -> bool:
        """Whether the next line goes on with an entry."""
        return bool(self._lines)

    def add(self, line: str) -> list[str]:
        """The entries that are complete with this line."""
        done = []
        if self._is_whole and not line.lstrip().startswith("else"):
            done.append(self._taken())
        if self._lines or line.strip():
            self._lines.append(line)
            if self._is_complete():
                done.append(self._taken())
        return done

    def rest(self) -> list[str]:
        """What there is when no more lines come, whole or not."""
        return [self._taken()] if self._lines else []

    def drop(self) -> None:
        """Forgets what is not complete."""
        self._taken()

    def _taken(self) -> str:
        text, self._lines, self._is_whole = "\n".join(self._lines), [], False
        return text

    def _is_complete(self) -> bool:
        text = "\n".join(self._lines)
        if is_command(text):
            return True
        if not is_whole(text):
            self._is_whole = False
            return False
        self._is_whole = (self._patient or len(self._lines) > 1) and may_have_else(text)
        return not self._is_whole
