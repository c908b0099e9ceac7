"""Proof that lessons are solvable and have teeth: solutions pass with every seed, all else fails with every seed."""

from __future__ import annotations

from impsim.lessons.checking import check

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from impsim.lessons.lesson import Files, Lesson
    from impsim.lessons.result import Result


def problems(lesson: Lesson, seeds: list[int]) -> Iterator[str]:
    """What is wrong with a lesson, in lines. Raises Diagnostic for what cannot be run at all."""
    yield from _wrong(lesson, "the solution", lesson.solution, seeds, passes=True)
    yield from _wrong(lesson, "the starting program", lesson.start, seeds, passes=False)
    for name, files in lesson.naive.items():
        yield from _wrong(lesson, "naive/" + name, files, seeds, passes=False)


def _wrong(lesson: Lesson, what: str, files: Files, seeds: list[int], passes: bool) -> Iterator[str]:
    for seed in seeds:
        result = check(lesson, files, seed)
        if result.passed != passes:
            told = "passes" if result.passed else "fails: " + _why(result)
            yield "%s %s (seed %d)" % (what, told, seed)
            return


def _why(result: Result) -> str:
    if result.problem is not None:
        return result.message
    return "; ".join("%s %s" % (one.name, one.message) for one in result.outcomes if not one.passed)
