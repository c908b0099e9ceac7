"""A program and its libraries as units: each is compiled by itself and knows the constants of those before it.

impCentral puts libraries in front of a program. As units of their own they keep their own lines in errors, and need to
be compiled but once for all programs. Assumed: nothing notices the difference but two things: a `local` outside of all
functions of a library, which the program would see where the compiler has put both into one text, and the lines of
the log's call stacks, which count from where the library's own file begins.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from impsim.squirrel.unit import Unit

    Compile = Callable[[str, str, Any], Unit]  # (text, path, constants) -> a Unit that knows its constants


def link(text: str, path: str, parts: Sequence[tuple[str, str]], compile: Compile, constants: Any) -> Unit:
    """The unit of a program that runs its libraries first.  parts: see impsim.libraries.choice.  constants: what is
    defined before all of them. Raises Diagnostic."""
    libraries = []
    for code, where in parts:
        libraries.append(compile(code, where, constants))
        constants = libraries[-1].constants
    unit = compile(text, path, constants)
    unit.libraries = tuple(libraries)
    return unit
