"""Judges a trace again, without a run: after expectations have changed."""

from __future__ import annotations

from impsim.errors import Diagnostic
from impsim.scenario.expect import is_probe
from impsim.scenario.heading import header_of, interval
from impsim.scenario.load import judged, load
from impsim.scenario.windows import seconds
from impsim.trace.jsonl import read
from impsim.trace.recorder import unrecorded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.scenario.schema import Scenario
    from impsim.testcase.result import Result


def recheck(trace: str, path: str, defaults: Any) -> Result:
    """What a trace says about the test of a scenario file that has made it, as the file is now.

    Raises Diagnostic when the trace is none of that file's, or lacks what an expectation looks at.
    """
    header, *recorded = read(trace)
    events = [event for event in map(unrecorded, recorded) if event is not None]
    test = header.get("test")
    file = load(path)
    variant = next(
        (variant for variant in file.variants if str(test) in (variant.name, *_repeated(variant.name, str(test)))), None
    )
    if variant is None:
        known = ", ".join(variant.name for variant in file.variants)
        raise Diagnostic("%s has no test '%s', which this trace is of" % (path, test), trace, hint="it has " + known)
    found = file.scenario(variant, defaults)
    found.test = str(test)
    found.seed += _number(found.test, variant.name)
    _check_header(found, header, trace)
    _check_looks(found, header, trace)
    return judged(found, "%s::%s" % (path, test), events, header.get("end_us", found.until_us))


def _repeated(name: str, test: str) -> list[str]:
    """What a repetition is called, if test is one."""
    head, mark, number = test.rpartition("#")
    return [test] if mark and head == name and number.isdigit() else []


def _number(test: str, name: str) -> int:
    """Of a repetition: it has another seed."""
    return int(test[len(name) + 1 :]) - 1 if test != name else 0


TOLD = {"seed": "seed", "until_us": "until", "epoch_s": "clock_start", "devices": "model", "story": "world or timeline"}
AGAIN = "run the scenario again"


def _check_header(found: Scenario, header: dict[str, Any], trace: str) -> None:
    """A trace of what the file no longer describes proves nothing about it."""
    own = header_of(found)
    changed = [TOLD[name] for name in TOLD if header.get(name) != own[name]]
    if changed:
        raise Diagnostic("this trace was made with another %s" % ", another ".join(changed), trace, hint=AGAIN)


def _check_looks(found: Scenario, header: dict[str, Any], trace: str) -> None:
    known = {(device, text, by_agent): times for device, text, by_agent, times in header.get("looks", ())}
    for expectation in found.expectations:
        first_us, last_us = interval(found, expectation)
        for subject in filter(is_probe, expectation.subjects):
            times = known.get((subject.device, subject.probe, subject.by_agent), ())  # type: ignore[attr-defined]
            if not any(start_us <= first_us and last_us <= end_us for start_us, end_us in times):
                message = "this trace has no values of %s from %s to %s, which '%s' looks at"
                when = seconds(first_us), seconds(last_us)
                raise Diagnostic(message % (subject, *when, expectation.id), trace, hint=AGAIN)
