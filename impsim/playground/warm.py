"""What is done once, while the page is built, so that no start has to do it: modules are loaded by using them.

The worker begins with a picture of the memory in which this has happened. Files are not in the picture: what has
to do with them is forgotten here.
"""

from __future__ import annotations

import gc
import json

from impsim.playground import bridge, lesson
from impsim.playground.catalogue import examples
from impsim.scenario import runner


def up() -> None:
    """Does what a page will ask for."""
    for example in examples():
        for name in ("run", "check", "scenario"):
            bridge.call(name, json.dumps({"experiment": example["experiment"], "until_us": 10_000_000}))
    lessons = lesson.known()
    lesson.checked(lessons.lessons[0].name, {}, 1)
    bridge.forget()
    runner.forget()
    gc.collect()
