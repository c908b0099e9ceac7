#!/usr/bin/env python3
"""How long a story of twenty minutes, ten faults and three imps takes: tests/impos/story_of_faults.py.

usage: story.py [ROUNDS]

Prints the best of some rounds in milliseconds of processor time, compiling and imports not counted.
The target is 1000 ms.
"""

import pathlib
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "impos")]

from story_of_faults import told  # noqa: E402


def timed():
    begin = time.process_time()
    story = told()
    return time.process_time() - begin, len(story.events)


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    timed()  # compiles
    seconds, events = min(timed() for _ in range(rounds))
    print("story: %.1f ms for %d events" % (1000 * seconds, events))


if __name__ == "__main__":
    main()
