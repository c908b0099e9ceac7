"""What run and eval have in common: the options that choose an imp and its world, and its cold boot."""

from __future__ import annotations

from impsim.cli.host import before_a_program
from impsim.cli.options import Option
from impsim.cli.source import refused
from impsim.cli.units import whole_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from impsim.device.profile import Profile
    from impsim.device.release import Release
    from impsim.impos.imp import Imp
    from impsim.scenario.world import Setting
    from impsim.squirrel.unit import Unit

    Listener = Callable[[dict[str, Any]], object]
    Sources = tuple[list[str], list[tuple[str, str]]]  # folders of libraries, variables of the preprocessor

DEFAULT_MODEL = "imp005"
QUIET = ("status", "powerstate")  # types of log lines that are not a program's: `impsim run --status` shows them
OPTIONS = {
    "--model": Option(f"which imp: {DEFAULT_MODEL} unless told otherwise; `impsim models` lists them", "MODEL"),
    "--impos": Option("which impOS, like 36 or 36.13: the newest that the model ran unless told otherwise", "RELEASE"),
    "--interface": Option("only this one of its interfaces has a network", choices=("wifi", "ethernet", "cell")),
    "--offline": Option("no network is in reach: no access point, no cable, no registration", default=False),
    "--world": Option("what surrounds the imp, has been stored and will happen: YAML, JSON or TOML", "FILE"),
    "--allow-python": Option(
        "let parts of --world be programs in Python, which can do all that you can", default=False
    ),
    "--seed": Option("the seed of everything random", "NUMBER", default=1, read=whole_number),
}


def folder(path: str) -> str:
    """What --lib names. Raises Diagnostic when it is none."""
    from os.path import isdir

    if not isdir(path):
        raise refused(f"--lib {path}: there is no such folder", "impsim", "it holds libraries, or clones of them")
    return path


def variable(text: str) -> tuple[str, str]:
    """What --define gives. Raises Diagnostic."""
    name, equals, value = text.partition("=")
    if not (equals and name.isidentifier()):
        raise refused(f"--define {text}: NAME=VALUE is needed", "impsim")
    return name, value


LIBRARIES = {
    "--lib": Option(
        "a folder where #require looks, before those of impsim.toml; may be repeated", "DIR", read=folder, many=True
    ),
    "--define": Option(
        "what @{NAME} becomes in programs, before impsim.toml and a project's own file; may be repeated",
        "NAME=VALUE",
        read=variable,
        many=True,
    ),
}


def sources_of(options: dict[str, Any]) -> Sources:
    """What a program is put together of, besides its file."""
    return options["lib"], options["define"]


def cold_boot(
    options: dict[str, Any],
    unit: Unit | None,
    sink: Listener,
    agent: Unit | None = None,
    listen: Callable[..., Listener] | None = None,
    pausable: bool = False,
) -> Imp:
    """The imp that the options ask for, just switched on. Raises Diagnostic when there is no such imp.

    sink gets the events of the log. listen makes a listener for all events, given the simulation and what the run
    depends on; it is called when nothing can be refused any more. pausable: programs may stand in calls where the run
    stops.
    """
    from impsim.device.device import restrict
    from impsim.device.profile import find
    from impsim.device.release import check_ran, newest_for, parse_release
    from impsim.impos.simulation import ONLY, Simulation

    before_a_program()
    profile = find(options["model"] or DEFAULT_MODEL)
    release = parse_release(options["impos"]) if options["impos"] else newest_for(profile)
    check_ran(profile, release)
    setting = surroundings(options["world"], profile, options["allow-python"])
    restrict(setting.world, setting.site, profile, options["interface"], options["offline"])
    simulation = Simulation(setting.world, seed=options["seed"], pausable=pausable)
    if listen is not None:
        header = {**run_of(options, profile, release), "epoch_s": simulation.clock.epoch_s}
        simulation.instruments.attach(listen(simulation, **header))
    imp = simulation.add(ONLY, profile, release, unit, site=setting.site, agent=agent, sink=sink)
    if setting.timeline:
        from impsim.scenario.timeline import schedule

        schedule(simulation, imp, setting.timeline)
    return imp


class Plain:
    """The setting where no file describes one."""

    def __init__(self) -> None:
        from impsim.device.world import Site, World

        self.world = World()
        self.site = Site()
        self.timeline: list[Any] = []


def surroundings(path: str | None, profile: Profile, allow_python: bool) -> Setting | Plain:
    """What the world file says; without one nothing of scenarios is loaded."""
    if path is None:
        return Plain()
    from impsim.scenario.world import load

    return load(path, profile, allow_python)


def run_of(options: dict[str, Any], profile: Profile, release: Release) -> dict[str, Any]:
    """What a run depends on besides programs and world."""
    chosen = {name: options[name] for name in ("interface", "offline") if options[name]}
    return {"model": profile.name, "impos": str(release), **chosen, "seed": options["seed"]}
