"""Expressions of generated programs, by the kind of value that they surely give (see scope.py).

What the reference leaves undefined is avoided here: the order and the text of objects without metamethods, `%` of
integers by 0 or of anything but numbers, INT_MIN / -1, negative indexes of strings, numbers past int32 in strings.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence

from impsim.squirrel import nodes
from impsim.squirrel.nodes import Expr
from properties import build as b
from properties.choices import Choices
from properties.containers import Containers
from properties.scope import PRIMITIVES, ClassInfo, Frame, Signature, Variable
from properties.vocabulary import (
    ARITHMETIC,
    BITWISE,
    COMPARISONS,
    FLOATS,
    FORMATS,
    INTS,
    NUMERALS,
    OBJECTS,
    ODD_SLOTS,
    SLOTS,
    STRINGS,
    is_name,
    settled,
)

Maker = Callable[[int], Expr]


class Expressions(Containers):
    """choices: where decisions come from. Everything that is drawn may be used anywhere in the text that follows."""

    def __init__(self, choices: Choices) -> None:
        self.c = choices
        self.variables: list[Variable] = []
        self.classes: list[ClassInfo] = []
        self.frame = Frame()
        self.named = 0
        self.closures = 0  # how many function literals so far
        self.risks = 0  # how many choices so far will probably fail

    def risk(self, percent: int) -> bool:
        """A chance of something that mostly fails."""
        taken = self.c.chance(percent)
        self.risks += taken
        return taken

    def fresh(self, stem: str = "v") -> str:
        self.named += 1
        return f"{stem}{self.named}"

    def some(self, depth: int, small: Sequence[Maker], large: Sequence[Maker]) -> Expr:
        if depth <= 0 or self.c.used_up or self.c.chance(30):
            return self.c.pick(small)(0)
        return self.c.pick(large)(depth - 1)

    def expr(self, kind: str, depth: int) -> Expr:
        """An expression that surely gives this kind."""
        maker: Maker = getattr(self, kind + "_")
        return maker(depth)

    def loose(self, kind: str, depth: int) -> Expr:
        """Mostly this kind, surely a primitive."""
        likely = [v for v in self.variables if v.kind == "prim" and v.likely == kind]
        if likely and self.c.chance(50):
            return b.name(self.c.pick(likely).name)
        return self.prim_(depth) if self.risk(3) else self.expr(kind, depth)

    def variable(self, kind: str, otherwise: Maker) -> Expr:
        found = [v for v in self.variables if v.holds(kind)]
        return b.name(self.c.pick(found[-12:]).name) if found else otherwise(0)

    def assignable(self, kind: str) -> Variable | None:
        found = [v for v in self.variables if v.kind == kind and not v.frozen]
        return self.c.pick(found[-8:]) if found else None

    def conditional(self, kind: str, depth: int) -> Expr:
        return b.conditional(self.test(depth), self.expr(kind, depth), self.expr(kind, depth))

    def test(self, depth: int) -> Expr:
        """The condition of `?:`. The reference takes a bare local there for the comparison before it, if any."""
        value = self.any_(depth)
        return b.unary("!", value) if isinstance(value, (nodes.This, nodes.Name)) else value

    # Integers

    def int_(self, depth: int) -> Expr:
        small = [self.int_literal, lambda _: self.variable("int", self.int_literal), self.int_literal]
        large: list[Maker] = [self.int_arithmetic, self.bits, self.divided, self.int_unary, self.length, self.three_way]
        large += [self.int_arithmetic, self.bits, self.tointeger, self.stepped, self.assigned_int, self.byte_of]
        large += [lambda d: self.conditional("int", d), lambda d: b.comma(self.prim_(d), self.int_arithmetic(d))]
        return self.some(depth, small, large)

    def int_literal(self, _: int) -> Expr:
        return b.lit(self.c.word() if self.c.chance(5) else self.c.pick(INTS))

    def small_int(self, most: int = 2) -> Expr:
        return b.lit(self.c.below(6 if self.risk(8) else most + 1))

    def int_arithmetic(self, depth: int) -> Expr:
        return b.binary(self.c.pick(ARITHMETIC), self.int_(depth), self.int_(depth))

    def bits(self, depth: int) -> Expr:
        return b.binary(self.c.pick(BITWISE), self.loose("int", depth), self.loose("int", depth))

    def divided(self, depth: int) -> Expr:
        divisor = self.c.pick([2, 3, 7, -2, 10, 256, -3, 1000, 0x7FFFFFFF, -0x80000000])
        if self.c.chance(20):
            return b.binary("/", self.int_(depth), b.binary("&", self.int_(depth), b.lit(7)))
        return b.binary(self.c.pick(["/", "%"]), self.int_(depth), b.lit(divisor))

    def int_unary(self, depth: int) -> Expr:
        op = self.c.pick(["-", "~"])
        return b.unary(op, self.int_(depth) if op == "-" else self.loose("int", depth))

    def three_way(self, depth: int) -> Expr:
        return b.binary("<=>", self.loose("num", depth), self.loose("num", depth))

    def length(self, depth: int) -> Expr:
        return b.method(self.expr(self.c.pick(["str", "arr"]), depth), "len")

    def tointeger(self, depth: int) -> Expr:
        if self.c.chance(30):
            return b.method(b.lit(self.c.pick(STRINGS if self.risk(15) else NUMERALS)), "tointeger")
        return b.method(self.num_(depth), "tointeger")

    def stepped(self, _: int) -> Expr:
        variable = self.assignable("int")
        if variable is None:
            return self.int_literal(0)
        return settled(b.step(self.c.pick(["++", "--"]), b.name(variable.name), self.c.chance(50)))

    def assigned_int(self, depth: int) -> Expr:
        variable = self.assignable("int")
        if variable is None:
            return self.int_literal(0)
        captured = self.variables.index(variable) < self.frame.captured
        if self.c.chance(50) and not captured:  # the reference loses count of its registers there
            return settled(b.compound(self.c.pick(ARITHMETIC), b.name(variable.name), self.int_(depth)))
        return settled(b.assign(b.name(variable.name), self.int_(depth)))

    def byte_of(self, depth: int) -> Expr:
        return b.index(b.binary("+", b.lit("xyz"), self.str_(depth)), b.binary("&", self.int_(depth), b.lit(3)))

    # Floats and numbers

    def float_(self, depth: int) -> Expr:
        small = [self.float_literal, lambda _: self.variable("float", self.float_literal)]
        large = [self.float_arithmetic, self.float_arithmetic, self.float_division, self.tofloat]
        large += [lambda d: b.unary("-", self.float_(d)), lambda d: self.conditional("float", d)]
        return self.some(depth, small, large)

    def float_literal(self, _: int) -> Expr:
        value = self.c.pick(FLOATS)
        return b.lit(struct.unpack("f", struct.pack("f", value))[0])

    def float_arithmetic(self, depth: int) -> Expr:
        operands = [self.float_(depth), self.num_(depth)]
        if self.c.chance(40):
            operands.reverse()
        return b.binary(self.c.pick(ARITHMETIC), *operands)

    def float_division(self, depth: int) -> Expr:
        return b.binary(self.c.pick(["/", "/", "%"]), self.num_(depth), self.float_(depth))

    def tofloat(self, depth: int) -> Expr:
        return b.method(self.num_(depth), "tofloat")

    def num_(self, depth: int) -> Expr:
        small = [self.int_, self.float_, lambda _: self.variable("num", self.int_)]
        large = [self.int_, self.float_, self.prim_arithmetic, lambda d: self.conditional("num", d)]
        return self.some(depth, small, large)

    def prim_arithmetic(self, depth: int) -> Expr:
        """Fails unless both are numbers."""
        kind = "prim" if self.risk(10) else "num"
        return b.binary(self.c.pick(["-", "*"]), self.loose(kind, depth), self.loose(kind, depth))

    # Strings

    def str_(self, depth: int) -> Expr:
        small = [self.str_literal, lambda _: self.variable("str", self.str_literal)]
        large: list[Maker] = [self.joined, self.joined, self.cased, self.sliced, self.number_text, self.formatted]
        large += [lambda d: b.unary("typeof", self.any_(d)), lambda d: b.call(b.root("type"), self.any_(d))]
        large += [lambda d: b.method(self.int_(d), "tochar"), lambda d: self.conditional("str", d), self.stripped]
        return self.some(depth, small, large)

    def str_literal(self, _: int) -> Expr:
        return b.lit(self.c.pick(STRINGS))

    def joined(self, depth: int) -> Expr:
        operands = [self.str_(depth), self.prim_(depth)]
        if self.c.chance(30):
            operands.reverse()
        return b.binary("+", *operands)

    def cased(self, depth: int) -> Expr:
        return b.method(self.str_(depth), self.c.pick(["tolower", "toupper", "tostring"]))

    def sliced(self, depth: int) -> Expr:
        first = self.small_int()
        last = [b.binary("+", b.lit(3), self.small_int())] if self.c.chance(50) else []
        return b.method(b.binary("+", self.str_(depth), b.lit("12345")), "slice", first, *last)

    def number_text(self, depth: int) -> Expr:
        return b.method(self.num_(depth), "tostring")

    def formatted(self, depth: int) -> Expr:
        if self.risk(10):
            text = self.c.pick(FORMATS) + self.c.pick(["", "%s", "%%"])
            return b.call(b.root("format"), b.lit(text), *[self.prim_(depth) for _ in range(self.c.below(3))])
        text = self.c.pick(FORMATS)
        value = self.str_(depth) if "s" in text else self.num_(depth)
        return b.call(b.root("format"), b.lit(text + "%%%d"), value, self.int_(depth))

    def stripped(self, depth: int) -> Expr:
        return b.call(b.root(self.c.pick(["strip", "lstrip", "rstrip"])), self.str_(depth))

    # Bools and primitives

    def bool_(self, depth: int) -> Expr:
        small = [lambda _: b.lit(self.c.chance(50)), lambda _: self.variable("bool", self.comparison)]
        large: list[Maker] = [self.comparison, self.comparison, lambda d: b.unary("!", self.any_(d)), self.identity]
        large += [self.membership, self.instance_test, lambda d: self.logical("bool", d)]
        return self.some(depth, small, large)

    def comparison(self, depth: int) -> Expr:
        kind = "prim" if self.risk(10) else self.c.pick(["int", "num", "str"])
        return b.binary(self.c.pick(COMPARISONS), self.loose(kind, depth), self.loose(kind, depth))

    def identity(self, depth: int) -> Expr:
        return b.binary(self.c.pick(["==", "!="]), self.any_(depth), self.any_(depth))

    def membership(self, depth: int) -> Expr:
        return b.binary("in", self.key(depth), self.any_(depth))

    def instance_test(self, depth: int) -> Expr:
        right = b.name(self.c.pick(self.classes).name) if self.classes and self.c.chance(80) else self.any_(depth)
        return b.binary("instanceof", self.any_(depth), right)

    def logical(self, kind: str, depth: int) -> Expr:
        return b.binary(self.c.pick(["&&", "||"]), self.expr(kind, depth), self.expr(kind, depth))

    def prim_(self, depth: int) -> Expr:
        small = [self.int_, self.str_, lambda _: self.variable("prim", self.int_), self.float_, self.bool_]
        small += [lambda _: b.lit(None), self.bare_slot]
        large: list[Maker] = [self.int_, self.str_, self.num_, self.bool_, self.slot, self.slot, self.sum_of_primitives]
        large += [lambda d: b.call(b.root("prim"), self.any_(d)), lambda d: self.logical("prim", d), self.set_slot]
        large += [lambda d: self.conditional("prim", d), self.primitive_call, self.step_slot, self.set_variable]
        large += [self.chained, self.class_attributes]
        return self.some(depth, small, large)

    def sum_of_primitives(self, depth: int) -> Expr:
        kind = "prim" if self.risk(15) else self.c.pick(["num", "str"])
        return b.binary("+", self.prim_(depth), self.expr(kind, depth))

    def bare_slot(self, _: int) -> Expr:
        slot = self.c.pick(SLOTS[:4])
        return b.get(b.this(), slot) if self.c.chance(30) else b.name(slot)

    def slot(self, depth: int) -> Expr:
        """A slot that can only hold a primitive."""
        return self.slot_of(self.container(depth))

    def some_slot(self) -> str:
        """One that tables and classes often have, mostly."""
        return self.c.pick(SLOTS if self.risk(15) else ["n0", "n0", "n1", "n1", "n2"])

    def slot_of(self, container: Expr) -> Expr:
        slot = self.some_slot()
        if is_name(slot) and not self.c.chance(15):
            return b.get(container, slot)
        return b.index(container, b.lit(slot))

    def set_slot(self, depth: int) -> Expr:
        target = self.slot(depth)
        way = self.c.below(3)
        if way == 0:
            return b.assign(target, self.clipped(depth))
        if way == 1:
            return b.newslot(target, self.clipped(depth))
        return b.compound(self.c.pick(ARITHMETIC), target, self.int_(depth) if self.c.chance(80) else b.lit("+"))

    def step_slot(self, depth: int) -> Expr:
        return b.step(self.c.pick(["++", "--"]), self.slot(depth), self.c.chance(50))

    def chained(self, depth: int) -> Expr:
        return b.assign(self.slot(depth), b.assign(self.slot(depth), self.num_(depth)))

    def set_variable(self, depth: int) -> Expr:
        variable = self.assignable("prim")
        return self.int_(depth) if variable is None else settled(b.assign(b.name(variable.name), self.clipped(depth)))

    def clipped(self, depth: int) -> Expr:
        """A primitive to be kept: nothing may double with every turn of a loop."""
        return b.call(b.root("clip"), self.prim_(depth)) if self.c.chance(60) else self.num_(depth)

    def class_attributes(self, depth: int) -> Expr:
        if not self.classes:
            return self.int_(depth)
        asked = b.method(
            b.name(self.c.pick(self.classes).name), "getattributes", b.lit(self.c.pick(["n0", "n1", None]))
        )
        return b.call(b.root("prim"), asked)

    def primitive_call(self, depth: int) -> Expr:
        found = self.functions("prim")
        return self.call_of(self.c.pick(found), depth) if found else self.int_(depth)

    def functions(self, result: str) -> list[Variable]:
        if self.frame.leaf:
            return []
        wanted = PRIMITIVES if result == "prim" else (*PRIMITIVES, "any")
        return [v for v in self.variables if v.signature and v.signature.result in wanted and not v.signature.generator]

    # Anything

    def any_(self, depth: int) -> Expr:
        if self.frame.leaf:
            return self.prim_(depth)
        small = [self.prim_, lambda _: self.variable("any", self.prim_), self.prim_, self.arr_, self.tab_]
        large: list[Maker] = [self.prim_, self.arr_, self.tab_, self.fun_, self.inst_, self.known_call, self.known_call]
        large += [self.method_call, self.native, lambda d: self.logical("any", d), lambda d: self.conditional("any", d)]
        large += [lambda _: self.variable("any", self.prim_), self.element]
        risky: list[Maker] = [self.gen_, self.object_slot, self.unknown_call, self.resumed, self.copied, self.deleted]
        risky += [lambda _: b.this(), self.number_of_anything, self.metamethod]
        return self.some(depth, small, risky if self.risk(12) else large)

    def container(self, depth: int) -> Expr:
        if self.frame.leaf:
            return self.variable("any", lambda _: b.this())
        if self.risk(8):
            return self.any_(depth)
        if self.classes and self.c.chance(10):
            return b.name(self.c.pick(self.classes).name)
        return self.c.pick([self.tab_, self.inst_, lambda _: b.this()])(depth)

    def kept(self, depth: int) -> Expr:
        return b.call(b.root("keep"), self.container(depth))

    def key(self, depth: int) -> Expr:
        """A key that suits any container: no negative number."""
        way = self.c.below(8)
        if way < 4:
            return self.small_int()
        if way == 4:
            return b.binary("&", self.int_(depth), b.lit(3))
        if way == 5 and self.c.chance(40):
            return b.lit(self.c.pick([0.0, 1.5, 2.0, True, False, None]))
        return b.lit(self.c.pick(SLOTS + ODD_SLOTS + OBJECTS))

    def element(self, depth: int) -> Expr:
        if self.risk(10):
            return b.index(self.any_(depth), self.key(depth))
        if self.c.chance(30):
            return b.index(self.tab_(depth), b.lit(self.some_slot()))
        return b.index(self.arr_(depth), self.small_int(0))

    def object_slot(self, depth: int) -> Expr:
        slot = self.c.pick(OBJECTS + ODD_SLOTS)
        if not self.c.chance(25):
            return b.get(self.any_(depth), slot)
        return b.get(self.container(depth), slot)

    def arguments(self, signature: Signature, depth: int) -> list[Expr]:
        kinds = signature.parameters[: len(signature.parameters) - self.c.below(signature.optional + 1)]
        kinds = kinds + ["prim"] * (self.c.below(4) if signature.varargs else 0)
        if self.risk(3):
            kinds = kinds[1:] if self.c.chance(50) else [*kinds, "prim"]
        return [self.loose(kind, depth) if kind in PRIMITIVES else self.expr(kind, depth) for kind in kinds]

    def call_of(self, function: Variable, depth: int) -> Expr:
        assert function.signature is not None
        arguments = self.arguments(function.signature, depth)
        callee = b.name(function.name)
        way = self.c.below(10)  # a generator does not keep its `this` alive in the reference
        if way == 1:
            return b.method(callee, self.c.pick(["call", "pcall"]), self.kept(depth), *arguments)
        if way == 2:
            return b.method(callee, self.c.pick(["acall", "pacall"]), b.array([self.kept(depth), *arguments]))
        return b.call(callee, *arguments)

    def known_call(self, depth: int) -> Expr:
        found = self.functions("any")
        return self.call_of(self.c.pick(found), depth) if found else self.method_call(depth)

    def unknown_call(self, depth: int) -> Expr:
        arguments = [self.prim_(depth) for _ in range(self.c.below(4))]
        if self.c.chance(30):
            return b.call(self.fun_(depth), *arguments)
        return b.method(self.kept(depth), self.c.pick(OBJECTS), *arguments)

    def method_call(self, depth: int) -> Expr:
        known = [info for info in self.classes if info.methods]
        if not known:
            return self.prim_(depth)
        info = self.c.pick(known)
        called = self.c.pick(list(info.methods))
        receiver = b.call(b.root("keep"), self.new_instance(info, depth))
        if self.frame.this is not None and self.c.chance(40):
            receiver = b.base() if self.c.chance(50) else b.this()
        return b.method(receiver, called, *self.arguments(info.methods[called], depth))

    def resumed(self, depth: int) -> Expr:
        return b.unary("resume", self.gen_(depth))

    def copied(self, depth: int) -> Expr:
        return b.unary("clone", self.any_(depth))

    def metamethod(self, depth: int) -> Expr:
        """An operator on an instance or a table with a delegate."""
        left = self.c.pick([self.inst_, self.inst_, self.tab_])(depth)
        way = self.c.below(6)
        if way == 0:
            return b.unary("-", left)
        if way == 1:
            return b.call(left, self.prim_(depth))
        return b.binary(self.c.pick(["+", "-", "*", "/"]), left, self.num_(depth))

    def number_of_anything(self, depth: int) -> Expr:
        return b.binary(self.c.pick(["-", "*", "+"]), self.any_(depth), self.num_(depth))

    def deleted(self, depth: int) -> Expr:
        return b.delete(self.slot_of(self.tab_(depth)))

    def native(self, depth: int) -> Expr:
        """A call of a default delegate's function."""
        return self.c.pick([self.array_native, self.table_native, self.string_native, self.weak])(depth)

    def array_native(self, depth: int) -> Expr:
        array = self.arr_(depth)
        way = self.c.below(8)
        if way == 0:
            return b.method(array, self.c.pick(["pop", "top", "reverse", "clear"]))
        if way == 1:
            return b.method(array, "find", self.any_(depth))
        if way == 2:
            return b.method(array, "remove", self.small_int(0))
        if way == 3:
            return b.method(array, "resize", b.binary("&", self.int_(depth), b.lit(7)), self.any_(depth))
        if way == 4:
            return self.small_enough(
                array, lambda target: b.method(target, "insert", self.small_int(), self.any_(depth))
            )
        if way == 5:
            return b.method(array, "reduce", self.callback(2, depth))
        return self.small_enough(array, lambda target: b.method(target, "push", self.any_(depth)))

    def small_enough(self, array: Expr, grow: Callable[[Expr], Expr]) -> Expr:
        found = [v for v in self.variables if v.kind == "arr"]
        if not found:
            return grow(array)
        target = b.name(self.c.pick(found).name)
        return b.conditional(b.binary("<", b.method(target, "len"), b.lit(12)), grow(target), b.lit(None))

    def table_native(self, depth: int) -> Expr:
        table = self.tab_(depth)
        way = self.c.pick(["rawget", "rawin", "rawdelete", "rawset", "len", "clear", "getdelegate"])
        arguments = [] if way in ("len", "clear", "getdelegate") else [b.lit(self.c.pick(SLOTS))]
        return b.method(table, way, *arguments, *([self.clipped(depth)] if way == "rawset" else []))

    def string_native(self, depth: int) -> Expr:
        if self.c.chance(30):
            return b.call(b.root("split"), self.str_(depth), b.lit(self.c.pick([",", " ", "ab", "l"])))
        return b.method(self.str_(depth), "find", self.str_(depth), *([self.small_int()] if self.c.chance(30) else []))

    def weak(self, depth: int) -> Expr:
        made = b.method(b.call(b.root("keep"), self.any_(depth)), "weakref")
        return b.method(made, "ref") if self.c.chance(50) else made
