"""From squirrel.lark to the parse tables in _grammar_tables.py, and from there to the parser.

lark analyses the grammar; it is needed for nothing else, so an installed impsim
parses without it. The tables are committed. They hold the hash of the grammar they
were made from: in a checkout whose grammar has changed since, `tables` rebuilds them
(and `python -m impsim.squirrel.grammar` does so on request).

The tables are smaller than lark's. `build` asserts that no state chooses between two
reductions, so a state needs no lookahead to reduce: it shifts what it can shift and
otherwise reduces by its one rule. Errors come out better for it: by the time a token
is refused all phrases before it are complete, exactly as in the reference's recursive
descent, and what the state can shift is what the reference would have expected.
"""

from __future__ import annotations

import os

from impsim.squirrel.cache import digest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

HERE = os.path.dirname(os.path.abspath(__file__))
GRAMMAR = os.path.join(HERE, "squirrel.lark")
MODULE = os.path.join(HERE, "_grammar_tables.py")

SYNTHETIC = frozenset(("EOS", "EOI", "EOE", "VOID"))  # what the driver supplies; see squirrel.lark
SECOND_READING = {  # kind of token -> the kind it may also be, tried where the first is refused
    "{": "TABLE",
    "INDEX": "[",
    "function": "FUNCTION_VALUE",
    "class": "CLASS_VALUE",
    "constructor": "NAME",
    ";": "ELSE_SEMICOLON",
}


class Tables:
    """An LALR(1) automaton; states and rules are numbered from 0, state 0 is the start.

    fingerprint: the hash of the grammar it was made from.
    rules: (number of children, left side, action name or "" to pass the child on).
    shifts: per state, kind of token -> next state. A keyword or sign is its own kind,
    "" is the end of the source, upper-case kinds are those of squirrel.lark.
    defaults: per state, the rule to reduce by when nothing can be shifted, or -1.
    gotos: per state, left side -> next state.
    words: all keywords and signs.
    """

    __slots__ = ("defaults", "fingerprint", "gotos", "rules", "shifts", "words")

    def __init__(
        self,
        fingerprint: str,
        rules: list[tuple[int, str, str]],
        shifts: list[dict[str, int]],
        defaults: list[int],
        gotos: list[dict[str, int]],
    ) -> None:
        self.fingerprint = fingerprint
        self.rules = rules
        self.shifts = shifts
        self.defaults = defaults
        self.gotos = gotos
        self.words = frozenset(kind for shift in shifts for kind in shift if kind and not kind.isupper())


_in_use: Optional[Tables] = None


def tables() -> Tables:
    """The tables of squirrel.lark as it is now; the committed ones where it cannot be read or lark is missing."""
    global _in_use
    if _in_use is None:
        _in_use = _up_to_date(_committed(), _grammar_text())
    return _in_use


def _up_to_date(committed: Optional[Tables], text: Optional[str]) -> Tables:
    if committed is not None and (text is None or fingerprint(text) == committed.fingerprint):
        return committed
    try:
        built = build(text or "")
    except ImportError:
        if committed is None:
            raise
        return committed
    _write(built)
    return built


def _committed() -> Optional[Tables]:
    try:
        from impsim.squirrel import _grammar_tables as module
    except ImportError:
        return None
    return Tables(module.GRAMMAR_HASH, module.RULES, module.SHIFTS, module.DEFAULTS, module.GOTOS)


def _grammar_text() -> Optional[str]:
    try:
        with open(GRAMMAR, encoding="utf-8") as file:
            return file.read()
    except OSError:
        return None


def fingerprint(text: str) -> str:
    """The hash by which tables know their grammar."""
    return digest(text.encode()).hex()


# Building ------------------------------------------------------------------------------------------------------


def build(text: str) -> Tables:
    """Analyse a grammar with lark. Raises ImportError without lark, AssertionError where an invariant fails."""
    start, states = _analyse(text)
    order = _numbering(start, states)
    rules = sorted({rule for _, _, reductions in states.values() for rule in reductions.values()})
    shifts, defaults, gotos = [], [], []
    for state in order:
        shift, goto, reductions = states[state]
        _check(shift, reductions)
        shifts.append({kind: order[target] for kind, target in sorted(shift.items())})
        gotos.append({left: order[target] for left, target in sorted(goto.items())})
        defaults.append(rules.index(next(iter(reductions.values()))) if reductions else -1)
    _check_actions(rules)
    return Tables(fingerprint(text), rules, shifts, defaults, gotos)


def _analyse(text: str) -> tuple[Any, dict[Any, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]]:
    """lark's automaton: the start state, and per state its shifts, gotos and reductions (lookahead -> rule)."""
    from lark.parsers.lalr_analysis import Shift

    lark = analyser(text)
    table = lark.parser.parser._parse_table
    kinds = {terminal.name: kind_of(terminal) for terminal in lark.terminals}
    kinds["$END"] = ""
    lefts = {rule.origin.name for rule in lark.rules}
    states = {}
    for state, actions in table.states.items():
        shift, goto, reductions = {}, {}, {}
        for name, (action, argument) in actions.items():
            if action is not Shift:
                reductions[kinds.get(name, name)] = _rule(argument)
            elif name in lefts:
                goto[str(name)] = argument
            else:
                shift[kinds.get(name, name)] = argument
        states[state] = shift, goto, reductions
    end = table.end_states["start"]
    states[end][0][""] = end
    return table.start_states["start"], states


def _rule(rule: Any) -> tuple[int, str, str]:
    return len(rule.expansion), str(rule.origin.name), str(rule.alias or "")


def analyser(text: str, lexer: Any = None, debug: bool = False) -> Any:
    """A lark.Lark for the grammar; it can parse when given a lark lexer class, which only the tests do."""
    from lark import Lark
    from lark.lexer import Lexer

    class NoLexer(Lexer):  # type: ignore[misc,unused-ignore]
        def __init__(self, configuration: Any) -> None:
            pass

        def lex(self, state: Any, parser_state: Any) -> Any:
            return iter(())

    lexer = lexer or NoLexer
    return Lark(text, parser="lalr", lexer=lexer, keep_all_tokens=True, maybe_placeholders=False, debug=debug)


def kind_of(terminal: Any) -> str:
    """How the tables name a terminal: declared ones by name, all others by their text."""
    from lark.lexer import PatternStr

    return str(terminal.pattern.value if isinstance(terminal.pattern, PatternStr) else terminal.name)


def _numbering(start: Any, states: dict[Any, Any]) -> dict[Any, int]:
    """lark's state -> our number, in an order that depends on nothing but the grammar."""
    order = {start: 0}
    pending = [start]
    for state in pending:
        shift, goto, _ = states[state]
        for _, target in sorted(shift.items()) + sorted(goto.items()):
            if target not in order:
                order[target] = len(order)
                pending.append(target)
    return order


def _check(shift: dict[str, Any], reductions: dict[str, Any]) -> None:
    """What the driver relies on in each state."""
    assert len(set(reductions.values())) <= 1, "two reductions: %s" % reductions
    supplied = SYNTHETIC & set(shift)
    assert len(supplied) <= 1, "two ends of statement: %s" % sorted(supplied)
    assert not (supplied and reductions), "%s or reduce %s" % (sorted(supplied), reductions)
    for first, second in SECOND_READING.items():
        confused = second in shift and first not in shift and first in reductions
        assert not confused, "%s would be taken for %s" % (first, second)


def _check_actions(rules: list[tuple[int, str, str]]) -> None:
    from impsim.squirrel import parser_actions

    for length, left, action in rules:
        assert action or length == 1, "%s: a rule of %d children needs an action" % (left, length)
        assert not action or callable(getattr(parser_actions, action, None)), "no action %s" % action


# The generated module ------------------------------------------------------------------------------------------

_HEADER = '''\
# Generated by `python -m impsim.squirrel.grammar` from squirrel.lark: do not edit.
"""Parse tables; grammar.Tables says what they mean."""

from __future__ import annotations

# fmt: off
GRAMMAR_HASH = "%s"
'''


def render(tables: Tables) -> str:
    """The text of _grammar_tables.py."""
    lines = [_HEADER % tables.fingerprint]
    _list(lines, "RULES: list[tuple[int, str, str]]", tables.rules)
    _list(lines, "SHIFTS: list[dict[str, int]]", tables.shifts)
    _list(lines, "DEFAULTS: list[int]", tables.defaults)
    _list(lines, "GOTOS: list[dict[str, int]]", tables.gotos)
    return "\n".join(lines) + "\n"


def _list(lines: list[str], name: str, items: list[Any]) -> None:
    if items and isinstance(items[0], int):
        lines.append("%s = %r" % (name, items))
        return
    lines.append("%s = [" % name)
    lines.extend("%r," % (item,) for item in items)
    lines.append("]")


def _write(built: Tables) -> bool:
    """Replace _grammar_tables.py in one step; False where the tree is read-only."""
    draft = "%s.%d" % (MODULE, os.getpid())
    try:
        with open(draft, "w", encoding="utf-8", newline="\n") as file:
            file.write(render(built))
        os.replace(draft, MODULE)
    except OSError:
        return False
    return True


def main() -> None:
    """Regenerate _grammar_tables.py."""
    text = _grammar_text()
    assert text is not None, "cannot read %s" % GRAMMAR
    built = build(text)
    assert _write(built), "cannot write %s" % MODULE
    print("%s: %d states, %d rules" % (os.path.basename(MODULE), len(built.shifts), len(built.rules)))


if __name__ == "__main__":
    main()
