"""What a generated program may name at a point: variables, functions, classes.

Kinds say what a variable surely holds: int float num(ber) str bool prim(itive: null, bool, number or string) any
arr(ay) tab(le) inst(ance) fun(ction) gen(erator). Functions can be reached in ways the generator does not see, so a
parameter is surely prim when its kind is below prim, and surely nothing otherwise: whoever calls a function that it
does not know passes primitives only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

NUMBERS = ("int", "float", "num")
PRIMITIVES = (*NUMBERS, "str", "bool", "prim")
BELOW = {"num": ("int", "float", "num"), "prim": PRIMITIVES, "any": None}


@dataclass
class Signature:
    """parameters: kinds. optional: how many of the last have defaults. result: kind of what it returns."""

    parameters: list[str]
    optional: int = 0
    varargs: bool = False
    result: str = "any"
    generator: bool = False


@dataclass
class Variable:
    """frozen: nothing may assign it. likely: what a parameter mostly holds."""

    name: str
    kind: str
    frozen: bool = False
    signature: Optional[Signature] = None
    likely: str = ""

    def holds(self, kind: str) -> bool:
        """Whether it surely holds a value of this kind."""
        below = BELOW.get(kind, (kind,))
        return below is None or self.kind in below


@dataclass
class ClassInfo:
    """A class that has been declared in the root table."""

    name: str
    constructor: Signature
    methods: dict[str, Signature] = field(default_factory=dict)
    statics: list[str] = field(default_factory=list)
    metamethods: set[str] = field(default_factory=set)


@dataclass
class Frame:
    """A function being written. leaf: it calls no function of the program. this: the class of its `this`.
    results: the kind that it returns. loops: how deep; growing things are kept small in loops. captured: how many
    variables are those of enclosing functions. loop_began: how many closures there
    were when the innermost loop began."""

    leaf: bool = False
    generator: bool = False
    this: Optional[ClassInfo] = None
    results: str = "any"
    loops: int = 0
    breakable: bool = False
    captured: int = 0
    loop_began: int = 0
