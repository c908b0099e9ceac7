"""Hidden values in texts: `${name}` in the files of a check, and lines marked as given in the files of a learner."""

from __future__ import annotations

import re

from impsim.errors import Diagnostic, located
from impsim.lessons.vary import as_literal, as_text
from impsim.scenario import fields as f

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.lessons.vary import Values

HOLE = re.compile(r"\$\{([^}\n]*)\}")


def filled(text: str, path: str, values: Values) -> str:
    """A text with the values in their places. Raises Diagnostic for a name that no value has."""

    def put(hole: re.Match[str]) -> str:
        name = hole[1].strip()
        if name not in values:
            hint = f.nearest(name, values)
            raise located("no hidden value is called '%s'" % name, text, hole.start(), path, hint, code="lesson")
        return as_text(values[name])

    return HOLE.sub(put, text)


def given_line(name: str) -> re.Pattern[str]:
    """What finds `local NAME = VALUE;  // given` in a program, in three parts: before the value, the value, after."""
    head = r"^([ \t]*(?:local[ \t]+)?%s[ \t]*(?:<-|=)[ \t]*)" % re.escape(name)
    return re.compile(head + r"(.*?)([ \t]*;?[ \t]*//[ \t]*given\b.*)$", re.MULTILINE)


def with_given(text: str, path: str, start: str, names: list[str], values: Values) -> str:
    """A learner's program with other values in the lines that are marked as given; every line keeps its number.

    start: the file that the learner began with. Raises Diagnostic when such a line of it is gone.
    """
    for name in names:
        line = given_line(name)
        before = line.search(start)
        if before is None:
            continue
        if not line.search(text):
            hint = "put it back as it was: " + before[0].strip()
            message = "the line that gives '%s' is gone: the check cannot try other values" % name
            raise Diagnostic(message, path, 1, 1, hint=hint, code="given")
        literal = as_literal(values[name])
        text = line.sub(lambda found: found[1] + literal + found[3], text, count=1)  # noqa: B023
    return text
