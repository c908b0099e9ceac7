"""Names of MQTT topics and filters."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from impsim.cloud.topics import is_filter, is_topic, matches

# The examples of MQTT 3.1.1, 4.7: filter, topic, whether it is found
EXAMPLES = [
    ("sport/tennis/player1/#", "sport/tennis/player1", True),
    ("sport/tennis/player1/#", "sport/tennis/player1/ranking", True),
    ("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", True),
    ("sport/#", "sport", True),
    ("sport/tennis/+", "sport/tennis/player1", True),
    ("sport/tennis/+", "sport/tennis/player1/ranking", False),
    ("sport/+", "sport", False),
    ("sport/+", "sport/", True),
    ("+/+", "/finance", True),
    ("/+", "/finance", True),
    ("+", "/finance", False),
    ("#", "$SYS/monitor/Clients", False),
    ("+/monitor/Clients", "$SYS/monitor/Clients", False),
    ("$SYS/#", "$SYS/monitor/Clients", True),
    ("$SYS/monitor/+", "$SYS/monitor/Clients", True),
    ("ACCOUNTS", "Accounts", False),
    ("a", "a", True),
    ("a", "a/b", False),
    ("a/b", "a", False),
    ("#", "a/b/c", True),
    ("+/b/#", "a/b/c/d", True),
    ("+/b/#", "a/c/c/d", False),
]


@pytest.mark.parametrize(("wanted", "topic", "found"), EXAMPLES)
def test_filters_find_what_the_standard_says(wanted, topic, found):
    assert matches(wanted, topic) is found


@pytest.mark.parametrize("name", ["#", "+", "a/#", "+/a/+", "a", "/", "$iothub/twin/res/#", "ä/+"])
def test_filters(name):
    assert is_filter(name)


@pytest.mark.parametrize("name", ["", "a#", "a/#/b", "a+", "+a/b", "#/a", "a\0b", "a" * 65536, "ä" * 32768])
def test_what_is_no_filter(name):
    assert not is_filter(name)


@pytest.mark.parametrize(("name", "good"), [("a", True), ("/", True), ("a/+", False), ("#", False), ("", False)])
def test_topics_have_no_wildcards(name, good):
    assert is_topic(name) is good


def as_pattern(wanted):
    """The filter as a regular expression, written another way."""
    pattern = re.escape(wanted).replace(r"\+", "[^/]*")
    pattern = re.sub(r"(^|/)\\#$", lambda found: "(/.*)?" if found[1] else ".*", pattern)
    return pattern if wanted[0] not in "+#" else r"(?!\$)" + pattern


LEVEL = st.sampled_from(["", "a", "b", "$c"])


@given(st.lists(st.one_of(LEVEL, st.just("+")), min_size=1, max_size=4), st.booleans(), st.lists(LEVEL, max_size=5))
@example(["$c"], False, ["$c"])
def test_a_filter_finds_what_a_pattern_finds(levels, rest, topic):
    wanted, name = "/".join(levels + ["#"] * rest), "/".join(topic)
    if wanted and name:
        assert is_filter(wanted)
        assert matches(wanted, name) is bool(re.fullmatch(as_pattern(wanted), name))
