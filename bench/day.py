#!/usr/bin/env python3
"""How long a simulated day of one-second timers takes, and a deep sleep of 28 days.

usage: day.py [ROUNDS]

Prints the best of some rounds in milliseconds of processor time, compiling and imports not counted.
The target of the day is 300 ms.
"""

import pathlib
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from impsim.device.profile import find  # noqa: E402
from impsim.device.release import newest_for  # noqa: E402
from impsim.impos.simulation import boot  # noqa: E402
from impsim.squirrel.compile import compile_source  # noqa: E402

DAY_S = 86400
PROGRAMS = {
    "day": ("count <- 0; function tick() { count++; imp.wakeup(1, tick) } tick()", DAY_S),
    "sleep": ("if (hardware.wakereason() == 0) server.sleepfor(2419198)", 29 * DAY_S),
}


def timed(unit, until_s):
    profile = find("imp003")
    begin = time.process_time()
    boot(profile, newest_for(profile), unit).run(until_s * 1000000)
    return time.process_time() - begin


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    for name, (text, until_s) in PROGRAMS.items():
        unit = compile_source(text, name + ".nut", steps=True)
        print("%s: %.1f ms" % (name, 1000 * min(timed(unit, until_s) for _ in range(rounds))))


if __name__ == "__main__":
    main()
