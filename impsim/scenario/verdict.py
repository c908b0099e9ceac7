"""Verdicts: what a trace says about what was expected.

Everything is judged on the recorded trace, after the run: the order of entries does not matter, nothing falls between
two checks, and a trace can be judged again when expectations have changed.
"""

from __future__ import annotations

from impsim.scenario.expect import is_probe
from impsim.scenario.subjects import Sample
from impsim.scenario.windows import BACKWARDS, END, seconds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.scenario.expect import Expectation
    from impsim.scenario.subjects import Event, Subject

MOST_LISTED = 5


class Verdict:
    """t_us: when it was first so, None if it never was.  seen: what was found.  nearest: what came closest, and
    how far from it.  near_us: where to look in the trace.  line: of the file.
    """

    def __init__(self, id: str, line: int, expected: str) -> None:
        self.id = id
        self.line = line
        self.expected = expected
        self.passed = False
        self.t_us: Optional[int] = None
        self.value: Any = None
        self.seen = ""
        self.nearest = ""
        self.near_us = 0
        self.device = ""


class Judge:
    """events: of the trace, without its header.  until_us: its end."""

    def __init__(self, expectations: list[Expectation], events: list[Event], until_us: int) -> None:
        self._expectations = {expectation.id: expectation for expectation in expectations}
        self._events = events
        self._until_us = until_us
        self._moments = {event["entry"]: event["t_us"] for event in reversed(events) if "entry" in event}
        self._verdicts: dict[str, Verdict] = {}
        self._places = {id(event): number for number, event in enumerate(events)}

    def get(self, name: str) -> Optional[int]:
        """When something was: an entry of the timeline, an expectation, the end."""
        if name == END:
            return self._until_us
        if name in self._expectations:
            return self.verdict(name).t_us
        return self._moments.get(name)

    def verdicts(self) -> list[Verdict]:
        """One for each expectation."""
        return [self.verdict(name) for name in self._expectations]

    def verdict(self, name: str) -> Verdict:
        if name not in self._verdicts:
            self._verdicts[name] = self._judged(self._expectations[name])
        return self._verdicts[name]

    def _judged(self, expectation: Expectation) -> Verdict:
        verdict = Verdict(expectation.id, expectation.node.line, described(expectation, self))
        verdict.device = expectation.subjects[0].device
        window = self.window(expectation)
        verdict.seen = self._no_window(expectation)
        if window is None or verdict.seen:
            verdict.near_us = self._until_us
        else:
            JUDGES[expectation.window.word](self, expectation, window, verdict)
        return verdict

    def window(self, expectation: Expectation) -> Optional[tuple[int, int]]:
        """From when to when it looks; None when that depends on what has not happened."""
        return expectation.window.us(self)  # type: ignore[arg-type]

    def _no_window(self, expectation: Expectation) -> str:
        """Why there is nothing to look at, "" when there is: nothing would prove nothing."""
        window, word = self.window(expectation), expectation.window.word
        if window is None:
            missing = [name for name in expectation.window.refs if self.get(name) is None]
            return "'%s' has not happened" % "', '".join(missing)
        if window[0] > window[1]:
            return BACKWARDS
        if window[1] > self._until_us and word in ("always", "never"):
            return "the run ends at %s, before this window does" % seconds(self._until_us)
        return ""

    # Samples

    def inside(self, subject: Subject, window: tuple[int, int]) -> list[Sample]:
        """What happens in a window, or the values that something lasting has in it."""
        found = subject.samples(self._events, self._until_us)
        first_us, last_us = window
        if subject.lasts:
            before = [sample for sample in found if sample.t_us <= first_us][-1:]
            return before + [sample for sample in found if first_us < sample.t_us <= last_us]
        return [sample for sample in found if first_us <= sample.t_us <= last_us]

    def misses(self, expectation: Expectation, sample: Sample) -> list[str]:
        """What a sample lacks of what is expected."""
        if sample.gone:
            return [sample.gone]
        if not expectation.that:
            return expectation.subjects[0].misses(sample.value)
        values = {ref: self.verdict(ref).value for match in expectation.that for ref in match.refs if self._has(ref)}
        return [miss for match in expectation.that for miss in match.misses(sample.value, values)]

    def _has(self, ref: str) -> bool:
        return self.get(ref) is not None

    # The words

    def within(self, expectation: Expectation, window: tuple[int, int], verdict: Verdict) -> None:
        good = [
            sample for sample in self.inside(expectation.subjects[0], window) if not self.misses(expectation, sample)
        ]
        low, high = expectation.low, expectation.high
        verdict.passed = low <= len(good) and (high is None or len(good) <= high)
        if good:
            verdict.t_us, verdict.value = max(good[0].t_us, window[0]), good[0].value
            verdict.seen = "%d: %s" % (len(good), _listed(good))
            verdict.near_us = good[-1].t_us
        if not verdict.passed:
            self._tell_nearest(expectation, window, verdict)

    def at(self, expectation: Expectation, window: tuple[int, int], verdict: Verdict) -> None:
        inside = self.inside(expectation.subjects[0], window)
        last = inside[-1] if inside else None
        verdict.passed = last is not None and not self.misses(expectation, last)
        verdict.near_us = window[0]
        if last is not None:
            verdict.seen = last.text
        if last is not None and verdict.passed:
            verdict.t_us, verdict.value = window[0], last.value
        else:
            self._tell_nearest(expectation, window, verdict)

    def always(self, expectation: Expectation, window: tuple[int, int], verdict: Verdict) -> None:
        inside = [sample for sample in self.inside(expectation.subjects[0], window) if not _is_silent(sample)]
        bad = [sample for sample in inside if self.misses(expectation, sample)]
        verdict.passed = bool(inside) and not bad
        if not inside:
            verdict.seen, verdict.near_us = "nothing of the kind", window[1]
        elif bad:
            verdict.seen = "%s, since %s" % ("; ".join(self.misses(expectation, bad[0])), seconds(bad[0].t_us))
            verdict.nearest = "%d of %d were not so: %s" % (len(bad), len(inside), _listed(bad))
            verdict.near_us = max(bad[0].t_us, window[0])
        else:
            verdict.t_us, verdict.value = window[0], inside[0].value

    def never(self, expectation: Expectation, window: tuple[int, int], verdict: Verdict) -> None:
        inside = self.inside(expectation.subjects[0], window)
        found = [sample for sample in inside if not self.misses(expectation, sample)]
        blind = _blind(inside) if is_probe(expectation.subjects[0]) else ""
        verdict.passed = not (found or blind)
        if blind and not found:
            verdict.seen, verdict.near_us = blind, window[0]
        elif found:
            verdict.seen = "%d: %s" % (len(found), _listed(found))
            verdict.near_us = max(found[0].t_us, window[0])
        else:
            verdict.t_us = window[1]

    def order(self, expectation: Expectation, window: tuple[int, int], verdict: Verdict) -> None:
        before_us, index = 0, -1
        steps: list[str] = []
        for number, subject in enumerate(expectation.subjects, 1):
            samples = subject.samples(self._events, self._until_us)
            later = [sample for sample in samples if self._index(sample) > index]
            if not later:
                verdict.seen = "; ".join(steps) or "nothing of it"
                self._tell_missing_step(subject, number, samples, before_us, verdict)
                return
            index, before_us = self._index(later[0]), later[0].t_us
            steps.append("%d. at %s" % (number, seconds(before_us)))
        verdict.passed = True
        verdict.t_us = before_us

    def _index(self, sample: Sample) -> int:
        """Where its event stands in the trace: several happen at the same time."""
        return self._places.get(id(sample.event), -1)

    def _tell_missing_step(
        self, subject: Subject, number: int, samples: list[Sample], before_us: int, verdict: Verdict
    ) -> None:
        verdict.near_us = before_us
        if samples:
            early = samples[-1]
            verdict.nearest = "step %d, too early: %s at %s" % (number, early.text, seconds(early.t_us))
        else:
            near = subject.near(self._events)
            verdict.nearest = "step %d, %s, never: %s" % (number, subject, _nearest_text(near))

    # What came closest

    def _tell_nearest(self, expectation: Expectation, window: tuple[int, int], verdict: Verdict) -> None:
        if verdict.t_us is not None:
            return  # the wrong number of them
        verdict.near_us = window[1]
        subject = expectation.subjects[0]
        samples = [sample for sample in subject.samples(self._events, self._until_us) if not _is_silent(sample)]
        outside = [sample for sample in samples if not self.misses(expectation, sample)]
        inside = [sample for sample in self.inside(subject, window) if not _is_silent(sample)]
        verdict.seen = verdict.seen or (_listed(inside) if inside else "nothing of the kind")
        if outside:
            closest = min(outside, key=lambda sample: _distance_us(sample, window))
            verdict.near_us = closest.t_us
            verdict.nearest = "%s, %s" % (closest.text, _away(closest, window))
        elif inside or samples:
            best = min(
                inside or samples,
                key=lambda sample: (len(self.misses(expectation, sample)), _distance_us(sample, window)),
            )
            verdict.near_us = best.t_us
            verdict.nearest = "at %s: %s" % (seconds(best.t_us), "; ".join(self.misses(expectation, best)))
            if not inside:
                verdict.nearest += ", %s" % _away(best, window)
        else:
            near = subject.near(self._events)
            verdict.nearest = _nearest_text(near)
            verdict.near_us = near[0].t_us if near else window[1]


JUDGES = {
    "within": Judge.within,
    "at": Judge.at,
    "always": Judge.always,
    "never": Judge.never,
    "order": Judge.order,
}


def described(expectation: Expectation, judge: Any) -> str:
    """What is expected, in one line."""
    window = expectation.window.shown(judge)
    what = ", then ".join(map(str, expectation.subjects))
    that = " with " + " and ".join(map(str, expectation.that)) if expectation.that else ""
    return "%s: %s%s%s" % (window, what, that, _often(expectation))


def _often(expectation: Expectation) -> str:
    low, high = expectation.low, expectation.high
    if not expectation.counts:
        return ""
    if high is None:
        return ", %d times or more" % low
    return ", %d times" % low if low == high else ", %d to %d times" % (low, high)


def _blind(samples: list[Sample]) -> str:
    """Why nobody knows what a probe would have said, "" when somebody does."""
    threw = next((sample for sample in samples if sample.gone and not _is_silent(sample)), None)
    if threw is not None:
        return "%s, at %s" % (threw.gone, seconds(threw.t_us))
    return "" if any(not sample.gone for sample in samples) else "there was nobody to ask"


def _is_silent(sample: Sample) -> bool:
    """Whether there was nobody to ask."""
    return bool(sample.gone) and "none" in (sample.event or {})


def _listed(samples: list[Sample]) -> str:
    shown = ["%s at %s" % (sample.text, seconds(sample.t_us)) for sample in samples[:MOST_LISTED]]
    more = len(samples) - MOST_LISTED
    return "; ".join(shown) + (" ... and %d more" % more if more > 0 else "")


def _nearest_text(near: list[Sample]) -> str:
    return "%s at %s" % (near[0].text, seconds(near[0].t_us)) if near else "nothing like it"


def _distance_us(sample: Sample, window: tuple[int, int]) -> int:
    return max(window[0] - sample.t_us, sample.t_us - window[1], 0)


def _away(sample: Sample, window: tuple[int, int]) -> str:
    t_us, (first_us, last_us) = sample.t_us, window
    if t_us < first_us:
        return "at %s, %s too early" % (seconds(t_us), seconds(first_us - t_us))
    if t_us > last_us:
        return "at %s, %s too late" % (seconds(t_us), seconds(t_us - last_us))
    return "at %s" % seconds(t_us)
