"""What a learner reads of states and events: words, and no wanted state that was there before."""

from __future__ import annotations

import re

import pytest

from impsim.lessons.checking import check
from impsim.lessons.loading import course

LATE = r"found: disconnected at \d+ s\nnearest: connected, at \S+ s, \S+ s too late"
NEAR = r'this did not happen\nnearest: pump \{"closed": true, "operated": \d+\}, at .* too early'
STARTS = r"found: 2: the program starts at \S+ s; the program starts at \S+ s"
ANSWER = r"found: GET /target -> 200 at 5\.05 s\nnearest: at 5\.05 s: target in the answer is not there"
LESSONS = {lesson.name: lesson for lesson in course()}


@pytest.mark.parametrize(
    ("name", "naive", "about", "told"),
    [
        ("deep-sleep", "", "Between two measurements the imp is in deep sleep.", r"found: running at 0 s"),
        ("without-a-connection", "gives-up", "Within a minute and a half", r"found: disconnected at \d+ s"),
        ("without-a-connection", "forgets-the-start", "The network of `cactus`", r"found: disconnected at 0 s"),
        (
            "without-a-connection",
            "",
            "Within",
            LATE,
        ),
        ("without-a-connection", "", "The network of `plant`", NEAR),
        ("without-a-connection", "", "On `plant` the program", STARTS),
        ("deep-sleep", "", "The battery lasts.", r"found: \d\d\.\d+ mAh"),
        ("a-small-api", "", "GET /target", ANSWER),
        ("deep-sleep", "chatty", "The imp connects when", r"found: 7: connected at 2.16 s; connected at .*"),
    ],
)
def test_it(name: str, naive: str, about: str, told: str) -> None:
    lesson = LESSONS[name]
    result = check(lesson, lesson.naive[naive] if naive else lesson.start, 1)
    (message,) = [one.message for one in result.outcomes if one.name.startswith(about)]

    assert re.fullmatch(told, message), message
