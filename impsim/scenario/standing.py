"""What every run has to hold without being asked: no error that nothing expects, and a timeline that has happened."""

from __future__ import annotations

from impsim.scenario.expect import TIMELINE, UNCAUGHT
from impsim.scenario.match import same
from impsim.scenario.stimuli import told
from impsim.scenario.subjects import Error, error_text, is_error
from impsim.scenario.verdict import Verdict
from impsim.scenario.windows import seconds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.scenario.expect import Expectation
    from impsim.scenario.subjects import Event
    from impsim.scenario.timeline import Stimulus
    from impsim.scenario.verdict import Judge

MOST_TOLD = 3


def uncaught(judge: Judge, expectations: list[Expectation], events: list[Event]) -> Verdict:
    """Errors that nothing catches and nothing expects."""
    verdict = Verdict(UNCAUGHT, 0, "no error that an `error:` expectation does not claim")
    claimed = [claim for expectation in expectations for claim in _claimed(judge, expectation)]
    found = [event for event in events if is_failure(event) and not any(_is_again(event, c) for c in claimed)]
    verdict.passed = not found
    if found:
        told = ["at %s in %s: %s" % (seconds(e["t_us"]), e["device"], _failure(e)) for e in found[:MOST_TOLD]]
        verdict.seen = "; ".join(told)
        verdict.near_us, verdict.device = found[0]["t_us"], found[0]["device"]
    return verdict


def _claimed(judge: Judge, expectation: Expectation) -> list[Event]:
    """The errors that it expects, in its window; who wants none claims none."""
    window = judge.window(expectation)
    if window is None or expectation.window.word == "never":
        return []
    errors = [subject for subject in expectation.subjects if isinstance(subject, Error)]
    samples = [sample for subject in errors for sample in judge.inside(subject, window)]
    return [sample.event for sample in samples if sample.event and not judge.misses(expectation, sample)]


def _is_again(event: Event, claim: Event) -> bool:
    """Whether an error is one that was claimed, or the same after a restart: who expects it expects it again."""
    one, other = ((found["device"], found.get("msg"), found.get("backtrace")) for found in (event, claim))
    return one == other and event["t_us"] >= claim["t_us"]


def is_failure(event: Event) -> bool:
    """Whether an event is the end of a program that did not want to end."""
    return is_error(event) or (event["kind"] == "vm" and event.get("state") == "hung")


def _failure(event: Event) -> str:
    if event["kind"] == "vm":
        return "the program hangs: %s" % event.get("reason", "")
    places = event.get("backtrace")
    return "%s (%s:%d)" % (error_text(event), places[0][1], places[0][2]) if places else error_text(event)


def timeline(stimuli: list[Stimulus], events: list[Event], until_us: int) -> Verdict:
    """Entries that have waited in vain: what is expected not to happen after them would prove nothing."""
    verdict = Verdict(TIMELINE, 0, "that every entry of the timeline happens")
    faults = [event for event in events if event["kind"] == "fault"]
    late = [stimulus for stimulus in stimuli if not _take(faults, stimulus)]
    verdict.passed = not late
    if late:
        verdict.line = late[0].node.line
        verdict.seen = "; ".join("%s has not happened by the end" % _named(stimulus) for stimulus in late)
        verdict.near_us, verdict.device = until_us, late[0].device
    return verdict


def _take(faults: list[Event], stimulus: Stimulus) -> bool:
    """Whether it has happened; its event cannot be that of another one."""
    for number, event in enumerate(faults):
        own = {"do": stimulus.verb, "entry": stimulus.id, **told(stimulus.args)}
        whose = not stimulus.device or event["device"] in ("", stimulus.device)
        if whose and all(same(event.get(name, ""), value) for name, value in own.items()):
            del faults[number]
            return True
    return False


def _named(stimulus: Stimulus) -> str:
    shown = "'%s'" % stimulus.id if stimulus.id else stimulus.verb
    return "%s (line %d)" % (shown, stimulus.node.line)
