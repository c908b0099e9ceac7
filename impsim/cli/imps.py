"""What run and eval have in common: the options that choose an imp and its world, and its cold boot."""

from __future__ import annotations

from impsim.cli.host import before_a_program
from impsim.cli.options import Option
from impsim.cli.units import whole_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from impsim.impos.imp import Imp
    from impsim.squirrel.unit import Unit

DEFAULT_MODEL = "imp005"
OPTIONS = {
    "--model": Option(f"which imp: {DEFAULT_MODEL} unless told otherwise; `impsim models` lists them", "MODEL"),
    "--impos": Option("which impOS, like 36 or 36.13: the newest that the model ran unless told otherwise", "RELEASE"),
    "--interface": Option("only this one of its interfaces has a network", choices=("wifi", "ethernet", "cell")),
    "--offline": Option("no network is in reach: no access point, no cable, no registration", default=False),
    "--world": Option("what surrounds the imp and what it has stored: YAML, JSON or TOML", "FILE"),
    "--seed": Option("the seed of everything random", "NUMBER", default=1, read=whole_number),
}


def cold_boot(options: dict[str, Any], unit: Unit | None, sink: Callable[[dict[str, Any]], object]) -> Imp:
    """The imp that the options ask for, just switched on. Raises Diagnostic when there is no such imp."""
    from impsim.device.profile import find
    from impsim.device.release import newest_for, parse_release
    from impsim.impos.imp import boot

    before_a_program()
    profile = find(options["model"] or DEFAULT_MODEL)
    release = parse_release(options["impos"]) if options["impos"] else newest_for(profile)
    world = None
    if options["world"]:
        from impsim.scenario.world import load

        world = load(options["world"])
    return boot(
        profile,
        release,
        unit,
        interface=options["interface"],
        offline=options["offline"],
        world=world,
        seed=options["seed"],
        sink=sink,
    )
