"""The tokens of Squirrel 3.0.x.

One regular expression splits a source into (gap, text) pairs: white space and
comments, then the token behind them. A keyword or sign is its own kind; everything
else goes through `classify` once per distinct text. Errors are the reference's
(sqlexer.cpp), texts included.

Things worth knowing:
  * The dot of a number is greedy: `1.tostring` is `1.` and `tostring`. Only the part
    C's strtod would take counts, so `1.2.3` is 1.2.
  * Integers wrap to 32 bits, floats are rounded to 32 bits, character literals are
    signed bytes.
  * A NUL byte ends the source, wherever it is.
"""

from __future__ import annotations

import re
from array import array

from impsim.squirrel.parser_errors import CLOSERS, COMMENT, EXPONENT, SyntaxProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

UNKNOWN = "UNKNOWN"  # the kind of a character that means nothing; no state takes it

_TOKEN = re.compile(
    r"""([ \t\r\n]*(?:(?:(?://|\#)[^\n]*|/\*[\s\S]*?\*/)[ \t\r\n]*)*)
    ( [A-Za-z_]\w*
    | [(){}\],;^~?\[]
    | \.(?:\.\.?)?
    | ==?
    | "[^"\\\n]*(?:\\.[^"\\\n]*)*" | "[^\n]*
    | 0[xX][0-9a-fA-F]* | 0[0-7]+[0-9]* | [0-9](?:[.0-9]|[eE][+-]?[0-9])*[eE]?
    | \+[+=]? | -[-=]? | <=> | <[=\-</]? | >>> | >[>=]? | !=? | &&? | \|\|? | ::? | [*%]=? | /\*[\s\S]* | /[=>]?
    | @"[^"]*(?:""[^"]*)*"(?!") | @"[\s\S]* | @
    | '[^'\\\n]*(?:\\.[^'\\\n]*)*' | '[^\n]*
    | \Z | [\s\S]
    )""",
    re.VERBOSE | re.ASCII,
)
_COMMENT = re.compile(r"(?://|#)[^\n]*|/\*[\s\S]*?\*/")
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{0,4}|[\s\S])")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
ESCAPES = {
    "t": "\t", "a": "\a", "b": "\b", "n": "\n", "r": "\r", "v": "\v", "f": "\f", "0": "\0",
    "\\": "\\", '"': '"', "'": "'",
}  # fmt: skip


def visible(source: str) -> str:
    """The part of a source the reference reads: up to the first NUL."""
    end = source.find("\0")
    return source if end < 0 else source[:end]


def scan(source: str) -> list[tuple[str, str]]:
    """(gap, text) of every token; the last text is "", the end. Gaps and texts joined give the source."""
    return _TOKEN.findall(source)


def newline_in(gap: str) -> bool:
    """Whether the reference sees a line end between two tokens: one inside a block comment does not count."""
    return "\n" in gap and ("/*" not in gap or "\n" in _COMMENT.sub("", gap))


def classify(text: str, source: str, offset: int) -> tuple[str, object]:
    """Kind and value of a token which is no keyword or sign, `text` at `offset` of `source`.

    NAME, INTEGER, FLOAT and STRING with their values; a lone character that means nothing is UNKNOWN.
    Raises SyntaxProblem.
    """
    first = text[0]
    if first in _LETTERS:
        return "NAME", text
    if "0" <= first <= "9":
        return _number(text, offset)
    if first not in "\"'@":
        return _no_token(text, offset)
    if not _closed(text):
        raise _unfinished(source, offset + (first == "@"), verbatim=first == "@")
    if first == '"':
        return "STRING", _unescaped(text, offset)
    if first == "'":
        return "INTEGER", _character(text, offset)
    return "STRING", text[2:-1].replace('""', '"')


def _closed(text: str) -> bool:
    """Whether a text that begins like a string is one; the other kind runs to the end of the line or source."""
    if text[0] == "@":
        return text.count('"') % 2 == 0
    content = text[1:-1]
    return len(text) > 1 and text[-1] == text[0] and (len(content) - len(content.rstrip("\\"))) % 2 == 0


def _no_token(text: str, offset: int) -> tuple[str, object]:
    if text == "..":
        raise SyntaxProblem("invalid token '..'", offset)
    if text[:2] == "/*":
        raise SyntaxProblem(COMMENT, offset, "this comment is not closed")
    if text < " " or text == "\x7f":
        raise SyntaxProblem("unexpected character(control)", offset, "byte 0x%02x has no meaning here" % ord(text))
    return UNKNOWN, text


def _number(text: str, offset: int) -> tuple[str, object]:
    if text[:2] in ("0x", "0X"):
        if len(text) > 10:
            raise SyntaxProblem("too many digits for an Hex number", offset, "an integer has 32 bits: 8 hex digits")
        return "INTEGER", _int32(int(text[2:] or "0", 16))
    if text[0] == "0" and "0" <= text[1:2] <= "7":
        if "8" in text or "9" in text:
            raise SyntaxProblem("invalid octal number", offset, "a number that starts with 0 is octal")
        return "INTEGER", _int32(int(text[-11:], 8))
    if text[-1] in "eE":
        raise SyntaxProblem(EXPONENT, offset + len(text), "digits must follow the %s" % text[-1])
    if text.isdigit():
        return "INTEGER", _int32(int(text[-32:]))  # 10**32 is a multiple of 2**32
    taken = _NUMBER.match(text)
    assert taken is not None
    return "FLOAT", array("f", [float(taken.group())])[0]


def _int32(value: int) -> int:
    return ((value + 0x80000000) & 0xFFFFFFFF) - 0x80000000


def _character(text: str, offset: int) -> int:
    value = _unescaped(text, offset)
    if not value:
        raise SyntaxProblem("empty constant", offset, "'' holds no character")
    if len(value) > 1:
        raise SyntaxProblem("constant too long", offset, "'x' is the code of one byte; a string takes double quotes")
    code = ord(value)
    return code - 256 if code > 127 else code


def _unescaped(text: str, offset: int) -> str:
    """The content of a quoted text with its escapes replaced."""
    if "\\" not in text:
        return text[1:-1]

    def replacement(found: re.Match[str]) -> str:
        return _escaped(found.group(1), offset + 1 + found.start())

    return _ESCAPE.sub(replacement, text[1:-1])


def _escaped(escape: str, offset: int) -> str:
    """What `\\escape` stands for; \\x takes up to four digits and keeps the low byte."""
    if escape[0] == "x":
        if len(escape) == 1:
            raise SyntaxProblem("hexadecimal number expected", offset, "write \\x and hex digits, as in \\x0A")
        return chr(int(escape[1:], 16) & 255)
    if escape not in ESCAPES:
        raise SyntaxProblem("unrecognised escaper char", offset, "a backslash itself is written \\\\")
    return ESCAPES[escape]


def _unfinished(source: str, quote: int, verbatim: bool) -> SyntaxProblem:
    """Why the string that opens at `quote` has no end: the first error the reference would meet."""
    if quote + 1 >= len(source):
        return SyntaxProblem("error parsing the string", quote, "this string is not closed")
    if verbatim:  # runs on over lines and backslashes
        return SyntaxProblem("unfinished string", quote, "this string is not closed")
    line_end = source.find("\n", quote)
    for found in _ESCAPE.finditer(source + "\0", quote + 1):
        if 0 <= line_end < found.start():
            break
        _escaped(found.group(1), found.start())
    if line_end < 0:
        return SyntaxProblem("unfinished string", quote, "this string is not closed")
    hint = 'close it on its line, write \\n for a line end, or use @"..." for several lines'
    return SyntaxProblem("newline in a constant", quote, hint)


# The other way round ------------------------------------------------------------------------------------------

_SPELLINGS = {character: "\\" + letter for letter, character in ESCAPES.items() if character not in "'\0"}


def spelled(value: object) -> str:
    """The literal that stands for null, a bool, int32, float32 or byte string."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _float(value)
    assert isinstance(value, str)
    return '"%s"' % "".join(_SPELLINGS.get(c) or (c if " " <= c != "\x7f" else "\\x%04x" % ord(c)) for c in value)


def _float(value: float) -> str:
    if value - value != 0:  # infinite: a literal too large for a float gives it; no literal gives a NaN
        return "1e999" if value > 0 else "-1e999"
    for digits in range(6, 10):
        text = "%.*g" % (digits, value)
        if array("f", [float(text)])[0] == value:
            break
    return text if "." in text or "e" in text else text + ".0"


def opened_brackets(source: str, end: int) -> list[tuple[int, str]]:
    """(offset, text) of the brackets that are open at offset `end`, outermost first."""
    opened: list[tuple[int, str]] = []
    offset = 0
    for gap, text in scan(source[:end]):
        offset += len(gap)
        if text in CLOSERS:
            opened.append((offset, text))
        elif opened and text == CLOSERS[opened[-1][1]]:
            opened.pop()
        offset += len(text)
    return opened


# For people ----------------------------------------------------------------------------------------------------


def tokens(source: str) -> Iterator[tuple[str, str, int, int]]:
    """(kind, text, line, column) of each token; kind is name, keyword, integer, float, string, sign or end.

    Line and column count from 1. Raises Diagnostic for a text that is no token.
    """
    from impsim.errors import located
    from impsim.squirrel.grammar import tables

    words = tables().words
    source = visible(source)
    offset, line, start = 0, 1, 0
    for gap, text in scan(source):
        line += gap.count("\n")
        if "\n" in gap:
            start = offset + gap.rindex("\n") + 1
        offset += len(gap)
        try:
            kind = _dumped_kind(text, source, offset, words)
        except SyntaxProblem as problem:
            raise located(problem.message, source, problem.offset, "", problem.hint, "syntax") from None
        yield kind, text, line, offset - start + 1
        if not text:
            return
        line += text.count("\n")
        if "\n" in text:
            start = offset + text.rindex("\n") + 1
        offset += len(text)


def _dumped_kind(text: str, source: str, offset: int, words: frozenset[str]) -> str:
    if not text:
        return "end"
    if text in words:
        return "keyword" if text[0] in _LETTERS else "sign"
    kind, _ = classify(text, source, offset)
    return "sign" if kind == UNKNOWN else kind.lower()
