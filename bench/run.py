#!/usr/bin/env python3
"""Compare impsim with the reference VM (C++) and with hand-written Python on the programs beside this file.

usage: run.py [--impsim 'impsim sq'] [--oracle-python PY] [--pypy 'pypy3 -m impsim sq'] [--rounds 7] [NAME ...]

All sides take turns in one run. A command's figure is its best round minus its best start-up, that of an empty
program, so compiled-code caches are warm and start-up is not counted. All sides must print the same
result. Prints a table of ratios and their geometric means.
"""

import argparse
import math
import pathlib
import shlex
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
CHILD = HERE.parent / "tests" / "oracle" / "sq_child.py"
ORACLE = HERE.parent / ".oracle" / "bin" / "python"  # where `make test` puts it


def timed(command, path):
    begin = time.perf_counter()
    run = subprocess.run([*command, str(path)], capture_output=True)
    if run.returncode:
        sys.exit(f"{' '.join(command)} {path} failed: {run.stderr.decode(errors='replace')[:400]}")
    return time.perf_counter() - begin, run.stdout


def main():
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("--impsim", default="impsim sq")
    args.add_argument("--oracle-python", help="a Python that has squirrel-lang-sq305")
    args.add_argument("--pypy", help="the same command on PyPy")
    args.add_argument("--rounds", type=int, default=7)
    args.add_argument("names", nargs="*")
    options = args.parse_args()
    if not options.oracle_python and ORACLE.exists():
        options.oracle_python = str(ORACLE)
    sides = {"impsim": shlex.split(options.impsim), "python": [sys.executable]}
    if options.oracle_python:
        sides["oracle"] = [options.oracle_python, str(CHILD)]
    if options.pypy:
        sides["pypy"] = shlex.split(options.pypy)
    names = options.names or sorted(f.stem for f in HERE.glob("*.nut"))
    empty = pathlib.Path(tempfile.mkdtemp()) / "empty"
    empty.with_suffix(".nut").write_text(""), empty.with_suffix(".py").write_text("")

    def path(side, stem):
        return stem.with_suffix(".py" if side == "python" else ".nut")

    def best(stem, same_output):
        figures, outputs = {side: [] for side in sides}, {}
        for _ in range(options.rounds):
            for side, command in sides.items():
                seconds, outputs[side] = timed(command, path(side, stem))
                figures[side].append(seconds)
        if same_output and len(set(outputs.values())) > 1:
            sys.exit(f"{stem.name}: the sides disagree: { {s: o[:80] for s, o in outputs.items()} }")
        return {side: min(seconds) for side, seconds in figures.items()}

    start = best(empty, same_output=False)
    print("start-up ms:", {side: round(1000 * s, 1) for side, s in start.items()})
    pairs = [
        (a, b)
        for a, b in (("impsim", "oracle"), ("impsim", "python"), ("pypy", "oracle"), ("python", "oracle"))
        if a in sides and b in sides
    ]
    print("program      ms " + "  ".join(f"{a}/{b}" for a, b in pairs))
    logs = {pair: [] for pair in pairs}
    for name in names:
        total = best(HERE / name, same_output=True)
        net = {side: max(total[side] - start[side], 1e-4) for side in sides}
        for a, b in pairs:
            logs[a, b].append(math.log(net[a] / net[b]))
        print(f"{name:12s} {1000 * net['impsim']:7.1f} " + "  ".join(f"{net[a] / net[b]:13.2f}" for a, b in pairs))
    for (a, b), values in logs.items():
        print(f"geometric mean {a}/{b}: {math.exp(sum(values) / len(values)):.2f}")


if __name__ == "__main__":
    main()
