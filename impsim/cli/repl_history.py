"""What was typed in earlier sessions: a file of lines, one appended as soon as it is entered.

Several sessions may write into it at once, and a session that is killed loses nothing. Where it cannot be read or
written there is no history, which is said once.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_LINES = 5000  # that are read; when the file has twice as many, it is cut to these


def history_path(environ: Mapping[str, str]) -> str:
    """IMPSIM_HISTORY ("" for none), else where the system keeps what programs remember."""
    chosen = environ.get("IMPSIM_HISTORY")
    if chosen is not None:
        return chosen
    base = environ.get("XDG_STATE_HOME", "")
    if not os.path.isabs(base):
        home = environ.get("HOME", "")
        if not home:
            return ""
        base = os.path.join(home, ".local", "state")
    return os.path.join(base, "impsim", "repl_history")


class History:
    """path: "" for none.  problem: why it cannot be kept, "" while it can."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.problem = ""

    def load(self) -> list[str]:
        """The latest lines."""
        if not self._path:
            return []
        try:
            with open(self._path, encoding="utf-8", errors="replace") as file:
                lines = [line.rstrip("\n") for line in file]
        except FileNotFoundError:
            return []
        except (OSError, ValueError) as error:
            self._note(error)
            return []
        kept = lines[-MOST_LINES:]
        if len(lines) > 2 * MOST_LINES:
            self._cut(kept)
        return kept

    def add(self, line: str) -> None:
        """Keeps a line."""
        if not self._path or self.problem or not line.strip():
            return
        try:
            os.makedirs(os.path.dirname(self._path) or ".", mode=0o700, exist_ok=True)
            with open(self._path, "a", encoding="utf-8", errors="replace") as file:
                file.write(line.replace("\n", " ") + "\n")
        except (OSError, ValueError) as error:
            self._note(error)

    def _cut(self, lines: list[str]) -> None:
        """Another session sees the old file or the new one, never half of it."""
        new = f"{self._path}.{os.getpid()}"
        try:
            with open(new, "w", encoding="utf-8") as file:
                file.writelines(line + "\n" for line in lines)
            os.replace(new, self._path)
        except OSError as error:
            self._note(error)

    def _note(self, error: Exception) -> None:
        reason = getattr(error, "strerror", None) or str(error)
        self.problem = f"{self._path}: {reason.lower()}: what you type is not remembered"
