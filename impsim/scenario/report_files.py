"""The section `report`: files that a test leaves behind besides its result.

    report:
      vcd: out/{test}.vcd
      junit: out/results.xml

A name stands for a file below the scenario's own folder, since who runs a scenario did not always write it. Where a
file has several tests, each test's name stands before the ending, or where `{test}` is; `junit` tells of all of them.
"""

from __future__ import annotations

import os

from impsim.scenario import fields as f
from impsim.trace.exports import FORMS, SHOWN, export
from impsim.trace.jsonl import heading
from impsim.trace.keeping import name_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.scenario.runner import Recording
    from impsim.scenario.schema import Scenario

LONGEST = 1024
TEST = "{test}"
JUNIT = "junit"


def _below(value: str) -> str:
    """A name that does not lead out of the folder it is taken from."""
    parts = value.replace("\\", "/").split("/")
    if not 0 < len(value) <= LONGEST or "\0" in value or os.path.isabs(value) or ".." in parts or not parts[-1]:
        raise f.Wrong("the name of a file below the scenario's folder", "out/{test}.trace")
    return value


_name = f.scalar(_below, type="string", minLength=1, maxLength=LONGEST)
REPORT: f.Section = {name: (name, _name) for name in (JUNIT, *FORMS)}


def path_of(name: str, scenario: str, test: str = "") -> str:
    """Where a file goes.  scenario: the path of its file.  test: whose name is in that of the file, "" for no one's."""
    if test and TEST not in name:
        stem, ending = os.path.splitext(name)
        name = "%s.%s%s" % (stem, TEST, ending)
    return os.path.join(os.path.dirname(scenario), name.replace(TEST, name_of(test)))


def shows(found: Scenario) -> bool:
    """Whether somebody will look at what it writes, for which it has to be recorded."""
    return any(found.report.get(form) for form in SHOWN)


def write(found: Scenario, recording: Recording, alone: bool) -> None:
    """Writes what a scenario asks for.  alone: it is the only test of its file.

    Raises Diagnostic for a file that cannot be written.
    """
    header = heading({**recording.header, "end_us": recording.end_us})
    for form, name in found.report.items():
        if form in FORMS and name is not None:
            test = "" if alone and TEST not in name else found.test
            export(form, path_of(name, found.path, test), header, recording.events)
