"""impsim init: a project to begin with, whose test passes."""

from __future__ import annotations

from impsim.cli.options import Command, exactly_one, parse

COMMAND = Command("init", "[DIR]", {}, ("impsim init", "impsim init my-product"))


def main(argv: list[str]) -> int:
    parsed = parse(COMMAND, argv)
    if parsed is None:
        return 0
    from impsim.suite.starter import start

    folder = exactly_one(COMMAND, parsed[1] or ["."], "DIR")
    for path in start(folder):
        print("wrote " + path.removeprefix("./"))
    if folder != ".":
        print(f"next: cd {folder}")
    print("next: impsim run src/readings.device.nut --agent src/readings.agent.nut --for 5m")
    print("then: impsim test")
    return 0
