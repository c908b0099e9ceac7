"""The space that an imp has for a program's code, and what the log tells of it.

A program is kept as the reference compiler's bytecode, whose size is known without making it
(impsim.squirrel.codesize). Assumed: it is stored as that compiler serialises it, with names of locals and line numbers.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.device.profile import Profile
    from impsim.device.release import Release

BEFORE_42 = 262144  # bytes that an imp005, an imp006 and an impC001 had before (D/releasenotes/releases/release42)
ENLARGED_IN_42 = ("imp005", "imp006", "impC001")
USED = "%s; %.2f%% program storage used"  # as public tools read it: electricimp/imp-central-impt, TestLogsParser.js
BOOTING = "Device booting"  # forums.electricimp.com 3229
DOWNLOADING = "Downloading new code"
OUT_OF_SPACE = "Out of space"


def code_space(profile: Profile, release: Release) -> int:
    """Bytes for a program's code."""
    if profile.model in ENLARGED_IN_42 and release < (42, 0):
        return BEFORE_42
    space: int = profile["hardware.code_bytes"]
    return space


def used_percent(unit: Any, space: int) -> float:
    """How much of the space a program takes."""
    return 100.0 * int(unit.code_bytes) / space


def fits(unit: Any, space: int) -> bool:
    """Whether a program can be stored. There may be none."""
    return unit is None or unit.code_bytes <= space


def status(what: str, unit: Any, space: int) -> str:
    """The log's line."""
    return USED % (what, used_percent(unit, space))


def too_large(unit: Any, space: int, model: str) -> str:
    """What to say to people of a program that does not fit."""
    return "the program takes %d bytes of code, and the %s has room for %d" % (unit.code_bytes, model, space)
