"""Names of MQTT topics, and filters with which clients subscribe to them (MQTT 3.1.1, 4.7).

A name has levels, divided by slashes. In a filter, + stands for any one level, and # as the last level for all that
follow, none included. Topics whose name begins with $ are the broker's own: no wildcard in the first place finds them.
"""

from __future__ import annotations

LONGEST = 65535  # bytes (MQTT 3.1.1, 4.7.3)
ONE, ALL = "+", "#"


def is_topic(name: str) -> bool:
    """Whether something can be published under a name."""
    return _is_name(name) and ONE not in name and ALL not in name


def is_filter(name: str) -> bool:
    """Whether somebody can subscribe with a name."""
    levels = name.split("/")
    wild = [level for level in levels if ONE in level or ALL in level]
    return _is_name(name) and all(level in (ONE, ALL) for level in wild) and ALL not in levels[:-1]


def _is_name(name: str) -> bool:
    return bool(name) and "\0" not in name and len(name.encode("utf-8", "surrogatepass")) <= LONGEST


def matches(wanted: str, name: str) -> bool:
    """Whether a filter finds a topic."""
    if name.startswith("$") and wanted[0] in (ONE, ALL):
        return False
    levels, filters = name.split("/"), wanted.split("/")
    if filters[-1] == ALL:
        filters.pop()
        levels = levels[: len(filters)] if len(levels) >= len(filters) else levels
    return len(levels) == len(filters) and all(one in (ONE, level) for one, level in zip(filters, levels))
