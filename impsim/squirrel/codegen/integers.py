"""Integer arithmetic on operands of unknown type.

An expression of several ring and bit operators, such as `(s + f(x)) & 0xff`, is generated
twice: after one test that every unknown operand is an integer, with lazy wrapping and no
further tests; else as calls of the general operators.
"""

from __future__ import annotations

import ast
from typing import Any, Callable, Optional

from impsim.squirrel import nodes
from impsim.squirrel.codegen.emitter import Code, Result
from impsim.squirrel.codegen.floats import Floats
from impsim.squirrel.codegen.intervals import INT, Type, is_int
from impsim.squirrel.codegen.quote import Position, quote
from impsim.squirrel.scopes import Constant, Variable

IS_INT = quote("type(A) is int")
BIT_OPERATORS = frozenset(("&", "|", "^", "<<", ">>", ">>>"))
RING_AND_BITS = {  # the run-time function of each operator
    "+": "add",
    "-": "subtract",
    "*": "multiply",
    "&": "bit_and",
    "|": "bit_or",
    "^": "bit_xor",
    "<<": "shift_left",
    ">>": "shift_right",
    ">>>": "shift_unsigned",
}
MOST_LEAVES = 8


class Integers(Floats):
    """Generates arithmetic that is probably on integers."""

    arithmetic: Callable[..., Result]

    def as_integers(self, node: nodes.Binary) -> Optional[Result]:
        """The value; None where two forms are not worth it."""
        leaves: list[Any] = []
        if not is_operator(node) or not (is_operator(node.left) or is_operator(node.right)):
            return None
        if not self.collect(node, leaves) or len(leaves) > MOST_LEAVES:
            return None
        if not (self.in_general_form or node.op in BIT_OPERATORS or not self.deals_in_floats()):
            return None
        first = first_operator(node)
        results = self.leaf_values(leaves, [first.left, first.right])
        if results is None:
            return None
        p = self.at(node)
        unknown = {id(leaf): code for leaf, (code, kind) in zip(leaves, results) if kind is None}
        values = {id(leaf): result for leaf, result in zip(leaves, results)}
        if not unknown:
            return self.tree_value(node, values)
        return self.choice_of(node, values, unknown, p)

    def choice_of(self, node: nodes.Binary, values: Any, unknown: Any, p: Position) -> Result:
        exact = {leaf: (code, INT if leaf in unknown else kind) for leaf, (code, kind) in values.items()}
        fast_out, (fast, kind) = self.collected(lambda: self.wrapped(*self.tree_value(node, exact), p))
        general = self.general_value(node, values, p)
        tests = list({code.id: IS_INT(p, code) for code in unknown.values()}.values())
        test = tests[0] if len(tests) == 1 else ast.BoolOp(ast.And(), tests, **p)
        result_type: Type = kind if node.op in BIT_OPERATORS else None
        if not fast_out:
            return ast.IfExp(test, fast, general, **p), result_type
        result = self.temporary(p)
        other, _ = self.collected(lambda: self.assign(result.id, general, p))
        fast_out.extend(self.collected(lambda: self.assign(result.id, fast, p))[0])
        self.out.append(ast.If(test, fast_out, other, **p))
        return result, result_type

    def collect(self, node: Any, leaves: list[Any]) -> bool:
        """Collects the operands in order of evaluation."""
        if is_operator(node):
            return self.collect(node.left, leaves) and self.collect(node.right, leaves)
        leaves.append(node)
        return True

    def leaf_values(self, leaves: list[Any], first: list[Any]) -> Optional[list[Result]]:
        """The operands as atoms. Only those of the operator that runs first may do anything but be read."""
        if any(not self.is_quiet(leaf) and all(leaf is not one for one in first) for leaf in leaves):
            return None
        if any(self.may_change(leaf, other) for leaf in leaves for other in leaves if other is not leaf):
            return None
        if not all(self.is_promising(leaf) for leaf in leaves):
            return None
        results = self.operands(*leaves)
        return [(self.save(code, self.at(leaf)), kind) for leaf, (code, kind) in zip(leaves, results)]

    def is_promising(self, node: Any) -> bool:
        """Whether node may be an integer, as far as can be told before it is generated."""
        known = self.scopes.names.get(node)
        if isinstance(known, Variable):
            kind = self.function.env.get(known)
            return not known.boxed and (kind is None or is_int(kind))
        if isinstance(known, Constant) or isinstance(node, nodes.Literal):
            return type(known.value if isinstance(known, Constant) else node.value) is int
        return isinstance(node, (nodes.Name, nodes.Call, nodes.Get, nodes.Index))

    def is_quiet(self, node: Any) -> bool:
        """Whether evaluating node only reads a local variable or a constant."""
        return isinstance(node, nodes.Literal) or isinstance(self.scopes.names.get(node), (Variable, Constant))

    def tree_value(self, node: Any, values: Any) -> Result:
        known = values.get(id(node))
        if known is not None:
            return known  # type: ignore[no-any-return]
        left = self.tree_value(node.left, values)
        right = self.tree_value(node.right, values)
        return self.arithmetic(node.op, left, right, self.at(node))

    def general_value(self, node: Any, values: Any, p: Position) -> Code:
        known = values.get(id(node))
        if known is not None:
            return known[0]
        left = self.general_value(node.left, values, p)
        right = self.general_value(node.right, values, p)
        return self.call(RING_AND_BITS[node.op], self.at(node), left, right)


def is_operator(node: Any) -> bool:
    """Whether node is an operator of this form."""
    return isinstance(node, nodes.Binary) and node.op in RING_AND_BITS


def first_operator(node: Any) -> Any:
    """The operator that is executed first."""
    while True:
        if is_operator(node.left):
            node = node.left
        elif is_operator(node.right):
            node = node.right
        else:
            return node
