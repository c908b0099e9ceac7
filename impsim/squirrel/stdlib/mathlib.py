"""The math library: C's functions in float32, and C's rand.

Results are computed in double and rounded once. Where C gives a value and Python
raises, C's value is given; the sign of a NaN is that of an x86 processor, where it shows.
"""

from __future__ import annotations

import math

from impsim.squirrel.native import plain
from impsim.squirrel.numeric import f32, wrap
from impsim.squirrel.stdlib.arguments import as_float, as_integer, check, slots, wrong_argument

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

NAN = float("nan")
MINUS_NAN = -NAN
INFINITY = float("inf")
PI = f32(math.pi)
RAND_MAX = 0x7FFFFFFF


def _round_to(function: Callable[[float], int]) -> Callable[[float], float]:
    """floor or ceil with a float result, which keeps the sign of zero."""

    def rounded(value: float) -> float:
        return math.copysign(function(value), value) if value - value == 0.0 else value

    return rounded


def _log(function: Callable[[float], float]) -> Callable[[float], float]:
    def log(value: float) -> float:
        if value == 0.0:
            return -INFINITY
        return function(value) if value > 0.0 or value != value else MINUS_NAN

    return log


def _domain(function: Callable[[float], float], outside: float) -> Callable[[float], float]:
    """The function with a value where Python raises ValueError."""

    def total(value: float) -> float:
        try:
            return function(value)
        except ValueError:
            return outside

    return total


def _exp(value: float) -> float:
    try:
        return math.exp(value)
    except OverflowError:
        return INFINITY


def power(base: float, exponent: float) -> float:
    """C's pow."""
    try:
        return math.pow(base, exponent)
    except OverflowError:
        odd = exponent % 2.0 == 1.0
        return -INFINITY if base < 0.0 and odd else INFINITY
    except ValueError:
        if base != 0.0:
            return MINUS_NAN
        odd = exponent % 2.0 == 1.0
        return math.copysign(INFINITY, base) if odd else INFINITY


def one_float(name: str, function: Callable[[float], float]) -> Any:
    """A native of one number."""

    @plain(name, 2, ".n")
    def call(this: Any, number: Any) -> float:
        if type(number) is not float:
            if type(number) is not int:
                raise wrong_argument(".n", this, number)
            number = f32(number)
        return f32(function(number))

    return call


def two_floats(name: str, function: Callable[[float, float], float]) -> Any:
    """A native of two numbers."""

    @plain(name, 3, ".nn")
    def call(this: Any, first: Any, second: Any) -> float:
        if type(first) is not float or type(second) is not float:
            check(".nn", this, first, second)
        return f32(function(as_float(first), as_float(second)))

    return call


@plain("abs", 2, ".n")
def math_abs(this: Any, number: Any) -> int:
    """The integer without its sign; a float loses its fraction. INT_MIN stays."""
    if type(number) is not int and type(number) is not float:
        raise wrong_argument(".n", this, number)
    return wrap(abs(as_integer(number)))


FLOAT_FUNCTIONS = slots(
    one_float("sqrt", _domain(math.sqrt, MINUS_NAN)),
    one_float("sin", _domain(math.sin, MINUS_NAN)),
    one_float("cos", _domain(math.cos, MINUS_NAN)),
    one_float("asin", _domain(math.asin, NAN)),
    one_float("acos", _domain(math.acos, NAN)),
    one_float("log", _log(math.log)),
    one_float("log10", _log(math.log10)),
    one_float("tan", _domain(math.tan, MINUS_NAN)),
    one_float("atan", math.atan),
    two_floats("atan2", math.atan2),
    two_floats("pow", power),
    one_float("floor", _round_to(math.floor)),
    one_float("ceil", _round_to(math.ceil)),
    one_float("exp", _exp),
    one_float("fabs", math.fabs),
    math_abs,
)


class Random:
    """glibc's rand: a lagged sum of 31 numbers, of which 310 are thrown away first."""

    __slots__ = ("numbers", "index")

    LAG, OTHER, SKIPPED = 31, 3, 310

    def __init__(self, seed: int) -> None:
        word = seed & 0xFFFFFFFF or 1
        word = word - (1 << 32) if word > 0x7FFFFFFF else word
        numbers = [word & 0xFFFFFFFF]
        for _ in range(self.LAG - 1):
            word = int(math.fmod(16807 * word, 2147483647))  # C's %: the sign of the left side
            word += 2147483647 if word < 0 else 0
            numbers.append(word)
        self.numbers = numbers
        self.index = self.OTHER
        for _ in range(self.SKIPPED):
            self.next()

    def next(self) -> int:
        """0 to RAND_MAX."""
        numbers, index = self.numbers, self.index
        total = numbers[index] = (numbers[index] + numbers[index - self.OTHER]) & 0xFFFFFFFF
        self.index = index + 1 if index < self.LAG - 1 else 0
        return total >> 1


def _random_functions(vm: Any) -> tuple[Any, ...]:
    @plain("rand", 1)
    def rand(this: Any) -> int:
        """The next number of the VM's generator, which is made when it is first asked."""
        random = vm.random
        if random is None:
            random = vm.random = Random(vm.seed if vm.impos else 1)
        return random.next()  # type: ignore[no-any-return]

    @plain("srand", 2, ".n")
    def srand(this: Any, number: Any) -> None:
        """Starts the generator anew; in impOS it has no effect (developer.electricimp.com/node/2374)."""
        check(".n", this, number)
        if not vm.impos:
            vm.random = Random(as_integer(number))

    return rand, srand


RANDOM_FUNCTIONS = slots(*_random_functions(None))  # templates for impsim.squirrel.stdlib.per_vm
