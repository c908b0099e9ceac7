"""Which tests are wanted, by their ids and tags: `-k "roaming and not (slow or imp001)"`.

A word is wanted where it occurs, whatever its case. `not` binds closest, then `and`, then `or`; quotes make a word of
what has spaces, parentheses or is itself `and`. The expression becomes a list in postfix order (Dijkstra's shunting
yard), so that no depth of parentheses meets a limit of recursion.
"""

from __future__ import annotations

import re

from impsim.errors import Diagnostic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import NoReturn

TOKEN = re.compile(
    r"""\s*(?:(?P<open>\()|(?P<close>\))|"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s()"']+))"""
)
BINDING = {"or": 1, "and": 2, "not": 3}
OPEN = "("


class Selection:
    """An expression; call it with an id and tags. Raises Diagnostic when it is none."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.steps = _postfix(text)

    def __call__(self, id: str, *tags: str) -> bool:
        found, stack = "\n".join((id, *tags)).lower(), [False]
        for kind, word in self.steps:
            if kind == "word":
                stack.append(word in found)
            elif kind == "not":
                stack[-1] = not stack[-1]
            else:
                right, left = stack.pop(), stack.pop()
                stack.append(left and right if kind == "and" else left or right)
        return stack[-1]


class Named:
    """Wants what one id names: the test itself, what is below it (`::method`) and its variants (`[...]`)."""

    def __init__(self, id: str) -> None:
        self.id = id

    def __call__(self, id: str, *tags: str) -> bool:
        return id == self.id or id.startswith((self.id + "::", self.id + "["))


def _postfix(text: str) -> list[tuple[str, str]]:
    """Words and operators, each operator behind what it is about."""
    steps: list[tuple[str, str]] = []
    waiting: list[tuple[str, int]] = []  # operators and parentheses whose end has not come, and where they stand
    operand = True  # whether one is expected

    def settle(binding: int) -> None:
        while waiting and BINDING.get(waiting[-1][0], 0) >= binding:
            steps.append((waiting.pop()[0], ""))

    for kind, word, at in _tokens(text):
        if operand != (kind in ("word", "not", OPEN)):
            _expected(text, at, operand, word)
        if kind == "word":
            steps.append((kind, word.lower()))
        elif kind in ("and", "or"):
            settle(BINDING[kind])
            waiting.append((kind, at))
        elif kind == ")":
            settle(1)
            if not waiting:
                _refuse(text, at, "there is no '(' for this ')'")
            waiting.pop()
        else:
            waiting.append((kind, at))
        operand = kind not in ("word", ")")
    if operand:
        _expected(text, len(text), operand, "")
    settle(1)
    if waiting:
        _refuse(text, waiting[-1][1], "this '(' is not closed")
    return steps


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """(kind, as written, offset) of each; a word's kind is `word`."""
    at, end = 0, len(text.rstrip())
    while at < end:
        found = TOKEN.match(text, at)
        if found is None:
            at = len(text) - len(text[at:].lstrip())
            _refuse(text, at, "this quote is not closed")
        kind = str(found.lastgroup)
        word = found[kind]
        begin = found.start(kind) - (kind in ("double", "single"))
        if kind in ("open", "close") or (kind == "bare" and word in BINDING):
            yield word, word, begin
        else:
            yield "word", word, begin
        at = found.end()


def _expected(text: str, at: int, operand: bool, found: str) -> NoReturn:
    what = "a part of a test's name" if operand else "'and' or 'or'"
    _refuse(text, at, "%s expected%s" % (what, ", not '%s'" % found if found else " at the end"))


def _refuse(text: str, at: int, message: str) -> NoReturn:
    hint = "write it like -k 'roaming and not (slow or imp001)'"
    raise Diagnostic(message, "-k", 1, at + 1, text, hint, code="selection")
