"""What a scenario expects: reading the entries of `expect`.

An entry has one window word (at, within, always, never, order) and one subject; without a window it covers
the whole run. `that` says what has to be true of what the subject finds.
"""

from __future__ import annotations

from impsim.scenario import fields as f
from impsim.scenario.documents import Document, Node
from impsim.scenario.match import matches
from impsim.scenario.sections import READERS, SECTIONS
from impsim.scenario.subjects import Probe
from impsim.scenario.windows import FINISH, START, Window, bound, bounds, identifier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.scenario.match import Match
    from impsim.scenario.subjects import Subject

WINDOWS = ("at", "within", "always", "never", "order")
# The expectations that every run has.
UNCAUGHT = "uncaught-errors"
TIMELINE = "timeline"


class Expectation:
    """subject: what it looks at; several, in turn, for `order`.  low, high: how often it may be found, high None: any.

    named: whether the file gives the id.
    """

    def __init__(self, id: str, node: Node, window: Window, subjects: list[Subject], given: dict[str, Any]) -> None:
        self.id = id
        self.node = node
        self.window = window
        self.subjects = subjects
        self.that: list[Match] = given.get("that") or []
        times: Optional[tuple[int, Optional[int]]] = given.get("times")
        self.low, self.high = times or (1, None)
        self.counts = times is not None

    @property
    def refs(self) -> list[str]:
        """The ids on which it depends."""
        return [*self.window.refs, *(ref for match in self.that for ref in match.refs)]


@f.reading(anyOf=[{"type": "string"}, {"type": "integer"}])
def _times(document: Document, node: Node) -> Optional[tuple[int, Optional[int]]]:
    """`2`, `2..5` or `2..`"""
    low, dots, high = node.text.partition("..")
    if node.kind == "scalar" and low.isdecimal() and (high.isdecimal() or not high):
        least, most = int(low), int(high) if high else None if dots else int(low)
        if most is None or least <= most:
            return least, most
    document.wrong(node, "how often? a number like 1, or 2..5", "1.. is once or more, 0 never")
    return None


@f.reading(type="array", minItems=2, items={"type": "object"})
def _order(document: Document, node: Node) -> list[Subject]:
    """Subjects that happen one after the other; a bare {device, contains} is a log line."""
    if node.kind != "list" or len(node.list) < 2:
        document.wrong(node, "a list of two or more expected", "order: [{contains: lost}, {contains: back}]")
        return []
    return [subject for below in node.list for subject in _step(document, below)]


def _step(document: Document, node: Node) -> list[Subject]:
    kinds = [name for name in node.map if name in READERS]
    if len(kinds) != 1 or len(node.map) != 1:
        subject = READERS["log"](document, node)
    else:
        subject = READERS[kinds[0]](document, node.map[kinds[0]])
    if subject is not None and subject.lasts:
        document.wrong(node, "this lasts: only what happens has an order")
    return [] if subject is None else [subject]


ENTRY: f.Section = {
    "id": ("id", identifier),
    "about": ("about", f.text(4096)),
    "at": ("at", bound),
    **{word: (word, bounds) for word in ("within", "always", "never")},
    "order": ("order", _order),
    **{kind: (kind, reader) for kind, reader in READERS.items()},
    "that": ("that", matches),
    "times": ("times", _times),
}
SCHEMA: f.Schema = {"type": "array", "items": f.table_schema(ENTRY)}


def ids(node: Node) -> list[str]:
    """Of the entries of a list, before they are read."""
    return [_id(below, number) for number, below in enumerate(node.list, 1)]


def _id(node: Node, number: int) -> str:
    return node.map["id"].text if "id" in node.map else "#%d" % number


def expectations(document: Document, nodes: list[Node]) -> list[Expectation]:
    """The entries of all of these lists, numbered through."""
    found: list[Expectation] = []
    entries = [below for node in nodes for below in node.list]
    for node in nodes:
        if node.kind != "list":
            document.wrong(node, "a list of expectations expected", "- log: online")
    for number, below in enumerate(entries, 1):
        name = _id(below, number)
        if any(other.id == name for other in found):
            document.wrong(below.map["id"], "the id '%s' stands here twice" % name)
        expectation = _expectation(document, below, name)
        if expectation is not None:
            found.append(expectation)
    _check_cycles(document, found)
    return found


def _expectation(document: Document, node: Node, name: str) -> Optional[Expectation]:
    given = f.members(document, node, ENTRY)
    words = [word for word in WINDOWS if word in node.map]
    kinds = [kind for kind in READERS if kind in node.map]
    if len(words) > 1:
        document.problem("a second window: there is a '%s' already" % words[0], *_second(node, words))
    if len(kinds) > 1 or (kinds and "order" in words):
        document.problem(
            "a second subject: one expected", *_second(node, [*kinds, *(w for w in words if w == "order")])
        )
    if set(node.map) <= set(ENTRY) and node.kind == "map" and not kinds and "order" not in words:
        known = ", ".join([*SECTIONS, "event", "order"])
        document.wrong(node, "what is expected? one of %s is missing" % known, "- log: online")
    if len(words) > 1 or len(kinds) + ("order" in words) != 1:
        return None
    subjects = (given.get("order") or []) if words == ["order"] else [given[kinds[0]]]
    if not subjects or None in subjects or any(word in given and given[word] is None for word in words):
        return None
    expectation = Expectation(name, node, _window(words, given, subjects[0]), subjects, given)
    _check_sense(document, expectation, given)
    return expectation


def _second(node: Node, names: list[str]) -> tuple[int, int]:
    return sorted(node.keys[name] for name in names)[1]


DEFAULT = {"memory": "always", "energy": "at"}  # what a limit means that is not said to be of a time


def _window(words: list[str], given: dict[str, Any], subject: Subject) -> Window:
    """The whole run, where there is none; a budget of energy is that of the whole run."""
    word = words[0] if words else DEFAULT.get(subject.kind, "within")
    if word == "at":
        t = given.get("at", FINISH)
        return Window(word, t, t)
    return Window(word, *(given[word] if words and word != "order" else (START, FINISH)))


def _check_any_line(document: Document, node: Node, given: dict[str, Any]) -> None:
    if "that" not in given and "times" not in given:
        document.wrong(node, "any line would do: what should it be?", "log: online")


EXAMPLES = {
    "part": "{path: state.closed, equals: true}",
    "pin": "{path: level, equals: 1}",
}  # of `that`, which they need


def _check_sense(document: Document, expectation: Expectation, given: dict[str, Any]) -> None:
    """Notes combinations that could not fail, or mean nothing."""
    _check_word(document, expectation)
    node, word, subject = expectation.node, expectation.window.word, expectation.subjects[0]
    if expectation.counts and (word in ("never", "order") or subject.lasts):
        document.problem("'times' counts what happens in a window", *node.keys["times"])
    if subject.kind == "log" and set(subject.given) == {"device"} and word in ("within", "order"):
        _check_any_line(document, subject.node, given)
    if subject.kind in EXAMPLES and "that" not in given:
        document.wrong(subject.node, "what about it? 'that' is missing", "that: " + EXAMPLES[subject.kind])
    if "that" in given and (word == "order" or subject.kind in ("state", "memory", "energy")):
        document.problem("'that' has nothing to look at here", *node.keys["that"])


def _check_word(document: Document, expectation: Expectation) -> None:
    """Notes a window that does not suit what is looked at."""
    node, word, subject = expectation.node, expectation.window.word, expectation.subjects[0]
    if word == "always" and not subject.lasts and not expectation.that:
        document.problem("always needs 'that', or something that lasts: state, probe", *node.keys["always"])
    if word == "at" and not subject.lasts:
        document.problem("'at' is for what lasts; this happens", *node.keys["at"], "within: [9s, 11s]")
    if word == "within" and subject.kind == "energy" and "less_than" in subject.given:
        document.problem("energy only grows: a budget is for 'at' or 'always'", *node.keys["within"])


def _check_cycles(document: Document, found: list[Expectation]) -> None:
    by_id = {expectation.id: expectation for expectation in found}
    for expectation in found:
        reached = list(expectation.refs)
        for name in reached:
            reached += [ref for ref in (by_id[name].refs if name in by_id else ()) if ref not in reached]
        if expectation.id in reached:
            document.wrong(expectation.node, "'%s' depends on itself" % expectation.id)


def is_probe(subject: Subject) -> bool:
    """Whether it has to be evaluated in the device."""
    return isinstance(subject, Probe)
