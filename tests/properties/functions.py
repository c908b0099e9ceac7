"""Functions and classes of generated programs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from impsim.squirrel import nodes
from impsim.squirrel.nodes import Expr, Stmt
from properties import build as b
from properties.expressions import Expressions
from properties.scope import PRIMITIVES, ClassInfo, Frame, Signature, Variable
from properties.vocabulary import OBJECTS, SLOTS, is_name

TICK: Stmt = b.do(b.call(b.root("tick")))
PARAMETERS = ["int", "prim", "num", "str", "float", "any", "arr", "tab"]
Parameters = list[tuple[str, "Expr | None"]]


class Functions(Expressions):
    def body(self, statements: int) -> list[Stmt]:
        """That many statements, in a scope of their own."""
        raise NotImplementedError

    @contextmanager
    def inside(self, frame: Frame) -> Iterator[None]:
        """Writes a function: what it declares is gone afterwards, what is there can be captured."""
        self.closures += 1
        outer, visible = self.frame, list(self.variables)
        self.frame = frame
        frame.captured = len(visible)
        yield
        self.frame, self.variables = outer, visible

    def signature(self, result: str = "any") -> Signature:
        kinds = [self.c.pick(PARAMETERS) for _ in range(self.c.below(4))]
        optional = self.c.below(len(kinds) + 1) if self.c.chance(30) else 0
        varargs = not optional and self.c.chance(15)
        return Signature(kinds, optional, varargs, result)

    def parameters(self, signature: Signature) -> Parameters:
        """Declares them. Their defaults are evaluated outside: call this before entering the function."""
        made: Parameters = []
        first_optional = len(signature.parameters) - signature.optional
        for number, kind in enumerate(signature.parameters):
            default = None
            if number >= first_optional:
                default = self.expr(kind if kind in PRIMITIVES else "prim" if kind == "any" else kind, 1)
            made.append((self.fresh("a"), default))
        return made

    def declare_parameters(self, signature: Signature, parameters: Parameters) -> None:
        for kind, (name, _) in zip(signature.parameters, parameters):
            surely = "prim" if kind in PRIMITIVES else "any"
            self.variables.append(Variable(name, surely, likely=kind))
        if signature.varargs:
            self.variables.append(Variable("vargv", "arr"))

    def function(self, signature: Signature, frame: Frame, called: str | None = None, size: int = 4) -> nodes.Function:
        """A closure with a block."""
        parameters = self.parameters(signature)
        frame.results = signature.result
        frame.generator = signature.generator
        frame.leaf = frame.leaf or (not signature.generator and self.c.chance(30))
        with self.inside(frame):
            self.declare_parameters(signature, parameters)
            body = self.body(1 + self.c.below(size))
            body += [] if signature.result == "any" and self.c.chance(30) else [b.returns(self.result(2))]
        return b.function(parameters, body if frame.leaf else [TICK, *body], signature.varargs, called)

    def result(self, depth: int) -> Expr:
        literal = self.frame.results == "int_literal"
        return self.int_literal(0) if literal else self.expr(self.frame.results, depth)

    def new_signature(self) -> Signature:
        signature = self.signature(self.c.pick(["any", "prim", "int", "num", "str", "any"]))
        signature.generator = self.c.chance(20)
        return signature

    def lambda_(self, signature: Signature, depth: int) -> nodes.Function:
        parameters = self.parameters(signature)
        with self.inside(Frame(leaf=self.c.chance(50), results=signature.result, this=self.frame.this)):
            self.declare_parameters(signature, parameters)
            value = self.expr(signature.result, depth)
            if not self.frame.leaf:
                value = b.binary("||", b.call(b.root("tick")), value)
        return b.lambda_(parameters, value)

    def fun_(self, depth: int) -> Expr:
        known = [v for v in self.variables if v.signature and not v.signature.generator]
        if known and self.c.chance(40):
            return b.name(self.c.pick(known).name)
        if self.c.chance(20):
            return b.method(self.fun_(depth), "bindenv", self.kept(depth - 1))
        signature = Signature([self.c.pick(["int", "prim", "str"]) for _ in range(self.c.below(3))])
        if depth > 0 and self.c.chance(40):
            return self.function(signature, Frame(this=self.frame.this), size=2)
        return self.lambda_(signature, min(depth, 2))

    def callback(self, parameters: int, depth: int) -> Expr:
        signature = Signature(["any"] * parameters, result=self.c.pick(["prim", "any"]))
        return self.lambda_(signature, max(depth, 1))

    # Classes

    def class_(self, name: str, parent: ClassInfo | None, depth: int = 2) -> tuple[nodes.Class, ClassInfo]:
        """A class and what is known of it."""
        info = ClassInfo(name, Signature([]) if parent is None else parent.constructor)
        if parent is not None:
            info.methods = dict(parent.methods)
            info.metamethods = set(parent.metamethods)
        members = [(b.lit(slot), b.lit(self.c.pick([0, 1.5, "field", None])), None, False) for slot in ("n0", "n1")]
        members += [self.field(depth) for _ in range(self.c.below(4))]
        if self.c.chance(60):
            members.append(self.constructor(info, parent))
        members += [self.method_member(info) for _ in range(self.c.below(4))]
        members += [self.metamethod_member(info) for _ in range(self.c.below(3))]
        attributes = b.table([(b.lit("n0"), self.prim_(1))]) if self.c.chance(10) else None
        return b.klass(None if parent is None else b.name(parent.name), members, attributes), info

    def field(self, depth: int) -> b.Member:
        static = self.c.chance(15)
        attributes = b.table([(b.lit("n1"), self.prim_(0))]) if self.c.chance(8) else None
        if self.c.chance(20):
            return b.lit(self.c.pick(OBJECTS[:2])), self.c.pick([self.arr_, self.tab_])(1), attributes, static
        return b.lit(self.c.pick(SLOTS[:5])), self.prim_(depth if self.frame.loops else 0), attributes, static

    def constructor(self, info: ClassInfo, parent: ClassInfo | None) -> b.Member:
        info.constructor = self.signature(
            "int_literal"
        )  # not a call: the reference would take its `this` for the instance
        function = self.function(info.constructor, Frame(this=info), "constructor", 2)
        assert isinstance(function.body, nodes.Block)
        if parent is not None and self.c.chance(60):
            arguments = [self.prim_(0) for _ in parent.constructor.parameters]
            function.body.body.insert(0, b.do(b.method(b.base(), "constructor", *arguments)))
            function.body.body.insert(0, TICK)
        return b.lit("constructor"), function, None, False

    def method_member(self, info: ClassInfo) -> b.Member:
        name = self.c.pick(OBJECTS[2:])
        signature = self.new_signature()
        function = self.function(signature, Frame(this=info), name, 3)
        info.methods[name] = signature
        return b.lit(name), function, None, self.c.chance(10)

    def metamethod_member(self, info: ClassInfo) -> b.Member:
        name = self.c.pick(list(METAMETHODS))
        info.metamethods.add(name)
        return b.lit(name), self.metamethod_function(name), None, False

    def metamethod_function(self, name: str) -> nodes.Function:
        """Names everything from the root: a bare name in `_get` would ask `_get`."""
        parameters, kind = METAMETHODS[name]
        names = [self.fresh("a") for _ in range(parameters)]
        own = [b.local(self.fresh(), b.lit(0))]
        with self.inside(Frame(leaf=True)):
            self.variables = [Variable(parameter, "any", frozen=True) for parameter in names]
            body = [TICK, *own, *getattr(self, "body_of_" + kind)(names)]
        return b.function([(parameter, None) for parameter in names], body, called=name)

    def body_of_operator(self, names: list[str]) -> list[Stmt]:
        shown = [b.call(b.root("p"), b.lit("operator"), *map(b.name, names))]
        value = b.call(b.root("prim"), b.name(names[0])) if names else b.lit(7)
        return [b.do(shown[0]), b.returns(b.array([value]) if self.c.chance(40) else value)]

    def body_of_get(self, names: list[str]) -> list[Stmt]:
        known = b.lit(self.c.pick(SLOTS[:4]))
        found = b.if_(b.binary("==", b.name(names[0]), known), [b.returns(b.lit(self.c.pick([1, "got", None, 2.5])))])
        return (
            [found, b.throw(b.lit(self.c.pick([None, "no such thing"])))]
            if self.c.chance(60)
            else [b.returns(b.binary("+", b.lit("got "), b.call(b.root("prim"), b.name(names[0]))))]
        )

    def body_of_set(self, names: list[str]) -> list[Stmt]:
        shown = b.do(b.call(b.root("p"), b.lit("set"), *map(b.name, names)))
        return [shown, b.throw(b.lit(None))] if self.c.chance(25) else [shown]

    def body_of_newslot(self, names: list[str]) -> list[Stmt]:
        shown = b.do(b.call(b.root("p"), b.lit("new slot"), *map(b.name, names)))
        stored = b.do(b.method(b.this(), "rawset", b.name(names[0]), b.call(b.root("clip"), b.name(names[1]))))
        return [shown, stored] if self.c.chance(60) else [shown]

    def body_of_text(self, names: list[str]) -> list[Stmt]:
        return [b.returns(b.lit(self.c.pick(["<text>", "", "a\xe9"])))]

    def body_of_compare(self, names: list[str]) -> list[Stmt]:
        return [b.returns(b.lit(self.c.pick([0, 1, -1, 5, "x", 1.5])))]

    def body_of_next(self, names: list[str]) -> list[Stmt]:
        """n0, then n1, then the end."""
        ask = b.binary("==", b.name(names[0]), b.lit(None))
        again = b.binary("==", b.name(names[0]), b.lit("n0"))
        return [b.if_(ask, [b.returns(b.lit("n0"))]), b.if_(again, [b.returns(b.lit("n1"))]), b.returns(b.lit(None))]

    def body_of_nothing(self, names: list[str]) -> list[Stmt]:
        return [b.do(b.call(b.root("p"), b.lit("called"), *map(b.name, names))), b.returns(b.lit(1))]

    def delegate(self) -> Expr:
        """A table of metamethods and a few slots."""
        members: list[tuple[Expr, Expr]] = [self.member(1) for _ in range(self.c.below(3))]
        for _ in range(1 + self.c.below(2)):
            name = self.c.pick([name for name in METAMETHODS if name not in ("_inherited", "_newmember")])
            members.append((b.lit(name), self.metamethod_function(name)))
        return b.table([member for member in members if is_name(str(getattr(member[0], "value", "")))])


# name -> (parameters, what its body does: body_of_...)
METAMETHODS = {
    "_add": (1, "operator"),
    "_sub": (1, "operator"),
    "_mul": (1, "operator"),
    "_div": (1, "operator"),
    "_unm": (0, "operator"),
    "_get": (1, "get"),
    "_set": (2, "set"),
    "_newslot": (2, "newslot"),
    "_delslot": (1, "nothing"),
    "_typeof": (0, "text"),
    "_tostring": (0, "text"),
    "_cmp": (1, "compare"),
    "_call": (2, "nothing"),
    "_cloned": (1, "nothing"),
    "_nexti": (1, "next"),
    "_modulo": (1, "operator"),
}
