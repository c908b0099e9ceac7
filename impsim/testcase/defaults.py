"""What tests take for granted: the project file and the command line set it, tests of every kind read it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, Optional


class Defaults:
    """What tests take for granted where they do not say it themselves.

    model, impos: "" where the test's own kind decides.  libraries: folders where `#require` looks, in this order.
    includes: `github:user/repo[/path]` -> the local folder that stands for it.  variables: of the preprocessor.
    environment: names of what programs may read of the environment; see take_over().  paths: what `impsim test`
    without arguments runs.  allow_commands: whether runCommand() may.  allow_python: whether parts may be programs in
    Python.  keep: the folder for traces of failures, "" for none.  states: whether Results tell which states of
    connections were seen.  world: makes what surrounds the imp of an Electric Imp test, from its profile; None for
    nothing special.
    """

    def __init__(self) -> None:
        self.model = ""
        self.impos = ""
        self.seed = 1
        self.libraries: list[str] = []
        self.includes: dict[str, str] = {}
        self.variables: dict[str, str] = {}
        self.environment: list[str] = []
        self.paths: list[str] = []
        self.allow_commands = False
        self.allow_python = False
        self.keep = ""
        self.states = False
        self.world: Optional[Callable[..., Any]] = None

    def take_over(self, environ: Mapping[str, str]) -> None:
        """Makes variables of what programs may read of the environment, and of nothing else: a test that anybody
        has written could print what CI keeps secret there."""
        self.variables.update({name: environ[name] for name in self.environment if name in environ})
