"""Float arithmetic on operands of unknown type.

In a function that has to do with floats, an expression of + - * / over variables and
elements is generated twice: after one test that every operand is a float, as plain
Python arithmetic rounded to float32 at each step; else in the general form. The test
only reads, so the general form can start from the beginning.
"""

from __future__ import annotations

import ast
from typing import Any, Callable, Optional

from impsim.squirrel import nodes
from impsim.squirrel.codegen.emitter import Code, Emitter, Result
from impsim.squirrel.codegen.intervals import ARRAY, FLOAT, is_int
from impsim.squirrel.codegen.quote import LOAD, STORE, Position, quote
from impsim.squirrel.names import DELEGATE_NAMES, mangle
from impsim.squirrel.scopes import Constant, FunctionScope, Variable

IS_FLOAT = quote("type(A) is float")
READ_FLOAT = quote("type(T := A) is float")
IS_ARRAY = quote("type(A) is Array")
IS_TABLE = quote("type(A) is Table")
DIVIDE = quote("A / B if B else float_divide(A, B)")
OPERATORS: dict[str, Any] = {"+": ast.Add, "-": ast.Sub, "*": ast.Mult, "/": ast.Div}
MOST_LEAVES = 8
EXACT = 1 << 24  # integers below it are floats already


class Floats(Emitter):
    """Generates arithmetic that is probably on floats."""

    in_general_form = False
    arithmetic_of: Callable[[nodes.Binary], Result]
    compound_of: Callable[[nodes.AugAssign], Result]

    def deals_in_floats(self) -> bool:
        """Whether this function, or one around it, has a float literal."""
        scope: Optional[FunctionScope] = self.function.scope
        while scope is not None:
            if scope.float_literals:
                return True
            scope = scope.parent
        return False

    def as_floats(self, node: nodes.Binary) -> Optional[ast.Name]:
        """The value of the expression in a temporary; None where the two forms are not worth it."""
        return self.two_forms(node, lambda: self.arithmetic_of(node)[0])

    def compound_as_floats(self, target: Any, op: str, value: Any, node: nodes.AugAssign) -> Optional[ast.Name]:
        """`target op= value` for a target that is a local or an element; gives the new value."""
        if op not in OPERATORS:
            return None
        whole = nodes.Binary(node.pos, node.end, op, target, value)
        p = self.at(node)

        def store(code: Code) -> None:
            element = ast.Subscript(self.value(target.object)[0], self.value(target.key)[0], STORE, **p)
            self.out.append(ast.Assign([element], code, **p))

        if isinstance(target, nodes.Index):
            return self.two_forms(whole, lambda: self.compound_of(node)[0], store)
        return self.two_forms(whole, lambda: self.arithmetic_of(whole)[0])

    def two_forms(
        self, node: nodes.Binary, general: Callable[[], Code], finish: Callable[[Code], None] = lambda code: None
    ) -> Optional[ast.Name]:
        if self.in_general_form or node.op not in OPERATORS or not self.deals_in_floats():
            return None
        leaves: dict[Any, Any] = {}
        if not self.find_leaves(node, leaves) or not any(leaf is None for leaf in leaves.values()):
            return None
        if len(leaves) > MOST_LEAVES:
            return None
        p = self.at(node)
        result = self.temporary(p)
        tests = self.tests(leaves, p)

        def fast() -> None:
            code = self.float_value(node, leaves)
            finish(code)
            self.assign(result.id, code, p)

        statements, _ = self.collected(fast)
        test = tests[0] if len(tests) == 1 else ast.BoolOp(ast.And(), tests, **p)
        self.out.append(ast.If(test, statements, self.general_form(general, result, p), **p))
        return result

    def general_form(self, generate: Callable[[], Code], result: ast.Name, p: Position) -> list[ast.stmt]:
        self.in_general_form = True
        statements, code = self.collected(generate)
        self.in_general_form = False
        statements.append(ast.Assign([ast.Name(result.id, STORE, **p)], code, **p))
        return statements

    def find_leaves(self, node: Any, leaves: dict[Any, Any]) -> bool:
        """Collects the operands by identity: leaf -> its code where it is known to be a number, else None.
        False when one is neither a variable nor an element nor a slot."""
        if isinstance(node, nodes.Binary) and node.op in OPERATORS:
            return self.find_leaves(node.left, leaves) and self.find_leaves(node.right, leaves)
        key = self.leaf_key(node)
        if key is None:
            return False
        leaves.setdefault(key, self.known_number(node))
        return key[0] != "variable" or self.may_be_float(node)

    def leaf_key(self, node: Any) -> Any:
        """What makes two operands the same; None for what is not an operand of this form."""
        known = self.scopes.names.get(node)
        if isinstance(node, nodes.Literal) or isinstance(known, Constant):
            value: Any = known.value if isinstance(known, Constant) else node.value
            if type(value) is float or (type(value) is int and abs(value) < EXACT):
                return ("literal", repr(float(value)))
            return None
        if isinstance(known, Variable):
            return None if known.boxed else ("variable", known)
        if isinstance(node, nodes.Index):
            return self.element_key(node)
        if isinstance(node, nodes.Get) and node.name not in DELEGATE_NAMES:
            container = self.scopes.names.get(node.object)
            if isinstance(container, Variable) and not container.boxed and not self.options.weakrefs:
                return ("slot", container, node.name)
        return None

    def element_key(self, node: nodes.Index) -> Any:
        container = self.scopes.names.get(node.object)
        if not isinstance(container, Variable) or container.boxed or self.options.weakrefs:
            return None
        if self.function.env.get(container) not in (None, ARRAY):
            return None
        key = node.key
        if isinstance(key, nodes.Literal) and type(key.value) is int and key.value >= 0:
            return ("element", container, key.value)
        index = self.scopes.names.get(key)
        if isinstance(index, Variable) and not index.boxed:
            kind: Any = self.function.env.get(index)
            if is_int(kind) and kind[0] >= 0:
                return ("element", container, index)
        return None

    def may_be_float(self, node: Any) -> bool:
        kind = self.function.env.get(self.scopes.names[node])
        return kind is None or kind == FLOAT or (is_int(kind) and -EXACT < kind[0] <= kind[1] < EXACT)

    def known_number(self, node: Any) -> Any:
        known = self.scopes.names.get(node)
        p = self.at(node)
        if isinstance(known, Variable) and self.function.env.get(known) is not None:
            return self.load(known.python, p)
        if isinstance(known, Constant) or isinstance(node, nodes.Literal):
            return self.constant(float(self.leaf_key(node)[1]), p)
        return None

    def tests(self, leaves: dict[Any, Any], p: Position) -> list[Code]:
        """What must hold; the leaves' code is filled in."""
        tests: list[Code] = []
        containers: set[Any] = set()
        for key, code in list(leaves.items()):
            if code is not None:
                continue
            name = self.load(key[1].python, p)
            if key[0] == "variable":
                leaves[key] = name
                tests.append(IS_FLOAT(p, name))
                continue
            leaves[key] = self.temporary(p)
            if key[1] not in containers:
                containers.add(key[1])
                tests.append((IS_ARRAY if key[0] == "element" else IS_TABLE)(p, name))
            tests.extend(self.read_tests(key, name, leaves[key], p))
        return tests

    def read_tests(self, key: Any, name: Code, target: Code, p: Position) -> list[Code]:
        if key[0] == "slot":
            return [READ_FLOAT(p, ast.Attribute(name, mangle(key[2]), LOAD, **p), target)]
        index = self.load(key[2].python, p) if isinstance(key[2], Variable) else self.constant(key[2], p)
        return [READ_FLOAT(p, ast.Subscript(name, index, LOAD, **p), target)]

    def float_value(self, node: Any, leaves: dict[Any, Any]) -> Code:
        """The value, every operand being a float."""
        if not (isinstance(node, nodes.Binary) and node.op in OPERATORS):
            return leaves[self.leaf_key(node)]
        p = self.at(node)
        left = self.float_value(node.left, leaves)
        right = self.float_value(node.right, leaves)
        if node.op == "/" and not (isinstance(right, ast.Constant) and right.value):
            return self.rounded(DIVIDE(p, left, right), p)[0]
        return self.rounded(ast.BinOp(left, OPERATORS[node.op](), right, **p), p)[0]
