"""JSON (RFC 4627) from and to Squirrel values, as http.jsonencode() and http.jsondecode() know it.

Texts come from anywhere: decoding uses no recursion, and its memory grows with the text alone. Encoding ends what
contains itself by its depth, and a few tables that hold each other many times by the size of the text.

A Squirrel string is one character per byte. What is in quotes is taken as it stands, so UTF-8 stays UTF-8, and an
escaped character becomes the bytes of its UTF-8.
"""

from __future__ import annotations

from impsim.impos.conversions import float_to_json
from impsim.impos.serialisation import DEEPEST, TOO_DEEP, TOO_LARGE, is_safe
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.limits import MAX_STRING
from impsim.squirrel.numeric import INT_MAX, INT_MIN, f32
from impsim.squirrel.text import tostring
from impsim.squirrel.values import Array, dereference, is_table, items, table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

WORDS = {"true": True, "false": False, "null": None}
SHORT = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
ESCAPED = {chr(code): "\\u%04x" % code for code in range(32)}
ESCAPED.update({value: "\\" + name for name, value in SHORT.items() if name != "/"})
SPACES = " \t\r\n"
DIGITS = frozenset("0123456789")
NUMBER = frozenset("0123456789+-.eE")
LONGEST_INTEGER = 11  # characters of -2147483648
LONGEST_NUMBER = 400  # characters that a float can depend on, and more
# D/node/2474 says that tables and arrays can be nested five levels deep, not what becomes of deeper ones.
DEEPEST_TEXT = 256  # assumed: they are decoded, within reason


# Encoding


def encode(value: Any, compact: bool = False) -> str:
    """The text of a value. Raises SquirrelError for what is nested too deep (or contains itself) and for too much.

    The spaces are those of agents' logs in public code: `{ "a": [ 1, 2 ], "b": { } }`.

    Assumed: what is left out is what server.save() leaves out, but a key that is no string becomes one, as D/node/2421
    says that 0 and "0" are the same there; an element that cannot be is null, as is a value that is all there is.
    """
    encoder = _Encoder(compact)
    encoder.value(value, 0)
    return "".join(encoder.parts)


class _Encoder:
    def __init__(self, compact: bool) -> None:
        self.parts: list[str] = []
        self._room = MAX_STRING
        self._colon, self._comma = (":", ",") if compact else (": ", ", ")
        self._pad = "" if compact else " "

    def _put(self, text: str) -> None:
        self._room -= len(text)
        if self._room < 0:
            raise SquirrelError(TOO_LARGE)
        self.parts.append(text)

    def value(self, value: Any, depth: int) -> None:
        """Puts a value; what cannot be, as null."""
        value = dereference(value)
        text = _single(value)
        if text is not None:
            self._put(text)
        elif is_table(value):
            self._table(value, _deeper(depth))
        elif type(value) is Array:
            self._array(value, _deeper(depth))
        else:
            self._put("null")

    def _table(self, value: Any, depth: int) -> None:
        self._put("{")
        between = self._pad
        for key, slot in items(value):
            slot = dereference(slot)
            name = key if type(key) is str else tostring(key)
            text = _single(slot)
            if not is_safe(name) or (text is None and not _is_container(slot)):
                continue
            self._put(between + quoted(name) + self._colon + (text or ""))
            if text is None:
                self.value(slot, depth)
            between = self._comma
        self._put(" }" if self._pad else "}")

    def _array(self, array: Any, depth: int) -> None:
        self._put("[")
        between = self._pad
        for element in array:
            self._put(between)
            self.value(element, depth)
            between = self._comma
        self._put(" ]" if self._pad else "]")


def _is_container(value: Any) -> bool:
    return is_table(value) or type(value) is Array


def _deeper(depth: int) -> int:
    if depth == DEEPEST:
        raise SquirrelError(TOO_DEEP)
    return depth + 1


def _single(value: Any) -> Optional[str]:
    """The text of what is no container, None where there is none."""
    kind = type(value)
    if kind is str:
        return quoted(value) if is_safe(value) else None
    if kind is int:
        return "%d" % value
    if kind is float:
        return _float_text(value)
    if kind is bool:
        return "true" if value else "false"
    return "null" if value is None else None


def _float_text(value: float) -> str:
    """Assumed: the shortest text that is this float again; a whole number without a point, as tostring() shows it; null
    for what is no number (D/node/824)."""
    if not abs(value) < float("inf"):
        return "null"
    text = repr(float_to_json(value))
    return text[:-2] if text.endswith(".0") else text


def quoted(text: str) -> str:
    """With quotes; only what must be is escaped."""
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return '"%s"' % text
    return '"%s"' % text.translate(_ESCAPES)


_ESCAPES = {ord(character): text for character, text in ESCAPED.items()}


# Decoding


def decode(text: str) -> Any:
    """The value of a text. Raises SquirrelError for one that is not JSON.

    Numbers without point and exponent are integers; assumed: floats where an integer has no room.
    """
    return _Decoder(text).whole()


class _Open:
    """A table or an array that has not come to its end.  key: of the slot whose value comes next."""

    __slots__ = ("is_table", "key", "made")

    def __init__(self, is_table: bool) -> None:
        self.is_table = is_table
        self.key = ""
        self.made: Any = {} if is_table else []

    def add(self, value: Any) -> None:
        if self.is_table:
            self.made[self.key] = value
        else:
            self.made.append(value)

    def done(self) -> Any:
        return table(self.made) if self.is_table else Array(self.made)


class _Decoder:
    """at: where it is in the text."""

    def __init__(self, text: str) -> None:
        self._text = text + "\0"  # so that there is a next character
        self._at = 0
        self._open: list[_Open] = []

    def whole(self) -> Any:
        """The value that is the whole text."""
        value = self._first()
        while self._open:
            value = self._next(value)
        self._skip()
        if self._at != len(self._text) - 1:
            raise self._wrong()
        return value

    def _first(self) -> Any:
        """A value, or the first value inside of it: containers are opened."""
        while True:
            character = self._skip()
            if character not in "{[":
                return self._single(character)
            if len(self._open) == DEEPEST_TEXT:
                raise SquirrelError(TOO_DEEP)
            self._at += 1
            opened = _Open(character == "{")
            if self._skip() == ("}" if opened.is_table else "]"):
                self._at += 1
                return opened.done()
            self._open.append(opened)
            if opened.is_table:
                opened.key = self._key()

    def _next(self, value: Any) -> Any:
        """The value that is complete next, after this one has been put into its container."""
        container = self._open[-1]
        container.add(value)
        character = self._skip()
        self._at += 1
        if character == ",":
            if container.is_table:
                container.key = self._key()
            return self._first()
        if character != ("}" if container.is_table else "]"):
            self._at -= 1
            raise self._wrong()
        self._open.pop()
        return container.done()

    def _key(self) -> str:
        if self._skip() != '"':
            raise self._wrong()
        key = self._string()
        if self._skip() != ":":
            raise self._wrong()
        self._at += 1
        return key

    def _single(self, character: str) -> Any:
        if character == '"':
            return self._string()
        if character == "-" or character in DIGITS:
            return self._number()
        for word, value in WORDS.items():
            if self._text.startswith(word, self._at):
                self._at += len(word)
                return value
        raise self._wrong()

    def _skip(self) -> str:
        """The next character that is no space, where it is then."""
        text, at = self._text, self._at
        while text[at] in SPACES:
            at += 1
        self._at = at
        return text[at]

    def _wrong(self) -> SquirrelError:
        """Assumed: the text."""
        if self._at >= len(self._text) - 1:
            return SquirrelError("JSON syntax error: the text ends too early")
        return SquirrelError("JSON syntax error at character %d" % (self._at + 1))

    def _string(self) -> str:
        text, begin = self._text, self._at + 1
        parts = []
        while True:
            end = text.find('"', begin)
            if end < 0:
                self._at = len(text)
                raise self._wrong()
            escape = text.find("\\", begin, end)
            plain = text[begin : end if escape < 0 else escape]
            self._check_plain(plain, begin)
            parts.append(plain)
            if escape < 0:
                self._at = end + 1
                return "".join(parts)
            self._at = escape + 1
            parts.append(self._escape())
            begin = self._at

    def _check_plain(self, plain: str, begin: int) -> None:
        """Control characters have to be escaped."""
        if not plain.isprintable():
            for offset, character in enumerate(plain):
                if character < " ":
                    self._at = begin + offset
                    raise self._wrong()

    def _escape(self) -> str:
        """What comes after a backslash."""
        character = self._text[self._at]
        if character in SHORT:
            self._at += 1
            return SHORT[character]
        if character != "u":
            raise self._wrong()
        code = self._unit()
        if 0xD800 <= code < 0xDC00 and self._text.startswith("\\u", self._at):
            before = self._at
            self._at += 1
            low = self._unit()
            if 0xDC00 <= low < 0xE000:
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
            else:
                self._at = before
        return chr(code).encode("utf-8", "surrogatepass").decode("latin-1")

    def _unit(self) -> int:
        """The number of uXXXX, behind which it is then."""
        digits = self._text[self._at + 1 : self._at + 5]
        if len(digits) < 4 or any(digit not in "0123456789abcdefABCDEF" for digit in digits):
            raise self._wrong()
        self._at += 5
        return int(digits, 16)

    def _number(self) -> Any:
        text, begin = self._text, self._at
        end = begin + 1
        while text[end] in NUMBER:
            end += 1
        digits = text[begin:end]
        if not _is_number(digits):
            raise self._wrong()
        self._at = end
        if len(digits) <= LONGEST_INTEGER and digits.lstrip("-").isdecimal():
            whole = int(digits)
            if INT_MIN <= whole <= INT_MAX:
                return whole
        return f32(float(digits))


def _is_number(text: str) -> bool:
    """Whether a text of digits, signs, points and e's is a number of JSON."""
    mantissa, e, exponent = text.replace("E", "e").partition("e")
    whole, point, fraction = mantissa.removeprefix("-").partition(".")
    if e and not (exponent[1:] if exponent[:1] in ("+", "-") else exponent).isdecimal():
        return False
    if point and not fraction.isdecimal():
        return False
    return whole.isdecimal() and (len(whole) == 1 or whole[0] != "0")
