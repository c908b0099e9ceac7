"""Source text to syntax tree.

`parse` drives the tables of squirrel.lark (see grammar.py) with the tokens of lexer.py
in one loop, which is also where the end of a statement is decided: it depends on the
state of the parser, so no filter between lexer and parser could do it.

Linking turns the numbered tables into a graph of dicts, one per state, in the form the
loop likes best:
  state[kind]  the next state, a dict; or a Leaf where the token alone makes a node, which
               saves a step for every name and literal
  state[LEFT]  rule to reduce by where nothing fits
  state[<x>]   where to go after a phrase x: a memo from the kind of the waiting token to
               (state, action), behind all the rules that would only pass x on

The loop never recurses, so nesting is limited by memory only.
"""

from __future__ import annotations

import gc

from impsim.errors import located
from impsim.squirrel import lexer, nodes, parser_actions
from impsim.squirrel.grammar import SECOND_READING, Tables, tables
from impsim.squirrel.operators import is_plain_target
from impsim.squirrel.parser_errors import EXPONENT, NEWLINE_INDEX, OPEN_ENDED, SyntaxProblem, advise, explain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    State = dict[Any, Any]

__all__ = ["is_plain_target", "parse", "tokens", "unfinished"]
tokens = lexer.tokens


def parse(source: str, path: str = "") -> nodes.Block:
    """The tree of a whole source text (one character per byte). Raises Diagnostic, code "syntax"."""
    source = lexer.visible(source)
    collecting = gc.isenabled()
    gc.disable()  # a tree is all new objects and no garbage: collections in between would only walk it
    try:
        return _machine().run(source)
    except SyntaxProblem as problem:
        raise located(problem.message, source, problem.offset, path, problem.hint, "syntax") from None
    finally:
        if collecting:
            gc.enable()


def unfinished(source: str) -> bool:
    """Whether a source does not parse only because it ends too early: somebody who types may go on."""
    source = lexer.visible(source)
    try:
        _machine().run(source)
    except SyntaxProblem as problem:
        return _at_end(problem, source)
    return False


def _at_end(problem: SyntaxProblem, source: str) -> bool:
    if source.startswith("/*", problem.offset) or (problem.offset and source[problem.offset - 1] == "@"):
        return problem.message in OPEN_ENDED
    return problem.offset >= len(source) and problem.message != EXPONENT


_linked: Optional[_Machine] = None


def _machine() -> _Machine:
    global _linked
    if _linked is None:
        _linked = _Machine(tables())
    return _linked


# The tables, linked --------------------------------------------------------------------------------------------

_LEAVES: dict[str, Any] = {  # actions of rules that are one token: called with its offset, its end and its value
    "name": nodes.Name,
    "literal": nodes.Literal,
    "null": lambda offset, end, value: nodes.Literal(offset, end, None),
    "true": lambda offset, end, value: nodes.Literal(offset, end, True),
    "false": lambda offset, end, value: nodes.Literal(offset, end, False),
    "this": lambda offset, end, value: nodes.This(offset, end),
    "base": lambda offset, end, value: nodes.Base(offset, end),
}
_LEFT = None  # the key of a state's rule
_LINE_MATTERS = frozenset(("++", "--", "return", "yield"))
_NO_VALUE = frozenset((";", "}", ""))  # what ends a return without a value, besides a newline


def _link(source: Tables) -> list[State]:
    states: list[State] = [{} for _ in source.shifts]
    for number, state in enumerate(states):
        if source.defaults[number] >= 0:
            length, left, action = source.rules[source.defaults[number]]
            state[_LEFT] = length, "<%s>" % left, getattr(parser_actions, action) if action else None
        for left, target in source.gotos[number].items():
            state["<%s>" % left] = {_LEFT: states[target]}
        for kind, target in source.shifts[number].items():
            state[kind] = _shift(source, states, number, target)
    return states


def _shift(source: Tables, states: list[State], number: int, target: int) -> Any:
    """The action that takes state `number` to `target`, or past it where all that `target` does is reduce."""
    while not source.shifts[target] and source.defaults[target] >= 0:
        length, left, action = source.rules[source.defaults[target]]
        if length != 1 or (action and action not in _LEAVES):
            break
        target = source.gotos[number][left]
        if action:
            return _LEAVES[action], states[target]
    return states[target]


def _after(below: State, left: str, kind: str) -> tuple[State, Any]:
    """State and action for a waiting token after a phrase `left` was recognized on top of `below`."""
    while True:
        state = below[left][_LEFT]
        rule = state.get(_LEFT)
        if kind in state or SECOND_READING.get(kind, lexer.UNKNOWN) in state:
            return state, state.get(kind)
        if rule is None or rule[0] != 1 or rule[2] is not None:
            return state, None
        left = rule[1]


class _Machine:
    """The automaton, ready to run."""

    def __init__(self, source: Tables) -> None:
        states = _link(source)
        self.start = states[0]
        self.words = {word: (word, word) for word in source.words}
        self.words.update({"[": ("INDEX", "["), "": ("", "")})

    def run(self, source: str) -> nodes.Block:
        """Parse. Raises SyntaxProblem."""
        known: dict[str, tuple[str, Any]] = dict(self.words)
        state = self.start
        states: list[State] = [state]
        values: list[Any] = [None]
        end, previous, bare = 0, "", False
        for gap, text in lexer.scan(source):
            offset = end + len(gap)
            found = known.get(text)
            if found is None:
                found = known[text] = lexer.classify(text, source, offset)
            kind, value = found
            if bare and ends_without_value(text, gap):
                state = state["VOID"]
                states.append(state)
                values.append(None)
            bare = False
            if kind in _LINE_MATTERS:
                if kind in ("return", "yield"):
                    bare = True
                elif lexer.newline_in(gap):
                    kind = "PREFIX"
            action = state.get(kind)
            while action is None:
                second = SECOND_READING.get(kind, lexer.UNKNOWN)
                rule = state.get(_LEFT)
                if second in state and second != "ELSE_SEMICOLON":
                    kind, action = second, state[second]
                elif rule is not None:
                    length, left, build = rule
                    if length != 1:
                        children = values[len(values) - length :]
                        del values[len(values) - length :], states[len(states) - length :]
                        values.append(build(children, end))
                    else:
                        if build is not None:
                            values[-1] = build(values[-1:], end)
                        del states[-1]
                    below = states[-1]
                    step = below[left].get(kind)
                    if step is None:
                        step = below[left][kind] = _after(below, left, kind)
                    state, action = step
                    states.append(state)
                else:
                    ending = supplied(state, text, gap, previous)
                    if not ending:
                        raise _problem(states, text, offset, previous, source)
                    action = state[ending]
                    if ending != "ELSE_SEMICOLON":
                        state = action
                        states.append(state)
                        values.append(None)
                        action = state.get(kind)
            if kind == "INDEX" and lexer.newline_in(gap):
                raise SyntaxProblem(NEWLINE_INDEX, offset, advise(NEWLINE_INDEX, text, previous, [], source))
            if action.__class__ is dict:
                state = action
                values.append((offset, value))
            else:
                make, state = action
                values.append(make(offset, offset + len(text), value))
            states.append(state)
            end = offset + len(text)
            previous = text
        return values[1]  # type: ignore[no-any-return]


def ends_without_value(text: str, gap: str) -> bool:
    """Whether a return or yield before this token has no value."""
    return text in _NO_VALUE or lexer.newline_in(gap)


def supplied(state: State, text: str, gap: str, previous: str) -> str:
    """What ends the statement before a refused token, or "" where nothing may.

    The three kinds have the reference's three tests: a "}" or ";" just before is enough for EOS, "}" for EOE,
    neither for EOI. It leaves a ";" on the line of the "}" of an else-branch alone.
    """
    newline = lexer.newline_in(gap)
    if text == ";" and "ELSE_SEMICOLON" in state:
        return "EOE" if previous == "}" and not newline else "ELSE_SEMICOLON"
    ended = newline or text in ("}", "")
    if "EOS" in state and (ended or previous in ("}", ";")):
        return "EOS"
    if "EOE" in state and (ended or previous == "}"):
        return "EOE"
    return "EOI" if "EOI" in state and ended else ""


def _problem(states: list[State], text: str, offset: int, previous: str, source: str) -> SyntaxProblem:
    message = explain(states[-1], states[-2] if len(states) > 1 else {}, previous, text)
    opened = lexer.opened_brackets(source, offset)
    return SyntaxProblem(message, offset, advise(message, text, previous, opened, source))
