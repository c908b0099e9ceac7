"""Functions and classes.

A Squirrel function becomes a Python function f(this, a, b=default, *vargv); a captured
variable is a Python cell. Two things need a function around it that makes it
(a "maker"): variables that are fresh in each iteration of a loop, and `base`, which
belongs to the closure and is set when a class takes the function as a member.

Parameters that are used as numbers give the body a second version in which they are
known to be integers, chosen at the call.

A method reads the members that its class declares through `ƒme`: `this` itself when it
is an instance of the class, and other bare names through `ƒouter`: the root table itself
when `this` has none of them (see impsim.squirrel.values.family). Else both are a view
that resolves a bare name as the language says.
"""

from __future__ import annotations

import ast
from typing import Any, Callable

from impsim.squirrel import nodes
from impsim.squirrel.codegen.emitter import Code, Emitter, FunctionContext, Owner, Result
from impsim.squirrel.codegen.infer import Env, Inference
from impsim.squirrel.codegen.intervals import ARRAY, INT
from impsim.squirrel.codegen.purity import is_pure
from impsim.squirrel.codegen.quote import Position, quote
from impsim.squirrel.names import mangle
from impsim.squirrel.native import PURE
from impsim.squirrel.scopes import FunctionScope, Variable
from impsim.squirrel.values.klass import METAMETHODS

IS_INT = quote("type(A) is int")
TYPES, OTHERS = "ʹown", "ʹouter"  # what is appended to a family's Python name for its two sets
LARGEST_TWICE = 150  # nodes: a longer body is not worth a second version
MOST_CHECKED = 3  # parameters
NUMERIC = frozenset("+ - * / % & | ^ << >> >>> < > <= >=".split())


class Functions(Emitter):
    """Generates Function and Class nodes, and the unit itself."""

    statement: Callable[[Any], None]

    def unit(self, node: nodes.Block) -> ast.Module:
        """The Python module of a unit: it defines ƒmain."""
        scope = self.scopes.functions[node]
        definition, _ = self.collected(lambda: self.define(node, scope, "ƒmain", [], True))
        return ast.Module(definition, [])

    def visit_function(self, node: nodes.Function, owner: Any = None) -> Result:
        """The closure. owner: the class that it is a method of; functions in a method know it too."""
        p = self.at(node)
        owner = owner or self.function.owner
        scope = self.scopes.functions[node]
        name = self.unique((node.name or "").rpartition(":")[2])
        defaults = [code for code, _ in self.operands(*[d for _, d in node.parameters if d is not None])]
        fresh = [variable for variable in scope.free if variable.fresh and variable.owner is self.function.scope]
        if not fresh and not scope.uses_base:
            self.define(node, scope, name, defaults, node.varargs, owner)
            return self.load(name, p), None
        return self.made(node, scope, name, defaults, fresh, owner), None

    def made(
        self,
        node: nodes.Function,
        scope: FunctionScope,
        name: str,
        defaults: list[Code],
        fresh: list[Variable],
        owner: Any,
    ) -> Code:
        """A closure made by a maker, which takes fresh variables, defaults and base."""
        p = self.at(node)
        maker = self.unique("ƒmaker")
        stand_ins = ["ƒdefault%d" % number for number in range(len(defaults))]
        parameters = [*[variable.python for variable in fresh], *stand_ins]
        if scope.uses_base:
            parameters.append("ƒbase")
        inner, _ = self.collected(
            lambda: self.define(node, scope, name, [self.load(n, p) for n in stand_ins], node.varargs, owner)
        )
        inner.append(ast.Return(self.load(name, p), **p))
        self.out.append(function_definition(maker, parameters, [], False, inner, p))
        arguments = [*[self.load(variable.python, p) for variable in fresh], *defaults]
        if scope.uses_base:
            return self.call("based", p, self.load(maker, p), ast.Tuple(arguments, ast.Load(), **p))
        return ast.Call(self.load(maker, p), arguments, [], **p)

    def define(
        self,
        node: Any,
        scope: FunctionScope,
        name: str,
        defaults: list[Code],
        varargs: bool,
        owner: Any = None,
    ) -> None:
        """Puts out the definition of a Python function."""
        p = self.at(node)
        outer, line = self.function, self.line
        self.function = FunctionContext(scope, name)
        if owner is not None:
            self.function.owner = owner
        declared = self.scopes.declared[node]
        body, _ = self.collected(lambda: self.function_body(node, declared, varargs, p))
        parameters = [variable.python for variable in declared]
        stored = sorted(self.function.stored_cells)
        self.function, self.line = outer, line
        for cell in stored:
            self.note_outer_store(cell)
        if stored:
            body.insert(0, ast.Nonlocal(stored, **p))
        if scope.yields:
            self.define_generator(name, parameters, defaults, varargs, body, p)
        else:
            self.out.append(function_definition(name, ["this", *parameters], defaults, varargs, body, p))

    def note_outer_store(self, cell: str) -> None:
        """A function inside stores to a variable of a function further out: the one between declares it too."""
        if all(variable.python != cell for variable in self.function.scope.variables):
            self.function.stored_cells.add(cell)

    def define_generator(
        self, name: str, parameters: list[str], defaults: list[Code], varargs: bool, body: list[ast.stmt], p: Position
    ) -> None:
        """The Python generator, and the function that wraps what it returns."""
        frame = name + "ʹbody"
        never = ast.If(self.constant(False, p), [ast.Expr(ast.Yield(None, **p), **p)], [], **p)
        self.out.append(function_definition(frame, ["this", *parameters], [], varargs, [*body, never], p))
        arguments: list[Code] = [self.load(parameter, p) for parameter in ["this", *parameters]]
        if varargs:
            arguments[-1] = ast.Starred(arguments[-1], ast.Load(), **p)
        made = self.call("Generator", p, ast.Call(self.load(frame, p), arguments, [], **p))
        self.out.append(function_definition(name, ["this", *parameters], defaults, varargs, [ast.Return(made, **p)], p))

    def function_body(self, node: Any, declared: list[Variable], varargs: bool, p: Position) -> None:
        if varargs:
            rest = declared[-1].python
            self.assign(rest, self.call("Array", p, self.load(rest, p)), p)
        if self.options.steps and self.function.scope.parent is not None:
            self.do(self.call("tick", p), p)
        given: Env = dict.fromkeys(declared)
        if varargs:
            given[declared[-1]] = ARRAY
        numbers = self.numbers_among(node, declared[:-1] if varargs else declared)
        body, _ = self.collected(lambda: self.versions(node, given, numbers, p))
        if self.function.owner is not None:
            family = self.function.owner.family
            if self.function.uses_own:
                self.assign("ƒme", OWN(p, self.load(family + TYPES, p)), p)
            if self.function.uses_outer:
                self.assign("ƒouter", OUTER(p, self.load(family + OTHERS, p)), p)
        if isinstance(node, nodes.Function) and is_pure(node.body):
            body.insert(0, ast.Expr(self.constant(PURE, p), **p))
        self.out.extend(body or [ast.Pass(**p)])

    def versions(self, node: Any, given: Env, numbers: list[Variable], p: Position) -> None:
        """The body, or an `if` between the body for integers and the body for anything."""
        if not numbers:
            self.version(node, given)
            return
        tests = [IS_INT(p, self.load(variable.python, p)) for variable in numbers]
        test = tests[0] if len(tests) == 1 else ast.BoolOp(ast.And(), tests, **p)
        exact, _ = self.collected(lambda: self.version(node, {**given, **dict.fromkeys(numbers, INT)}))
        general, _ = self.collected(lambda: self.version(node, given))
        nothing: list[ast.stmt] = [ast.Pass(**p)]
        self.out.append(ast.If(test, exact or nothing, general or nothing, **p))

    def version(self, node: Any, given: Env) -> None:
        body = node.body
        self.function.env = Inference(self.scopes, given).run(body)
        if isinstance(body, list):
            for statement in body:
                self.statement(statement)
        else:
            self.statement(body)

    def numbers_among(self, node: Any, parameters: list[Variable]) -> list[Variable]:
        """The parameters that are worth a version of the body in which they are integers."""
        scope = self.function.scope
        if scope.parent is None or scope.has_function or scope.yields or not parameters:
            return []
        candidates = {v for v in parameters if not v.outer_stores}
        used: dict[Variable, None] = {}
        size = self.find_numbers(node.body, candidates, used)
        found = [variable for variable in parameters if variable in used]
        return found if size <= LARGEST_TWICE and len(found) <= MOST_CHECKED else []

    def find_numbers(self, tree: Any, candidates: set[Variable], used: dict[Variable, None]) -> int:
        """Notes the candidates that are operands of arithmetic; returns the size of the tree in nodes."""
        size = 0
        pending = [tree]
        while pending:
            node = pending.pop()
            if isinstance(node, (list, tuple)):
                pending.extend(node)
                continue
            if not isinstance(node, nodes.Node):
                continue
            size += 1
            for operand in numeric_operands(node):
                variable = self.scopes.names.get(operand)
                if variable in candidates:
                    used[variable] = None
            pending.extend(getattr(node, field) for field in node.fields)
        return size

    # Classes

    def visit_class(self, node: nodes.Class, name: str = "") -> Result:
        """The class. name: that of its declaration, by which classes extending it find its members."""
        p = self.at(node)
        (base, _), (attributes, _) = self.operands(
            node.base or nodes.Literal(node.pos, node.end, None),
            node.attributes or nodes.Literal(node.pos, node.end, None),
        )
        owner = self.owner_of(node)
        if name:
            self.classes[name] = owner
        place = len(self.out)
        made = self.call("make_class", p, base, attributes, self.load(owner.family, p))
        klass = self.save(made, p)
        for member in node.members:
            self.member(klass, member, owner)
        family = [self.names_tuple(names, p) for names in (owner.members, owner.fields, owner.others)]
        made_family, _ = self.collected(lambda: self.make_family(owner.family, family, p))
        self.out[place:place] = made_family
        return klass, None

    def make_family(self, name: str, names: list[Code], p: Position) -> None:
        self.assign(name, self.call("Family", p, *names), p)
        for part, attribute in ((TYPES, "types"), (OTHERS, "outer")):
            self.assign(name + part, ast.Attribute(self.load(name, p), attribute, ast.Load(), **p), p)

    def names_tuple(self, names: Any, p: Position) -> Code:
        return self.constant(tuple(sorted(mangle(name) for name in names)), p)

    def owner_of(self, node: nodes.Class) -> Owner:
        """What methods know of their class; a base that this unit declares adds its members."""
        members, fields = declared_members(node)
        known = self.classes.get(node.base.name) if isinstance(node.base, nodes.Name) else None
        if known is not None:
            members, fields = members | known.members, fields | known.fields
        return Owner(self.unique("ƒfamily"), members, fields)

    def member(self, klass: Code, member: Any, owner: Any) -> None:
        key, value, attributes, static = member
        p = self.at(key)

        def generate_value() -> Result:
            return self.visit_function(value, owner) if isinstance(value, nodes.Function) else self.value(value)

        def generate_attributes() -> Result:
            return (self.constant(None, p), None) if attributes is None else self.value(attributes)

        (given, _), (name, _), (code, _) = self.in_order([generate_attributes, lambda: self.value(key), generate_value])
        self.do(self.call("define_member", p, klass, name, code, given, self.constant(static, p)), p)


OWN = quote("this if type(this) in A else BareView(this, root)")
OUTER = quote("root if this is root or type(this) in A else BareView(this, root)")


def declared_members(node: nodes.Class) -> tuple[frozenset[str], frozenset[str]]:
    """The names of members that every instance has, and of those the fields."""
    members, fields = set(), set()
    for key, value, _, static in node.members:
        if isinstance(key, nodes.Literal) and type(key.value) is str:
            is_function = isinstance(value, nodes.Function)
            if is_function and key.value in METAMETHODS:
                continue
            members.add(key.value)
            if not static and not isinstance(value, (nodes.Function, nodes.Name, nodes.Get, nodes.Index)):
                fields.add(key.value)  # what a name stands for could be a closure: not a field
    return frozenset(members), frozenset(fields)


def numeric_operands(node: nodes.Node) -> tuple[Any, ...]:
    """Operands that a node treats as numbers."""
    if isinstance(node, nodes.Binary) and node.op in NUMERIC:
        return (node.left, node.right)
    if isinstance(node, nodes.AugAssign):
        return (node.target, node.value)
    if isinstance(node, nodes.IncDec):
        return (node.target,)
    if isinstance(node, nodes.Index):
        return (node.key,)
    return ()


def function_definition(
    name: str, parameters: list[str], defaults: list[Code], varargs: bool, body: list[ast.stmt], p: Position
) -> ast.FunctionDef:
    """`def name(parameters): body`; with varargs the last parameter takes the rest."""
    arguments = [ast.arg(parameter, None, **p) for parameter in parameters]
    rest = arguments.pop() if varargs else None
    signature = ast.arguments([], arguments, rest, [], [], None, list(defaults))
    extra: Any = {"type_params": []} if "type_params" in ast.FunctionDef._fields else {}
    return ast.FunctionDef(name, signature, body, [], None, **extra, **p)
