"""What to say where the parser can go no further.

The texts are the reference's (sqcompiler.cpp). Its recursive descent says what it
looked for; the state of the automaton tells the same, because by the time a token is
refused every phrase before it is complete: what the state can still shift is what was
looked for. `explain` turns that set into the text and adds a hint of our own.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container


class SyntaxProblem(Exception):
    """A source that does not parse: message as the reference words it, offset into the source, hint or ""."""

    def __init__(self, message: str, offset: int, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.hint = hint


EXPRESSION = "expression expected"
END_OF_STATEMENT = "end of statement expected (; or lf)"
IDENTIFIER = "expected 'IDENTIFIER'"
NEWLINE_INDEX = "cannot brake deref/or comma needed after [exp]=exp slot declaration"
EXPONENT = "exponent expected"
COMMENT = 'missing "*/" in comment'
OPEN_ENDED = (COMMENT, "unfinished string", "error parsing the string")  # of what may run over several lines

CLOSERS = {"(": ")", "[": "]", "{": "}", "</": "/>"}
_PUNCTUATION = (";", ")", "]", ":", "in", "=", "while", "catch", "(", "{", "}")
_FOREIGN = {  # words of other languages -> what to write here
    "var": "`local`", "let": "`local`", "def": "`function`", "fn": "`function`", "elif": "`else if`",
    "elsif": "`else if`", "except": "`catch`", "raise": "`throw`", "new": "a call of the class, as in `Name()`",
}  # fmt: skip


def explain(expected: Container[str], before: Container[str], previous: str, text: str) -> str:
    """The reference's text. expected, before: what the state at the refused token `text`, and the state below it
    on the stack, can shift. previous: the token before.
    """
    if "this" in expected:
        if text in ("case", "default") and "}" in expected:
            return "expected '}'"
        arguments = previous == "," and ")" in before and "this" in before
        return "expression expected, found ')'" if arguments and text == ")" else EXPRESSION
    if any(end in expected for end in ("EOS", "EOI", "EOE")):
        return END_OF_STATEMENT
    if "INTEGER" in expected:
        return "scalar expected : integer,float" + (" or string" if "STRING" in expected else "")
    if "NAME" in expected:
        return IDENTIFIER
    if ")" in expected and "," in expected:
        return "expected ')' or ','" if "..." in before else "expected ')'"
    if "(" in expected:
        return "expected '('"
    found = [kind for kind in _PUNCTUATION if kind in expected]
    return "expected '%s'" % found[0] if found else EXPRESSION  # nothing but the end: a statement was looked for


def advise(message: str, text: str, previous: str, opened: list[tuple[int, str]], source: str) -> str:
    """A hint for a refused token, or "". opened: (offset, bracket) of the brackets still open, outermost first."""
    if opened and text in ("", ")", "]", "}", "/>") and CLOSERS[opened[-1][1]] != text:
        offset, bracket = opened[-1]
        line = source.count("\n", 0, offset) + 1
        column = offset - source.rfind("\n", 0, offset)
        return "`%s` opened at %d:%d is not closed" % (bracket, line, column)
    if previous in _FOREIGN:
        return "`%s` means nothing in Squirrel; use %s" % (previous, _FOREIGN[previous])
    if message == END_OF_STATEMENT:
        return "add ; or a newline before `%s`" % text
    if text in ("}", ")", "]") and not opened:
        return "there is no open bracket for this `%s`" % text
    return _small_advice(message, text, opened)


def _small_advice(message: str, text: str, opened: list[tuple[int, str]]) -> str:
    if message == NEWLINE_INDEX:
        return "an index starts on the line of its array; put a , or ; at the end of the line before"
    if message == IDENTIFIER and text in (",", ";") and opened and opened[-1][1] in ("{", "</"):
        return "members of a %s" % ("class are separated by ;" if text == "," else "table are separated by ,")
    if message == IDENTIFIER and text.isalpha():
        return "`%s` is a reserved word" % text
    if message == "expected '='" and text == ":":
        return 'write `name = value` or `"name": value`'
    if len(text) == 1 and not text.isalnum() and (text in "$\\`" or text > "\x7f"):
        return "`%s` has no meaning in Squirrel" % text
    return ""
