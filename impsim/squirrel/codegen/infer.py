"""Types of local variables: one type per variable, covering everything it is ever assigned.

A fixed point over the assignments of one function. Variables that another function
assigns have no type. What is uncertain is None; the generated code then checks.
"""

from __future__ import annotations

from typing import Any

from impsim.squirrel import nodes
from impsim.squirrel.codegen.intervals import (
    ARRAY,
    BOOL,
    FLOAT,
    INT,
    NULL,
    STRING,
    TABLE,
    Type,
    binary,
    constant_type,
    is_int,
    join,
    wrapped,
)
from impsim.squirrel.operators import concatenated
from impsim.squirrel.scopes import Constant, Scopes, Variable

EXACT_ROUNDS = 3  # after these, a growing interval becomes all of int32
ROUNDS = 8

Env = dict[Variable, Type]


def counted_loop(node: nodes.For, scopes: Scopes) -> Any:
    """(variable, first value, bound, inclusive) of `for (local i = a; i < b; i++)` when i can be a Python range:
    nothing else assigns i, no closure shares it, and b is a literal or a local that the loop leaves alone. Else None.
    """
    init, test, step = node.init, node.test, node.step
    if not (isinstance(init, nodes.Local) and len(init.declarations) == 1 and init.declarations[0][1] is not None):
        return None
    variable = scopes.declared[init][0]
    if variable.captured or variable.stores != 1:
        return None
    if not (isinstance(test, nodes.Binary) and test.op in ("<", "<=") and scopes.names.get(test.left) is variable):
        return None
    if not (isinstance(step, nodes.IncDec) and step.op == "++" and scopes.names.get(step.target) is variable):
        return None
    bound = loop_bound(test, node.body, scopes)
    return None if bound is None else (variable, init.declarations[0][1], bound, test.op == "<=")


def loop_bound(test: nodes.Binary, body: Any, scopes: Scopes) -> Any:
    """What a loop counts up to, when it stays the same while the loop runs; else None."""
    bound = test.right
    known = scopes.names.get(bound)
    if isinstance(known, Constant):
        bound = nodes.Literal(bound.pos, bound.end, known.value)
    if isinstance(bound, nodes.Literal):
        return bound if type(bound.value) is int and -(1 << 30) < bound.value < 1 << 30 else None
    if not isinstance(known, Variable) or test.op == "<=" or known.boxed:
        return None
    changes = (known.captured and known.stores > 0) or stored_in(known, body, scopes)
    return None if changes else bound


def stored_in(variable: Variable, tree: Any, scopes: Scopes) -> bool:
    """Whether code in the tree, functions in it left out, assigns the variable."""
    if variable.stores == 0:
        return False
    pending = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, (list, tuple)):
            pending.extend(node)
        elif isinstance(node, nodes.Node) and not isinstance(node, nodes.Function):
            target = node.target if isinstance(node, (nodes.Assign, nodes.AugAssign, nodes.IncDec)) else None
            if scopes.names.get(target) is variable:  # type: ignore[arg-type]
                return True
            pending.extend(getattr(node, field) for field in node.fields)
    return False


class Inference:
    """Infers the types of one function's variables. given: types of parameters that the caller guarantees."""

    def __init__(self, scopes: Scopes, given: Env) -> None:
        self.scopes = scopes
        self.given = given
        self.env: Env = {}
        self.seen: Env = {}
        self.plain_sums: set[nodes.Node] = set()

    def run(self, body: Any) -> Env:
        """The types of the variables that the body assigns."""
        for round_number in range(ROUNDS):
            self.seen = dict(self.given)
            self.walk(body)
            grown = {v: join(self.env[v], t) if v in self.env else t for v, t in self.seen.items()}
            if grown == self.env:
                break
            if round_number >= EXACT_ROUNDS:
                grown = {v: self.widened(v, t) for v, t in grown.items()}
            self.env = grown
        else:
            return {}
        return {v: t for v, t in self.env.items() if t is not None and not v.outer_stores}

    def widened(self, variable: Variable, kind: Type) -> Type:
        if is_int(kind) and self.env.get(variable) != kind:
            return INT
        return kind

    def assign(self, variable: Variable, kind: Type) -> None:
        kind = wrapped(kind)
        self.seen[variable] = join(self.seen[variable], kind) if variable in self.seen else kind

    def walk(self, node: Any) -> None:
        """Finds the assignments in a tree; functions in it are functions of their own."""
        if isinstance(node, (list, tuple)):
            for item in node:
                self.walk(item)
            return
        if not isinstance(node, nodes.Node) or isinstance(node, nodes.Function):
            return
        if isinstance(node, nodes.Binary):
            for operand in concatenated(node, self.plain_sums) or (node.left, node.right):
                self.walk(operand)
            return
        visit = _ASSIGNMENTS.get(type(node))
        if visit is not None:
            visit(self, node)
        if not (isinstance(node, nodes.For) and self.walk_counted(node)):
            for field in node.fields:
                self.walk(getattr(node, field))

    def walk_counted(self, node: nodes.For) -> bool:
        counted = counted_loop(node, self.scopes)
        if counted is None:
            return False
        variable, first, bound, inclusive = counted
        low, high = self.type_of(first), self.type_of(bound)
        self.walk(first)
        if not is_int(low) or not (is_int(high) or high is None):
            return False
        top = (high[1] if is_int(high) else INT[1]) - (0 if inclusive else 1)
        self.assign(variable, (low[0], max(top, low[0])))
        self.walk(node.body)
        return True

    def local(self, node: nodes.Local) -> None:
        for variable, (_, value, _) in zip(self.scopes.declared[node], node.declarations):
            self.assign(variable, NULL if value is None else self.type_of(value))

    def unknown_variables(self, node: nodes.Node) -> None:
        for variable in self.scopes.declared[node]:
            self.assign(variable, None)

    def assignment(self, node: nodes.Assign) -> None:
        variable = self.scopes.names.get(node.target)
        if isinstance(variable, Variable):
            self.assign(variable, self.type_of(node.value))

    def compound(self, node: nodes.AugAssign) -> None:
        variable = self.scopes.names.get(node.target)
        if isinstance(variable, Variable):
            self.assign(variable, binary(node.op, self.type_of(node.target), self.type_of(node.value)))

    def increment(self, node: nodes.IncDec) -> None:
        variable = self.scopes.names.get(node.target)
        if isinstance(variable, Variable):
            self.assign(variable, binary("+", self.type_of(node.target), (1, 1) if node.op == "++" else (-1, -1)))

    def variable_type(self, variable: Variable) -> Type:
        """What is known of a variable here."""
        return self.env.get(variable, self.seen.get(variable))

    def type_of(self, node: Any) -> Type:
        """The type of an expression under the present assumptions."""
        known = self.scopes.names.get(node)
        if isinstance(known, Variable):
            return None if known.outer_stores else self.variable_type(known)
        if isinstance(known, Constant):
            return constant_type(known.value)
        visit = _TYPES.get(type(node))
        return visit(self, node) if visit is not None else None

    def type_of_binary(self, node: nodes.Binary) -> Type:
        if node.op in COMPARISONS:
            return BOOL
        if node.op == "<=>":
            return None
        if node.op == "+" and concatenated(node, self.plain_sums):
            return STRING
        return binary(node.op, self.type_of(node.left), self.type_of(node.right))

    def type_of_unary(self, node: nodes.Unary) -> Type:
        if node.op == "!":
            return BOOL
        kind = self.type_of(node.operand)
        if node.op == "-":
            return (-kind[1], -kind[0]) if is_int(kind) else kind if kind == FLOAT else None
        return INT if node.op == "~" else None

    def type_of_increment(self, node: nodes.IncDec) -> Type:
        before = self.type_of(node.target)
        after = wrapped(binary("+", before, (1, 1) if node.op == "++" else (-1, -1)))
        return after if node.prefix else before


COMPARISONS = frozenset(("==", "!=", "<", ">", "<=", ">=", "in", "instanceof"))

_ASSIGNMENTS: dict[type, Any] = {
    nodes.Local: Inference.local,
    nodes.Foreach: Inference.unknown_variables,
    nodes.Try: Inference.unknown_variables,
    nodes.Assign: Inference.assignment,
    nodes.AugAssign: Inference.compound,
    nodes.IncDec: Inference.increment,
}

_TYPES: dict[type, Any] = {
    nodes.Literal: lambda self, node: constant_type(node.value),
    nodes.Paren: lambda self, node: self.type_of(node.inner),
    nodes.Array: lambda self, node: ARRAY,
    nodes.Table: lambda self, node: TABLE,
    nodes.Binary: Inference.type_of_binary,
    nodes.Unary: Inference.type_of_unary,
    nodes.IncDec: Inference.type_of_increment,
    nodes.Conditional: lambda self, node: join(self.type_of(node.then), self.type_of(node.other)),
    nodes.Comma: lambda self, node: self.type_of(node.right),
    nodes.Assign: lambda self, node: self.type_of(node.value),
}

__all__ = ["ARRAY", "COMPARISONS", "STRING", "Env", "Inference", "counted_loop", "stored_in"]
