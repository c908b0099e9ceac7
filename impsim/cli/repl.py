"""impsim repl: an imp that is alive while somebody types."""

from __future__ import annotations

import sys

from impsim.cli.imps import LIBRARIES, OPTIONS
from impsim.cli.options import Command, Option, parse, usage_error
from impsim.cli.source import SOURCES, read, refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.live.setup import Program, Setup

COMMAND = Command(
    "repl",
    "[OPTION...] [DEVICE.nut]",
    {
        "--agent": Option("the program of its agent; without one it has an empty one", "AGENT.nut"),
        **OPTIONS,
        **LIBRARIES,
        "--format": Option(
            "what it answers as text, or one JSON object a line", choices=("text", "json"), default="text"
        ),
    },
    (
        "impsim repl",
        "impsim repl hello.device.nut --agent hello.agent.nut --model imp003",
        "echo 'imp.net.info().ipv4.address' | impsim repl --model imp005",
    ),
)


def main(argv: list[str]) -> int:
    parsed = parse(COMMAND, argv)
    if parsed is None:
        return 0
    options, arguments = parsed
    if len(arguments) > 1:
        usage_error(COMMAND, f"one DEVICE.nut only, but there is also '{arguments[1]}'")
    from impsim.cli.repl_console import Console
    from impsim.cli.repl_host import prepare

    prepare()
    programs = Programs(arguments[0] if arguments else "", options["agent"] or "", options["lib"])
    on_terminal = sys.stdin is not None and sys.stdin.isatty() and sys.stdout is not None and sys.stdout.isatty()
    console = Console(setup_of(options, programs), programs, options["format"], on_terminal)
    if on_terminal and options["format"] == "text":
        from impsim.cli.repl_terminal import converse as talk
    else:
        from impsim.cli.repl_pipe import follow as talk
    try:
        return int(talk(console))
    finally:
        console.close()


class Programs:
    """Where the programs of a session lie, and how they are compiled.  device, agent: paths, "" for none."""

    def __init__(self, device: str, agent: str, libraries: list[str]) -> None:
        if "-" in (device, agent):
            usage_error(COMMAND, "standard input is where you type: a program needs a file")
        self.device = device
        self.agent = agent
        self._given = libraries
        self._compiler: Any = None

    def load(self, side: str) -> Program | None:
        """The program of a side as it is on disk now. Raises Diagnostic."""
        path = getattr(self, side)
        return self.compiled(path, side) if path else None

    def compiled(self, path: str, side: str) -> Program:
        """A program. Raises Diagnostic."""
        from impsim.live.setup import Program

        data = read(path)
        if not data.strip():
            raise refused("the program is empty", path)
        SOURCES[path] = data
        unit = self.compiler(data, path, side, [])
        SOURCES[path] = self.compiler.texts.get((path, side), data)
        return Program(path, data, unit)

    @property
    def libraries(self) -> list[str]:
        """Folders where `#require` looks, besides the project's own."""
        from impsim.suite.projectfile import find_file, load

        return [*self._given, *load(find_file()).libraries]

    @property
    def compiler(self) -> Any:
        """What compiles the programs, as `impsim test` does."""
        if self._compiler is None:
            from impsim.suite.compiler import Compiler

            self._compiler = Compiler(self.libraries, {})
        return self._compiler


def setup_of(options: dict[str, Any], programs: Programs) -> Setup:
    """What the options ask for. Raises Diagnostic."""
    from impsim.live.setup import Setup

    return Setup(
        options["model"] or "",
        options["impos"] or "",
        device=programs.load("device"),
        agent=programs.load("agent"),
        world=options["world"],
        interface=options["interface"],
        offline=options["offline"],
        seed=options["seed"],
        allow_python=options["allow-python"],
    )
