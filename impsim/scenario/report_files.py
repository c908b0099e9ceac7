"""The section `report`: files that a test leaves behind besides its result.

    report:
      vcd: out/{test}.vcd
      junit: out/results.xml

A name stands for a file below the scenario's own folder, since who runs a scenario did not always write it. `{test}`
becomes the test's name; where a file has several tests, it must stand in every name but that of `junit`, which tells
of all of them.
"""

from __future__ import annotations

import os

from impsim.scenario import fields as f
from impsim.trace.exports import FORMS, export
from impsim.trace.jsonl import heading
from impsim.trace.keeping import name_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.scenario.documents import Document, Node

LONGEST = 1024
TEST = "{test}"
JUNIT = "junit"
APART = "put {test} into the name: vcd: 'out/{test}.vcd'"


def _below(value: str) -> str:
    """A name that does not lead out of the folder it is taken from."""
    parts = value.replace("\\", "/").split("/")
    if not 0 < len(value) <= LONGEST or "\0" in value or os.path.isabs(value) or ".." in parts or not parts[-1]:
        raise f.Wrong("the name of a file below the scenario's folder", "out/{test}.trace")
    return value


_name = f.scalar(_below, type="string", minLength=1, maxLength=LONGEST)
REPORT: f.Section = {name: (name, _name) for name in (JUNIT, *FORMS)}


def check(document: Document, node: Node, tests: int) -> None:
    """Notes names that several tests of a file would give to one file."""
    for form, below in node.map.items():
        if tests > 1 and form in FORMS and TEST not in below.text:
            document.wrong(below, "the %d tests of this file would overwrite it" % tests, APART)


def path_of(name: str, scenario: str, test: str) -> str:
    """Where a file goes.  scenario: the path of its file."""
    return os.path.join(os.path.dirname(scenario), name.replace(TEST, name_of(test)))


def write(found: Any, events: list[dict[str, Any]], header: dict[str, Any]) -> None:
    """Writes what a Scenario asks for. Raises Diagnostic for a file that cannot be written."""
    for form, name in found.report.items():
        if form in FORMS and name is not None:
            export(form, path_of(name, found.path, found.test), [heading(header), *events], found.epoch_s)
