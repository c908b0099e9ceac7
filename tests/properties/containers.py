"""Arrays, tables, instances, generators and closures of generated programs: a part of Expressions."""

from __future__ import annotations

from typing import Any

from impsim.squirrel.nodes import Expr
from properties import build as b
from properties.scope import ClassInfo
from properties.vocabulary import OBJECTS, ODD_SLOTS, SLOTS, sorted_bounds


class Containers:
    """Calls what Expressions has: `some`, `variable` and the makers of the kinds that containers hold."""

    c: Any
    frame: Any
    classes: list[ClassInfo]
    variables: list[Any]
    some: Any
    expr: Any
    variable: Any
    any_: Any
    prim_: Any
    small_int: Any
    arguments: Any
    call_of: Any

    def arr_(self, depth: int) -> Expr:
        small = [self.array_literal, lambda _: self.variable("arr", self.array_literal)]
        large = [self.array_literal, self.array_slice, self.mapped, lambda d: b.unary("clone", self.arr_(d))]
        large += [lambda _: self.variable("arr", self.array_literal), self.array_function]
        return self.some(depth, small, large)

    def array_literal(self, depth: int) -> Expr:
        kind = self.c.pick(["int", "prim", "any", "num", "str"])
        return b.array([self.expr(kind, depth - 1) for _ in range(1 + self.c.below(5))])

    def array_slice(self, depth: int) -> Expr:
        return b.method(
            self.arr_(depth), "slice", *sorted_bounds(self.c.below(4), self.c.below(4))[: 1 + self.c.below(2)]
        )

    def array_function(self, depth: int) -> Expr:
        filling = [self.any_(depth)] if self.c.chance(60) else []
        return b.call(b.root("array"), self.small_int(), *filling)

    def mapped(self, depth: int) -> Expr:
        way = self.c.pick(["map", "filter"])
        return b.method(self.arr_(depth), way, self.callback(2 if way == "filter" else 1, depth))

    def callback(self, parameters: int, depth: int) -> Expr:
        """A closure that anything may be passed to."""
        raise NotImplementedError

    def tab_(self, depth: int) -> Expr:
        small = [self.table_literal, lambda _: self.variable("tab", self.table_literal)]
        large = [self.table_literal, lambda _: self.variable("tab", self.table_literal), self.delegating]
        large += [lambda d: b.unary("clone", self.tab_(d))]
        return self.some(depth, small, large)

    def table_literal(self, depth: int) -> Expr:
        usual = [(b.lit(slot), self.prim_(depth - 1)) for slot in SLOTS[: self.c.pick([2, 2, 2, 3, 1])]]
        members = usual + [self.member(depth - 1) for _ in range(self.c.below(5))]
        return b.table(members if self.c.chance(70) else members[::-1])

    def member(self, depth: int) -> tuple[Expr, Expr]:
        way = self.c.below(8)
        if way == 0:
            return b.lit(self.c.pick(OBJECTS)), self.any_(depth)
        if way == 1:
            return b.lit(self.c.pick([0, 1, 5, -3, 1.5, 0.0, True, False, 100])), self.prim_(depth)
        return b.lit(self.c.pick(SLOTS + ODD_SLOTS if way < 4 else SLOTS[:4])), self.prim_(depth)

    def delegating(self, depth: int) -> Expr:
        return b.method(self.tab_(depth), "setdelegate", self.tab_(depth))

    def inst_(self, depth: int) -> Expr:
        if not self.classes or self.frame.leaf:
            return self.variable("inst", self.tab_)
        found = [v for v in self.variables if v.kind == "inst"]
        if found and self.c.chance(70):
            return b.name(self.c.pick(found).name)
        return self.new_instance(self.c.pick(self.classes), depth)

    def new_instance(self, info: ClassInfo, depth: int) -> Expr:
        return b.call(b.name(info.name), *self.arguments(info.constructor, depth))

    def gen_(self, depth: int) -> Expr:
        makers = [v for v in self.variables if v.signature and v.signature.generator]
        known = [v for v in self.variables if v.kind == "gen"]
        if known and self.c.chance(80):
            return b.name(self.c.pick(known).name)
        return self.call_of(self.c.pick(makers), depth) if makers and not self.frame.leaf else self.prim_(depth)

    def fun_(self, depth: int) -> Expr:
        """A closure of unknown signature: it takes primitives."""
        raise NotImplementedError
