"""The command line: a dispatcher that imports nothing until it knows what is asked.

A program that is already compiled has to start within twice the time of `python3 -c pass`,
and everything on its way is part of that time. So a command is a module of this package, found by its
name and imported when it is called; its options are a table (`impsim.cli.options`), and what
only a failure needs is imported by the failure (`impsim.cli.failures`).

"""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, NoReturn

# Exit codes; 0 is that it ran.
USER_PROGRAM = 1  # the user's program failed
USER_INPUT = 2  # what the user gave is wrong: usage, source, world
DEFECT = 3  # of impsim
INTERRUPTED = 130  # as a shell counts a process that SIGINT ended
READER_GONE = 141  # as a shell counts a process that SIGPIPE ended

COMMANDS = {
    "run": "run a device program on a simulated imp and print its log",
    "eval": "evaluate one expression on a simulated imp",
    "repl": "talk to a simulated imp: type code, let time pass, pull the plug, go back",
    "sq": "run plain Squirrel 3.0.5 without an imp, as the reference interpreter does",
    "check": "compile programs and warn of traps in them, running nothing",
    "explain": "explain the code of an error or a warning",
    "fmt": "lay programs out, keeping every token, comment and line",
    "dump": "show what becomes of a program at each stage of compilation",
    "test": "run scenario files and Electric Imp test projects",
    "lib": "keep the libraries that programs require in a project",
    "init": "write a project to begin with",
    "learn": "learn to program an imp, lesson by lesson",
    "schema": "print the JSON Schema of scenario files",
    "trace": "print the trace of a run, or a part of it",
    "play": "serve the playground, a page in which programs run in the browser",
    "models": "the imp models, the impOS releases they run, and what is simulated of them",
    "help": "explain a command",
}


def command() -> NoReturn:
    """The process `impsim`: runs one command and ends.

    Collecting garbage while modules load and dismantling them at the end find nothing and take 4 ms of 22. Under
    IMPSIM_DEBUG the interpreter ends as usual, so that profilers and coverage can write what they have.
    """
    gc.disable()
    code = main()
    if os.environ.get("IMPSIM_DEBUG"):
        sys.exit(code)
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; argv is without the program's name. Returns the exit code."""
    try:
        code = dispatch(list(sys.argv[1:] if argv is None else argv))
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        return code
    except BaseException as error:
        from impsim.cli.failures import report

        return report(error)


def dispatch(argv: list[str]) -> int:
    name = argv[0] if argv else ""
    if name in COMMANDS:
        from impsim.cli.startup import preload

        preload(name)
        return int(command_module(name).main(argv[1:]))
    from impsim.cli.help import outside_commands

    return outside_commands(name)


def command_module(name: str) -> Any:
    """The module of a command; not importlib, whose own import costs as much as three of ours."""
    return __import__("impsim.cli." + name, fromlist=["main"])
