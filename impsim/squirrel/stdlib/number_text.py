"""Numbers in text as C's strtol and strtod read them: the longest prefix that is one."""

from __future__ import annotations

from impsim.squirrel.numeric import INT_MAX, INT_MIN, f32
from impsim.squirrel.stdlib.arguments import DIGITS, SPACES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional, Union

HEX_DIGITS = DIGITS + "abcdefABCDEF"
PLAIN = "-." + DIGITS  # what most numbers are made of: Python reads those as C does, or not at all
LONGEST_INTEGER = 10  # digits of an int32; more do not fit


def _run(text: str, alphabet: str) -> str:
    """The prefix of characters from the alphabet."""
    return text[: len(text) - len(text.lstrip(alphabet))]


def _signed(text: str) -> tuple[str, str]:
    """Splits after leading spaces into sign and rest."""
    text = text.lstrip(SPACES)
    return (text[0], text[1:]) if text[:1] in ("+", "-") else ("", text)


def leading_integer(text: str) -> Optional[int]:
    """strtol in base 10 with a 32-bit long: what does not fit saturates. None when there are no digits."""
    sign, rest = _signed(text)
    digits = _run(rest, DIGITS)
    if not digits:
        return None
    digits = digits.lstrip("0")
    value = int(digits or "0") if len(digits) <= LONGEST_INTEGER else INT_MAX + 1
    return max(-value, INT_MIN) if sign == "-" else min(value, INT_MAX)


def leading_float(text: str) -> Optional[float]:
    """strtod, hexadecimal floats, "inf" and "nan" included. None when there is no number."""
    sign, rest = _signed(text)
    value = _magnitude(rest)
    return -value if value is not None and sign == "-" else value


def _magnitude(text: str) -> Optional[float]:
    lowered = text[:8].lower()
    if lowered[:2] == "0x" and (text[2:3] or "_") in HEX_DIGITS + ".":
        value = _hexadecimal(text)
        if value is not None:
            return value
    if lowered[:3] == "inf":
        return float("inf")
    if lowered[:3] == "nan":
        return float("nan")
    mantissa, end = _mantissa(text, DIGITS)
    return float(mantissa + _exponent(text[end:], "eE")) if mantissa else None


def _mantissa(text: str, alphabet: str) -> tuple[str, int]:
    whole = _run(text, alphabet)
    end = len(whole)
    if text[end : end + 1] == ".":
        fraction = _run(text[end + 1 :], alphabet)
        if whole or fraction:
            return whole + "." + fraction, end + 1 + len(fraction)
    return whole, end


def _exponent(text: str, marks: str) -> str:
    if text[:1] == "" or text[0] not in marks:
        return ""
    sign, rest = (text[1], text[2:]) if text[1:2] in ("+", "-") else ("", text[1:])
    digits = _run(rest, DIGITS)
    return marks[0] + sign + digits[:6] if digits else ""  # six digits are beyond every exponent


def _hexadecimal(text: str) -> Optional[float]:
    mantissa, end = _mantissa(text[2:], HEX_DIGITS)
    if not mantissa:
        return None
    try:
        return float.fromhex("0x" + mantissa + _exponent(text[2 + end :], "pP"))
    except OverflowError:
        return float("inf")


def number_of(text: str) -> Union[int, float, None]:
    """The number that a string starts with, as the reference's str2num: a float where any ".", "e" or "E" occurs."""
    if not text.strip(PLAIN):
        try:
            return f32(float(text)) if "." in text else leading_integer(text)
        except ValueError:  # "1.2.3"
            pass
    text = text.partition("\0")[0]
    if "." in text or "e" in text or "E" in text:
        value = leading_float(text)
        return None if value is None else f32(value)
    return leading_integer(text)


def hexadecimal_integer(text: str) -> Optional[int]:
    """impOS's "0xFF".tointeger(): None when text is not that.

    More than eight digits give -1 (developer.electricimp.com/node/2443).
    """
    sign, rest = _signed(text)
    if rest[:2] not in ("0x", "0X"):
        return None
    digits = _run(rest[2:], HEX_DIGITS).lstrip("0")
    if rest[2:3] == "" or rest[2] not in HEX_DIGITS:
        return None
    if len(digits) > 8:
        return -1
    value = int(digits or "0", 16)
    value = -value if sign else value
    return (value + 0x80000000 & 0xFFFFFFFF) - 0x80000000
