"""The table nv: what a program keeps while its imp is in deep sleep (D/node/2304, D/node/743).

It is an ordinary global table that the program makes. impOS looks for it only on the way into deep sleep,
keeps what can be serialised, and puts it back before the program starts again.
"""

from __future__ import annotations

from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.values import is_table, rawget, rawset

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NAME = "nv"
MOST_BYTES = 4080  # assumed: "just under 4 KB" (D/node/743)
TOO_LARGE = "nv table is too large"  # assumed: no public text tells what happens
KEEPING_REASONS = (1, 3, 7)  # of hardware.wakereason(): TIMER, PIN, SNOOZE (D/node/2304); assumed: not 9, 10 and 11


def saved(root: Any) -> Any:
    """What deep sleep keeps, in packed form; None when the program has no table nv.

    Values that cannot be serialised are left out, as they are from messages. Raises SquirrelError where the
    rest is too large or nested too deep. Assumed: the call that would have sent the imp to sleep throws it, so
    that nothing is lost unseen.
    """
    table = rawget(root, NAME, None)
    if not is_table(table):
        return None
    from impsim.impos.serialisation import pack, size  # few programs sleep

    packed = pack(table)
    if size(packed) > MOST_BYTES:
        raise SquirrelError(TOO_LARGE)
    return packed


def saved_by_impos(root: Any) -> Any:
    """The same where impOS itself sends the imp to sleep, which no call could throw. Assumed: what cannot be kept
    is lost."""
    try:
        return saved(root)
    except SquirrelError:
        return None


def restore(root: Any, packed: Any) -> None:
    """Makes the table nv again in a new VM's root table; without anything saved there is none."""
    if packed is not None:
        from impsim.impos.serialisation import unpack

        rawset(root, NAME, unpack(packed))


def survives(wake_reason: int) -> bool:
    """Whether a start with this wake reason finds nv again. On a model without nv nothing ever does."""
    return wake_reason in KEEPING_REASONS
