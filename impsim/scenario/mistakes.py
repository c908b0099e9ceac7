"""The mistakes of all tests of a file: one that only a case or a row of the matrix makes is told with its name."""

from __future__ import annotations

from impsim.scenario.cases import BASE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from impsim.errors import Diagnostic
    from impsim.scenario.cases import Variant
    from impsim.scenario.documents import Node

    Place = tuple[int, int]


class Mistakes:
    """Those of the tests that a file makes.  variants: all of them."""

    def __init__(self, node: Node, variants: list[Variant]) -> None:
        self._variants = variants
        self._own = {place for name in ("cases", "matrix") if name in node.map for place in places(node.map[name])}
        self._found: dict[tuple[int, int, str], tuple[Diagnostic, list[Variant]]] = {}

    def add(self, variant: Variant, problems: list[Diagnostic]) -> None:
        """What is wrong with one test."""
        for problem in problems:
            key = problem.line, problem.column, problem.message
            self._found.setdefault(key, (problem, []))[1].append(variant)

    def told(self) -> list[Diagnostic]:
        """Each once."""
        for problem, having in self._found.values():
            problem.message = self._prefix(problem, having) + problem.message
            problem.args = (problem.message,)
        return [problem for problem, _ in self._found.values()]

    def _prefix(self, problem: Diagnostic, having: list[Variant]) -> str:
        """Whose mistake it is, where its place does not tell."""
        if (problem.line, problem.column) in self._own or self._has_whole(BASE, having):
            return ""
        first = having[0]
        return "in case '%s': " % (first.case if self._has_whole(first.case, having) else first.name)

    def _has_whole(self, case: str, having: list[Variant]) -> bool:
        """Whether every row of the matrix makes it in this case."""
        return all(variant in having for variant in self._variants if variant.case == case)


def places(node: Node) -> Iterator[Place]:
    """Of a node and all that lies below it."""
    yield node.line, node.column
    yield from node.keys.values()
    for below in [*node.map.values(), *node.list]:
        yield from places(below)
