"""The conformance programs, and lark as a second driver of the same grammar."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any, ClassVar

from lark.lexer import Lexer
from lark.parsers.lalr_analysis import Shift

from impsim.squirrel import grammar, lexer, nodes, parser_actions

CONFORMANCE = Path(__file__).resolve().parents[1] / "conformance"
# Compile errors that need to know about scopes: not the parser's.
SCOPE_ERRORS = (
    "'break' has",
    "'continue' has",
    "can't 'create' a local slot",
    "cannot delete an (outer) local",
    "cannot create a class in a local",
    "invalid constant",
)


def conformance() -> list[Path]:
    return sorted(CONFORMANCE.rglob("*.nut"))


def read(path: Path) -> str:
    return path.read_bytes().decode("latin-1")


def expected_error(path: Path) -> str | None:
    """The compile error a conformance program must give, if any."""
    errors = path.with_suffix(".err")
    text = errors.read_text().strip() if errors.exists() else ""
    return text[len("COMPILE ") :] if text.startswith("COMPILE ") else None


def parsing() -> list[Path]:
    """Those that the parser accepts."""
    return [path for path in conformance() if not _syntax_error(path)]


def refused() -> list[Path]:
    return [path for path in conformance() if _syntax_error(path)]


def _syntax_error(path: Path) -> bool:
    error = expected_error(path)
    return error is not None and not error.startswith(SCOPE_ERRORS) and path.stem != "const_assign"


def named(path: Path) -> str:
    """The name of a test."""
    return f"{path.parent.name}/{path.stem}"


def lark_parse(source: str) -> nodes.Block:
    """Parse with lark's own LALR parser, its own tables (lookaheads and all) and the actions of parser_actions."""
    result = _driver().parse(source)
    assert isinstance(result, nodes.Block)
    return result


@cache
def _driver() -> Any:
    lark = grammar.analyser(Path(grammar.GRAMMAR).read_text(encoding="utf-8"), _LarkLexer)
    inner = lark.parser.parser.parser
    inner.callbacks = {rule: _callback(rule) for rule in inner.callbacks}
    _LarkLexer.names = {grammar.kind_of(terminal): terminal.name for terminal in lark.terminals}
    _LarkLexer.names[""] = "$END"
    return lark


def _callback(rule: Any) -> Any:
    if not rule.alias:
        return itemgetter(0)
    action = getattr(parser_actions, rule.alias)
    return lambda children: action(children, _LarkLexer.end)


class _Token(tuple[Any, ...]):
    """(offset, value, terminal) in the shape that both lark and the actions want: the actions see a pair."""

    type = property(itemgetter(2))
    start_pos = property(itemgetter(0))
    line = column = end_line = end_column = end_pos = None

    def __iter__(self) -> Iterator[Any]:
        return iter(self[:2])


class _LarkLexer(Lexer):
    """Tells lark's parser what the fused loop of parser.py tells itself, asking lark's stack what may come next."""

    __future_interface__ = 2
    names: ClassVar[dict[str, str]] = {}
    end = 0  # of the last token that lark has taken

    def __init__(self, configuration: Any) -> None:
        pass

    def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Any]:
        source = getattr(lexer_state.text, "text", lexer_state.text)
        states, stack = dict(parser_state.parse_conf.states), parser_state.state_stack
        ended = parser_state.parse_conf.end_state
        states[ended] = {"$END": (Shift, ended)}
        offset, previous = 0, ""
        _LarkLexer.end = 0
        for gap, text in lexer.scan(source):
            offset += len(gap)
            newline = lexer.newline_in(gap)
            kinds, value = self._readings(text, source, offset, newline)
            if previous in ("return", "yield") and (newline or text in (";", "}", "")):
                yield _Token((offset, "", "VOID"))
            while True:
                kind = next((kind for kind in kinds if _accepts(states, stack, self.names.get(kind, kind))), None)
                end = self._end(states, stack, text, newline, previous)
                if kind is None or (kind == "ELSE_SEMICOLON" and end == "EOE"):
                    assert end, "refused at %d: %s" % (offset, text)
                    yield _Token((offset, "", end))
                else:
                    break
            if not text:
                return
            yield _Token((offset, value, self.names.get(kind, kind)))
            offset += len(text)
            _LarkLexer.end, previous = offset, text

    def _readings(self, text: str, source: str, offset: int, newline: bool) -> tuple[list[str], Any]:
        if text in self.names:
            kind = "INDEX" if text == "[" else "PREFIX" if text in ("++", "--") and newline else text
            return [kind, *filter(None, [grammar.SECOND_READING.get(kind)])], text
        found, value = lexer.classify(text, source, offset)
        return [found], value

    def _end(self, states: Any, stack: list[Any], text: str, newline: bool, previous: str) -> str | None:
        if text == ";":
            return "EOE" if previous == "}" and not newline and _accepts(states, stack, "EOE") else None
        ended = newline or text in ("}", "")
        for kind, enough in (("EOS", ("}", ";")), ("EOE", ("}",)), ("EOI", ())):
            if (ended or previous in enough) and _accepts(states, stack, kind):
                return kind
        return None


def _accepts(states: Any, stack: list[Any], name: str) -> bool:
    """Whether a token of this name could be shifted, after reductions."""
    stack = list(stack)
    while True:
        action = states[stack[-1]].get(name)
        if action is None or action[0] is Shift:
            return action is not None
        rule = action[1]
        if rule.expansion:
            del stack[-len(rule.expansion) :]
        stack.append(states[stack[-1]][rule.origin.name][1])
