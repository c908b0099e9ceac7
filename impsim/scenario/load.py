"""Scenario files as tests: every case with every row of the matrix is one."""

from __future__ import annotations

import os

from impsim.errors import Diagnostic
from impsim.scenario import mistakes, report, report_files, standing
from impsim.scenario.capability import missing_api
from impsim.scenario.cases import Variant, variants
from impsim.scenario.documents import Document, Node, read, read_text
from impsim.scenario.expect import UNCAUGHT
from impsim.scenario.runner import Run, compile_plain
from impsim.scenario.schema import Scenario, scenario
from impsim.scenario.verdict import Judge
from impsim.testcase.outcome import explain
from impsim.testcase.result import ERROR, FAILED, PASSED, Result, Test
from impsim.trace import keeping
from impsim.trace.coverage import Seen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.scenario.runner import Compiler, Event, Recording
    from impsim.scenario.verdict import Verdict

SUFFIXES = (".scenario.yaml", ".scenario.yml", ".scenario.json")
MORE_S = 10.0  # what compiling and judging may take besides the run


class File:
    """A scenario file that was read, and its tests."""

    def __init__(self, path: str) -> None:
        self._source = read_text(path)
        self.document, node = read(path)
        if node is None or node.kind != "map":
            hint = "impsim: 1, devices and expect make the smallest one"
            raise Diagnostic("this is not a scenario", path, 1, 1, hint=hint, code="scenario")
        self.node: Node = node
        self.variants = variants(self.document, node)

    def scenario(self, variant: Variant, defaults: Any) -> Scenario:
        """One of its tests. Raises Diagnostic."""
        document = Document(self.document.path, self._source)
        found = scenario(document, variant, defaults)
        document.check()
        return found

    def check(self, defaults: Any) -> list[Scenario]:
        """All of its tests. Raises the first mistake, which knows the others."""
        found, told = [], mistakes.Mistakes(self.node, self.variants)
        for variant in self.variants:
            document = Document(self.document.path, self._source)
            found.append(scenario(document, variant, defaults))
            told.add(variant, document.problems)
        self.document.problems += told.told()
        self.document.check()
        return found


_files: dict[tuple[str, int, int], File] = {}


def load(path: str) -> File:
    """A file, read once per process as long as it stays as it is. Raises Diagnostic."""
    try:
        status = os.stat(path)
    except OSError as error:
        raise Diagnostic((error.strerror or "cannot be read").lower(), path, code="file") from None
    key = path, status.st_mtime_ns, status.st_size
    if key not in _files:
        _files[key] = File(path)
    return _files[key]


def tests_of(path: str, defaults: Any, compiler: Optional[Compiler] = None) -> list[Test]:
    """The tests of a scenario file. Raises Diagnostic for a mistake in it; its `also` lists the others.

    compiler: a function of a module, (source, path, side, libraries) -> unit.
    """
    file = load(path)
    tests = [
        ScenarioTest(path, found.variant, number, found, defaults, compiler)
        for found in file.check(defaults)
        for number in range(found.repeat)
    ]
    for test in tests:
        test.alone = len(tests) == 1
    return list(tests)


class ScenarioTest(Test):
    """One case of a scenario with one row of its matrix.  number: of its repetition, which changes the seed."""

    def __init__(
        self, path: str, variant: Variant, number: int, found: Scenario, defaults: Any, compiler: Optional[Compiler]
    ) -> None:
        name = variant.name if not number else "%s#%d" % (variant.name, number + 1)
        super().__init__("%s::%s" % (path, name), path, variant.place[0])
        self.wall_limit_s = found.wall_limit_us / 1e6 + MORE_S
        self.tags = found.tags
        junit = found.report.get(report_files.JUNIT)
        self.junit = report_files.path_of(junit, path) if junit else ""
        self.alone = False  # it is the only one of its file
        self._variant = variant.name
        self._number = number
        self._defaults = defaults
        self._compiler = compiler

    def run(self) -> list[Result]:
        """Runs it and judges what happened."""
        found = self.scenario()
        run = Run(found, self._compiler or compile_plain)
        recording = run.run()
        shown = self._again() if report_files.shows(found) and not recording.too_long else recording
        report_files.write(found, shown, self.alone)
        result = self._result(found, recording)
        if any(failure["expectation"] == UNCAUGHT for failure in result.detail.get("failures", ())):
            explain(result, [failure for _, failure in run.witness.failures])
        return [result]

    def scenario(self) -> Scenario:
        """What it runs. Raises Diagnostic."""
        file = load(self.file)
        variant = next(variant for variant in file.variants if variant.name == self._variant)
        found = file.scenario(variant, self._defaults)
        found.seed += self._number
        found.test = self.id.partition("::")[2]
        return found

    def _result(self, found: Scenario, recording: Recording) -> Result:
        outcome = judged(found, self.id, recording.events, recording.end_us)
        told = self._told_of(found, recording)
        if recording.too_long:
            message = "this took longer than wall_limit, %.6g s: it stood at %.6f s of virtual time"
            shown = message % (found.wall_limit_us / 1e6, recording.end_us / 1e6)
            outcome = Result(self.id, self.file, ERROR, shown, recording.end_us / 1e6, self.line)
        if outcome.status != PASSED and self._defaults.keep:
            kept = recording if recording.too_long else self._again()
            header = {**kept.header, "end_us": kept.end_us}
            outcome.message += keeping.note(outcome.detail, self._defaults.keep, self.id, header, kept.tell)
        outcome.detail.update(told)
        return outcome

    def _again(self) -> Recording:
        """The same run, recorded for the viewer: those that pass, nearly all, need not pay for that."""
        return Run(self.scenario(), self._compiler or compile_plain, recorded=True).run()

    def _told_of(self, found: Scenario, recording: Recording) -> dict[str, Any]:
        """Which states of connections it has seen, if somebody asks."""
        if not self._defaults.states:
            return {}
        seen = Seen()
        for event in recording.events:
            seen(event)
        return seen.told([(device.profile, device.release) for device in found.devices])


def judged(found: Scenario, id: str, events: list[Event], end_us: int) -> Result:
    """The result that a trace gives a scenario."""
    failed = [verdict for verdict in _verdicts(found, events, end_us) if not verdict.passed]
    if found.must_fail:
        status, message = _teeth(found, failed, events)
    else:
        status = FAILED if failed else PASSED
        message = _failures(found, failed, events)
    path, command = found.path, report.replay(id)
    line = failed[0].line if failed else 0
    detail = {"failures": [_detail(verdict) for verdict in failed], "replay": command} if status != PASSED else {}
    if message:
        message += "\nreplay: " + command
    return Result(id, path, status, message, end_us / 1e6, line or found.variant.place[0], detail)


def _verdicts(found: Scenario, events: list[Event], end_us: int) -> list[Verdict]:
    judge = Judge(found.expectations, events, end_us)
    verdicts = [*judge.verdicts(), standing.timeline(found.timeline, events, end_us)]
    if not found.ignores_errors:
        verdicts.append(standing.uncaught(judge, found.expectations, events))
    return verdicts


def _failures(found: Scenario, failed: list[Verdict], events: list[Event]) -> str:
    if found.stops_at_failure:
        failed = sorted(failed, key=lambda verdict: verdict.near_us)[:1]
    return "\n".join(_told(found, verdict, events) for verdict in failed)


def _told(found: Scenario, verdict: Verdict, events: list[Event]) -> str:
    """One failure, and what the device has not that its program called."""
    text = report.failure(verdict, found.path, events)
    device = next((device for device in found.devices if device.name == verdict.device), None)
    note = missing_api(verdict.seen, device) if device is not None and verdict.id == UNCAUGHT else ""
    return "%s\n  because:  %s" % (text, note) if note else text


def _teeth(found: Scenario, failed: list[Verdict], events: list[Event]) -> tuple[str, str]:
    """A case that has to fail passes when just what it names has failed."""
    ids = [verdict.id for verdict in failed]
    held = [name for name in found.must_fail if name not in ids]
    others = [verdict for verdict in failed if verdict.id not in found.must_fail]
    lines = ["%s: must fail, and holds" % name for name in held]
    lines += [_told(found, verdict, events) for verdict in others]
    return (FAILED if lines else PASSED), "\n".join(lines)


def _detail(verdict: Verdict) -> dict[str, Any]:
    return {
        "expectation": verdict.id,
        "line": verdict.line,
        "window": verdict.expected,
        "seen": verdict.seen,
        "nearest_miss": verdict.nearest,
        "near_us": verdict.near_us,
    }
