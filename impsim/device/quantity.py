"""Quantities of parts: what they are measured in, how large they can be, and how people write them.

`21.5`, `21.5 C` and `294.65 K` are the same temperature to a sensor that measures in C.
"""

from __future__ import annotations

import re
from math import isfinite

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

AMOUNT = re.compile(r"([+-]?(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?))\s*(\D*\d?)$")

# unit -> how others are turned into it: (factor, what is added then)
UNITS: dict[str, dict[str, tuple[float, float]]] = {
    "C": {"K": (1, -273.15), "F": (5 / 9, -160 / 9)},
    "mV": {"V": (1000, 0)},
    "mA": {"A": (1000, 0), "uA": (0.001, 0)},
    "mAh": {"Ah": (1000, 0)},
    "ms": {"us": (0.001, 0), "s": (1000, 0), "m": (60000, 0)},
    "hPa": {"mbar": (1, 0), "Pa": (0.01, 0), "kPa": (10, 0), "bar": (1000, 0)},
    "lx": {"klx": (1000, 0)},
    "g": {"mg": (0.001, 0), "m/s2": (1 / 9.80665, 0)},
    "ohm": {"kohm": (1000, 0), "Mohm": (1000000, 0)},
    "m": {"km": (1000, 0)},
    "mm": {"cm": (10, 0), "m": (1000, 0)},
    "m/s": {"km/h": (1 / 3.6, 0), "kn": (0.514444, 0), "mph": (0.44704, 0)},
    "Hz": {"kHz": (1000, 0), "MHz": (1000000, 0)},
    "%": {},
    "deg": {},
}


class Unfit(Exception):
    """A value that a quantity cannot have.  Arguments: what it should be, and a hint if there is one."""


class Quantity:
    """What the world, or the maker of a board, sets at a part.

    default: also says what it is: true or false, a whole number, a number, or text.  unit: of a number, one of
    UNITS or "".  lowest, highest: its limits.  choices: the only values there are.  about: for people.
    hexadecimal: people write it so.
    """

    def __init__(
        self,
        default: Any,
        unit: str = "",
        lowest: Optional[float] = None,
        highest: Optional[float] = None,
        about: str = "",
        choices: tuple[Any, ...] = (),
        hexadecimal: bool = False,
    ) -> None:
        self.default = default
        self.unit = unit
        self.lowest = lowest
        self.highest = highest
        self.about = about
        self.choices = choices
        self.hexadecimal = hexadecimal

    @property
    def numeric(self) -> bool:
        """Whether it is a number, which a series of data can set and interpolate."""
        return isinstance(self.default, (int, float)) and not isinstance(self.default, bool)

    def read(self, text: str) -> Any:
        """The value that a text means. Raises Unfit."""
        if isinstance(self.default, bool):
            if text not in ("true", "false"):
                raise Unfit("true or false")
            return text == "true"
        return self.checked(self._number(text) if self.numeric else text)

    def _number(self, text: str) -> float:
        written = AMOUNT.match(text.strip())
        if written is None:
            raise Unfit(self.expected)
        amount, unit = written.groups()
        found = int(amount, 16) if amount[:2] in ("0x", "0X") else float(amount)
        if unit in ("", self.unit):
            return found
        others = UNITS.get(self.unit, {})
        if unit not in others:
            raise Unfit(self.expected, "it is in %s" % self.unit if self.unit else "it has no unit")
        factor, more = others[unit]
        return found * factor + more

    def checked(self, value: Any) -> Any:
        """The value as the part has it. Raises Unfit for one that it cannot have."""
        if self.choices and value not in self.choices:
            raise Unfit(self.expected)
        if isinstance(self.default, bool) or not self.numeric:
            if type(value) is not type(self.default):
                raise Unfit(self.expected)
            return value
        return self._within(value)

    def _within(self, value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
            raise Unfit(self.expected)
        if (self.lowest is not None and value < self.lowest) or (self.highest is not None and value > self.highest):
            raise Unfit(self.expected)
        if isinstance(self.default, float):
            return float(value)
        if value != int(value):
            raise Unfit(self.expected)
        return int(value)

    @property
    def expected(self) -> str:
        """What it should be, in words."""
        if isinstance(self.default, bool):
            return "true or false"
        if self.choices:
            return "one of " + ", ".join(map(self.show, self.choices))
        if not self.numeric:
            return "a text"
        return ("a whole number" if isinstance(self.default, int) else "a number") + self.limits

    def show(self, value: Any) -> str:
        """A value of it as people write it."""
        return "0x%02X" % value if self.hexadecimal else shown(value)

    @property
    def limits(self) -> str:
        """` from 1 to 5 C`; "" without any."""
        unit = " " + self.unit if self.unit else ""
        if self.lowest is None:
            return " of" + unit if unit else ""
        if self.highest is None:
            return " from %s%s" % (shown(self.lowest), unit)
        return " from %s to %s%s" % (shown(self.lowest), shown(self.highest), unit)


def shown(value: Any) -> str:
    """A value as people write it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "%g" % value if isinstance(value, float) else str(value)
