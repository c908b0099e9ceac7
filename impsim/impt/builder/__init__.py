"""Builder's preprocessor: from a source with `@` directives to plain Squirrel.

Compatible with Electric Imp's Builder 4 as its README and its behaviour in public projects have it, without its
network: includes of other repositories and of web servers are found through a map to local folders (see
references.py). The steps are: a file to the tree of its directives (directives.py), an expression to its tree
(syntax.py) and to its value (evaluation.py, values.py, functions.py), and the machine that carries directives out.

The text that comes out holds no #line directives: in strings over several lines they would be content. What they are
for is done by Built.lines, the place of each line, which turns an error in the text into one in the file.

Differences, all on purpose: nothing outside the project is read; two limits end what never ends (machine.py); an
@repeat that is no whole number is an error instead of an endless loop; an environment is what is given as one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Optional

from impsim.errors import Diagnostic
from impsim.impt.builder.built import Built, Place
from impsim.impt.builder.directives import Source
from impsim.impt.builder.machine import Machine
from impsim.impt.builder.references import Read, References, project_root, read_file

__all__ = ["Built", "Place", "build", "project_root", "read_file"]


CALLS = 5000  # Python's calls in each other: a macro in an expression of a macro, 100 times, takes 1200


def build(
    text: str,
    path: str,
    *,
    variables: Optional[Mapping[str, Any]] = None,
    environment: Optional[Mapping[str, Any]] = None,
    search: Sequence[str] = (),
    includes: Optional[Mapping[str, str]] = None,
    libraries: Sequence[str] = (),
    root: str = "",
    read: Optional[Read] = None,
) -> Built:
    """Preprocess a source; text has one character per byte, path says where it is (or would be).

    variables: stronger than @set; environment: weaker. search: folders of includes after those of the including and
    the main file, as Builder has the current folder. includes: the beginning of a reference -> local folder, or a
    whole one -> file. libraries: folders where files of other repositories are looked for in the end. root: the folder
    that local includes may not leave, by default that of `path`; see project_root. read: a path -> its text; it
    raises OSError. Raises Diagnostic, code "builder", with the place in the file at fault.
    """
    references = References(path, search, includes or {}, libraries, root, read)
    folder = os.path.abspath(os.path.dirname(path)).replace(os.sep, "/")
    machine = Machine(references, variables or {}, environment or {})
    depth = sys.getrecursionlimit()
    try:
        if sys.implementation.name == "cpython":  # PyPy's limit is about the C stack
            sys.setrecursionlimit(max(depth, CALLS))
        return machine.build(Source(text, path, folder, os.path.basename(path)))
    except RecursionError:
        raise Diagnostic("directives are nested too deeply", path, code="builder") from None
    finally:
        sys.setrecursionlimit(depth)
