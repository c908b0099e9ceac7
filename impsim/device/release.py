"""impOS releases: comparable values with the features and defects of each.

The data is releases.toml, generated into _profiles.py. A line is a major number: odd ones
are pre-releases of the even one that follows, even ones go into production
(developer.electricimp.com/node/881).
"""

from __future__ import annotations

from impsim.device._profiles import GATES, LINES
from impsim.errors import Diagnostic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.device.profile import Profile


class Release(tuple[int, int]):
    """One release, (line, minor): compares by age, prints as `36.14`."""

    __slots__ = ()

    def __str__(self) -> str:
        return "%d.%d" % self

    def __repr__(self) -> str:
        return "Release(%d.%d)" % self

    @property
    def line(self) -> int:
        """The major number."""
        return self[0]

    @property
    def date(self) -> str:
        """The time stamp in its version string, like `Tue Mar 28 10:04:51 2017`."""
        return LINES[self[0]][2]

    @property
    def pre_release(self) -> bool:
        """Whether its line never went into production."""
        return self[0] % 2 == 1

    def has(self, gate: str) -> bool:
        """Whether this release has a feature or a defect of releases.toml."""
        since, until = GATES[gate]
        return self >= since and (until is None or self < until)


def newest(line: int) -> Release:
    """The newest known release of a line."""
    return Release(LINES[line][0])


def parse_release(text: str) -> Release:
    """`36` is the newest known release of that line, `36.13` is that one. Raises Diagnostic."""
    major, dot, minor = text.strip().partition(".")
    if not _is_number(major) or (dot and not _is_number(minor)):
        raise Diagnostic("'%s' is not an impOS release" % text, hint="write 36 or 36.13", code="release")
    line = int(major)
    if line not in LINES:
        known = ", ".join("%d" % line for line in LINES if line % 2 == 0)
        raise Diagnostic("impOS %s is not known" % text.strip(), hint="the lines are %s" % known, code="release")
    if not dot:
        return newest(line)
    release = Release((line, int(minor)))
    if release > newest(line) and LINES[line][1]:
        hint = "the newest of line %d is %d.%d" % (line, *newest(line))
        raise Diagnostic("impOS %d.%d is not known" % release, hint=hint, code="release")
    return release


def _is_number(text: str) -> bool:
    return text.isdigit() and text.isascii() and len(text) < 6


def lines_of(profile: Profile) -> list[int]:
    """The production lines that a model ran, and the pre-releases after its last one."""
    first, last = profile.first_line, profile.last_line
    return [line for line in LINES if first <= line <= last and (line % 2 == 0 or line == last)]


def newest_for(profile: Profile) -> Release:
    """The newest production release that a model ran."""
    return newest(max(line for line in lines_of(profile) if line % 2 == 0))


def check_ran(profile: Profile, release: Release) -> None:
    """Raises Diagnostic when the model never ran the release. Its first line's pre-releases count as run."""
    first, last = profile.first_line, profile.last_line
    if first - (first % 2 == 0) <= release.line <= last:
        return
    ran = ", ".join("%d" % line for line in lines_of(profile))
    raise Diagnostic("the %s never ran impOS %d.%d" % (profile.name, *release), hint="it ran %s" % ran, code="release")
