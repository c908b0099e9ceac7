"""format(): C's printf by way of Python's %.

A format string is parsed once into a plan and kept. Most plans are *direct*: when the
arguments have exactly the types that the conversions want, one `template % arguments` gives
the answer, unless the result holds a character that shows that Python and C may differ here
("-" from a negative %x, "n" from inf and nan, NUL, beyond ASCII from %c). Everything else is rendered one
conversion at a time (`_render`).

Python and C differ in: the flags that a conversion ignores, precision of integers next to
"0", "%.0d" of 0, "#" of zero and of octal, unsigned numbers, the sign of nan, padding of inf.
"""

from __future__ import annotations

from math import copysign

from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.limits import MAX_STRING
from impsim.squirrel.native import plain
from impsim.squirrel.stdlib.arguments import DIGITS, as_float, as_integer, wrong_argument

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

MAX_DIGITS = 2  # of a width or precision: the reference's buffer
MAX_SPECIFICATION = 20  # characters between "%" and the letter: the reference's buffer
MAX_PLANS = 512  # format strings remembered; a program that builds more of them parses again

FLAGS = "-+ #0"
SIGNED, UNSIGNED, CHARACTER, FLOATS, TEXT = "id", "uxXo", "c", "fgGeE", "s"
EXPECTED = {
    "i": "integer expected for the specified format",
    "f": "float expected for the specified format",
    "s": "string expected for the specified format",
}
TOO_FEW = "not enough paramters for the given format string"  # sic
TYPE_OF = {"i": int, "f": float, "s": str}


class Conversion:
    """One %... of a format: flags, width (text), precision (None or number) and letter; wants: "i", "f" or "s"."""

    __slots__ = ("flags", "width", "precision", "letter", "wants", "python")

    def __init__(self, flags: str, width: str, precision: Optional[int], letter: str) -> None:
        self.flags = flags
        self.width = width
        self.precision = precision
        self.letter = letter
        self.wants = "s" if letter in TEXT else "f" if letter in FLOATS else "i"
        self.python = "%" + _honoured(flags, letter, precision) + width + self._python_end()

    def _python_end(self) -> str:
        precision = "" if self.precision is None or self.letter in CHARACTER else ".%d" % self.precision
        return precision + ("d" if self.letter == "u" else self.letter)

    def is_direct(self) -> bool:
        """Whether Python's % renders what suits it exactly, but for the suspicious characters."""
        if "#" in self.flags and self.letter in "xXo":
            return False
        return self.precision != 0 or self.letter in FLOATS + TEXT + CHARACTER


def _honoured(flags: str, letter: str, precision: Optional[int]) -> str:
    """The flags that C honours with this letter, in a form that Python reads alike."""
    kept = "-" if "-" in flags else ""
    if letter in SIGNED or letter in FLOATS:
        kept += "+" if "+" in flags else " " if " " in flags else ""
    if "#" in flags and letter in FLOATS:
        kept += "#"
    zero_means_fill = letter in FLOATS or (letter in SIGNED + UNSIGNED and precision is None)
    return kept + "0" if "0" in flags and not kept.startswith("-") and zero_means_fill else kept


class Plan:
    """A parsed format string: literals (one more than conversions), conversions, and the error that ends it, or "".

    types: of the arguments with which `template % arguments` will do, if the result has none of the suspicious
    characters, and with_characters (%c) is ASCII. None when it never will.
    """

    __slots__ = ("literals", "conversions", "problem", "template", "types", "suspicious", "with_characters")

    def __init__(self, literals: list[str], conversions: list[Conversion], problem: str) -> None:
        self.literals = literals
        self.conversions = conversions
        self.problem = problem
        pieces = [c.python + text.replace("%", "%%") for c, text in zip(conversions, literals[1:])]
        self.template = literals[0].replace("%", "%%") + "".join(pieces)
        direct = not problem and all(c.is_direct() for c in conversions)
        self.types = tuple(TYPE_OF[c.wants] for c in conversions) if direct else None
        self.suspicious = _suspicious({c.letter for c in conversions})
        self.with_characters = any(c.letter in CHARACTER for c in conversions)


def _suspicious(letters: set[str]) -> str:
    marks = "\0" if "s" in letters else ""
    marks += "-" if letters & set(UNSIGNED) else ""
    return marks + ("nN" if letters & set(FLOATS) else "")


_plans: dict[str, Plan] = {}


def plan_of(text: str) -> Plan:
    """The plan of a format string, remembered."""
    plan = _plans.get(text)
    if plan is None:
        if len(_plans) >= MAX_PLANS:
            _plans.clear()
        plan = _plans[text] = parse_format(text)
    return plan


def parse_format(text: str) -> Plan:
    """Splits a format string, which ends at a NUL as in C."""
    text = text.partition("\0")[0]
    literals = [""]
    conversions: list[Conversion] = []
    position = 0
    while True:
        percent = text.find("%", position)
        if percent < 0:
            literals[-1] += text[position:]
            return Plan(literals, conversions, "")
        literals[-1] += text[position:percent]
        position = percent + 2
        if text[percent + 1 : position] == "%":
            literals[-1] += "%"
            continue
        conversion, position = parse_conversion(text, percent + 1)
        if type(conversion) is str:
            return Plan(literals, conversions, conversion)
        conversions.append(conversion)
        literals.append("")


def _run(text: str, position: int, alphabet: str) -> str:
    end = position
    while end < len(text) and text[end] in alphabet:
        end += 1
    return text[position:end]


def parse_conversion(text: str, start: int) -> tuple[Any, int]:
    """(Conversion or the text of an error, the position behind it) of what follows a "%"."""
    flags = _run(text, start, FLAGS)
    position = start + len(flags)
    width = _run(text, position, DIGITS)
    if len(width) > MAX_DIGITS:
        return "width format too long", position
    position += len(width)
    precision = None
    if text[position : position + 1] == ".":
        digits = _run(text, position + 1, DIGITS)
        if len(digits) > MAX_DIGITS:
            return "precision format too long", position
        position += 1 + len(digits)
        precision = int(digits or "0")
    letter = text[position : position + 1]
    if position - start > MAX_SPECIFICATION:
        return "format too long", position
    if not letter or letter not in SIGNED + UNSIGNED + CHARACTER + FLOATS + TEXT:
        return "invalid format", position
    return Conversion(flags, width, precision, letter), position + 1


@plain("format", -2, ".s")
def format_(this: Any, text: Any, *arguments: Any) -> str:
    """The format string with each conversion replaced by an argument."""
    if type(text) is not str:
        raise wrong_argument(".s", this, text)
    plan = _plans.get(text)
    if plan is None:
        plan = plan_of(text)
    types = plan.types
    if types is None:
        return _render(plan, arguments)
    if len(types) == 1 == len(arguments):
        if type(arguments[0]) is not types[0]:
            return _render(plan, arguments)
    elif len(types) == 2 == len(arguments):
        if type(arguments[0]) is not types[0] or type(arguments[1]) is not types[1]:
            return _render(plan, arguments)
    elif tuple(map(type, arguments)) != types:
        return _render(plan, arguments)
    try:
        result: str = plan.template % arguments
    except OverflowError:  # a %c of a negative number
        return _render(plan, arguments)
    if plan.with_characters and not result.isascii():
        return _render(plan, arguments)
    for mark in plan.suspicious:
        if mark in result:
            return _render(plan, arguments)
    return result if len(result) <= MAX_STRING else _render(plan, arguments)


def _render(plan: Plan, arguments: tuple[Any, ...]) -> str:
    """One conversion after the other, as the reference does it, with its errors."""
    result = plan.literals[0]
    for number, conversion in enumerate(plan.conversions):
        if number >= len(arguments):
            raise SquirrelError(TOO_FEW)
        result += _converted(conversion, arguments[number]) + plan.literals[number + 1]
        if len(result) > MAX_STRING:
            raise SquirrelError("string too long (over %d characters)" % MAX_STRING)
    if plan.problem:
        raise SquirrelError(plan.problem if len(arguments) > len(plan.conversions) else TOO_FEW)
    return result


def _converted(conversion: Conversion, argument: Any) -> str:
    kind = type(argument)
    wants = conversion.wants
    if kind is not str if wants == "s" else kind is not int and kind is not float:
        raise SquirrelError(EXPECTED[wants])
    if wants == "s":
        return conversion.python % str.partition(argument, "\0")[0]
    if wants == "f":
        return _float_text(conversion, as_float(argument))
    return _integer_text(conversion, as_integer(argument))


def _float_text(conversion: Conversion, value: float) -> str:
    if value - value == 0.0:
        return conversion.python % value
    text = "inf" if value == value else "nan"
    if conversion.letter in "GE":
        text = text.upper()
    if copysign(1.0, value) < 0:
        text = "-" + text
    else:
        text = ("+" if "+" in conversion.flags else " " if " " in conversion.flags else "") + text
    return _padded(conversion, text)


def _padded(conversion: Conversion, text: str) -> str:
    width = int(conversion.width or "0")
    return text.ljust(width) if "-" in conversion.flags else text.rjust(width)


def _integer_text(conversion: Conversion, value: int) -> str:
    letter = conversion.letter
    if letter in CHARACTER:
        return conversion.python % (value & 255)
    if letter in UNSIGNED:
        value &= 0xFFFFFFFF
    alternative = "#" in conversion.flags and letter in "xXo"
    if value == 0 and conversion.precision == 0:
        sign = _honoured(conversion.flags, letter, 0).strip("-0")
        return _padded(conversion, "0" if alternative and letter == "o" else sign)
    if alternative and value:
        return _alternative_text(conversion, value)
    return conversion.python % value


def _alternative_text(conversion: Conversion, value: int) -> str:
    """ "#": 0x before hexadecimal digits, a 0 before octal ones."""
    letter, precision = conversion.letter, conversion.precision
    digits = ("%" + letter) % value
    digits = digits.rjust(precision or 0, "0")
    prefix = "0" + letter if letter != "o" else "" if digits[0] == "0" else "0"
    if "0" in conversion.flags and "-" not in conversion.flags and precision is None:
        digits = digits.rjust(int(conversion.width or "0") - len(prefix), "0")
    return _padded(conversion, prefix + digits)
