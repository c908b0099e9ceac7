"""VM: one root table and what programs in it can reach."""

from __future__ import annotations

import sys

from impsim.squirrel import codegen_runtime as runtime
from impsim.squirrel.limits import CALL_DEPTH, MAX_STEPS
from impsim.squirrel.text import IMPOS_NULL, STOCK_NULL, show_null_as
from impsim.squirrel.values.table import root_table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def _nowhere(text: str) -> None:
    pass


class VM:
    """A Squirrel virtual machine.

    print, error_print: where `print` and `error` write. arguments: strings for `vargv` of
    the main function. impos: whether strings and their methods are
    impOS's: `string[i]` is 0-255 there, and `tointeger` reads hexadecimal.
    now_us, wall_s: the clocks of `clock`, `time` and `date`. seed: of `rand`. steps: how many
    loop turns and calls code compiled with a step budget may make, counted in steps_taken, which the host
    sets back to 0 between turns. next_block: how many steps are counted at once, for a host that wants to look
    at the program now and then; it may raise Stop.
    """

    def __init__(
        self,
        print: Callable[[str], object] = _nowhere,
        error_print: Callable[[str], object] = _nowhere,
        arguments: tuple[str, ...] = (),
        impos: bool = False,
        seed: int = 1,
        steps: int = MAX_STEPS,
    ) -> None:
        self.root: Any = root_table()
        self.print = print
        self.error_print = error_print
        self.arguments = arguments
        self.impos = impos
        self.seed = seed
        self.steps = steps
        self.steps_taken = 0
        self.next_block: Callable[[], int] = lambda: runtime.STEPS_AT_ONCE
        self.now_us: Callable[[], int] = lambda: 0
        self.wall_s: Callable[[], int] = lambda: 0
        self.constants: Any = None  # what const and enum have defined, where the host runs more code later
        self.globals = runtime.new_globals(self)

    def enter(self) -> None:
        """What a host calls before it calls into the program: a new turn begins."""
        self.steps_taken = 0
        show_null_as(IMPOS_NULL if self.impos else STOCK_NULL)

    def load(self, code: Any) -> Any:
        """The main function of compiled code, as a closure of this VM."""
        exec(code, self.globals)
        return self.globals.pop("ƒmain")

    def run(self, unit: Any) -> Any:
        """Runs a compiled unit's main function with `this` the root table, after those of its libraries; gives its
        return value."""
        self.enter()
        for library in unit.libraries:
            self.load(library.code)(self.root)
        main = self.load(unit.code)
        return main(self.root, *self.arguments)


def allow_depth() -> None:
    """Lets Python recurse as deep as programs may call; the reference has no limit."""
    if sys.getrecursionlimit() < CALL_DEPTH:
        sys.setrecursionlimit(CALL_DEPTH)
