"""What `impsim check` would say of a learner's programs: a trap explains a failed check better than the check does."""

from __future__ import annotations

from impsim.diagnosis import lint
from impsim.errors import Diagnostic
from impsim.impos.deployment import CONSTANTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.lessons.lesson import Files

PROGRAM = ".nut"
AGENT = ".agent.nut"


def traps(files: Files) -> list[Diagnostic]:
    """Warnings for the programs among the files; none for those that do not compile, or require libraries."""
    programs = {name: text for name, text in files.items() if name.endswith(PROGRAM) and "#require" not in text}
    return [problem for name, text in programs.items() for problem in _of_program(name, text)]


def _of_program(name: str, text: str) -> list[Diagnostic]:
    source = text.encode("utf-8", "replace").decode("latin-1")
    side = "agent" if name.endswith(AGENT) else "device"
    try:
        return lint.warnings(lint.read(source, name, side, (), CONSTANTS), name)
    except Diagnostic:
        return []
