"""Operators: arithmetic with lazy wrapping, comparison, conditions."""

from __future__ import annotations

import ast
from typing import Any, Callable

from impsim.squirrel import nodes
from impsim.squirrel.codegen.emitter import Code, Result
from impsim.squirrel.codegen.integers import RING_AND_BITS, Integers
from impsim.squirrel.codegen.intervals import BOOL, FLOAT, INT, NULL, STRING, TABLE, Type, binary, bits, is_int, is_mask
from impsim.squirrel.codegen.quote import Position, is_atom, quote
from impsim.squirrel.operators import concatenated
from impsim.squirrel.scopes import Variable

FUNCTIONS = {
    **RING_AND_BITS,
    "/": "divide",
    "%": "modulo",
    "<": "less",
    ">": "greater",
    "<=": "less_or_equal",
    ">=": "greater_or_equal",
}
RING = {"+": quote("A + B"), "-": quote("A - B"), "*": quote("A * B")}
RING_FUNCTIONS = [(op, FUNCTIONS[op]) for op in RING]
CHECKED_BOTH = {
    op: quote(
        "T if type(A) is int and type(B) is int and -0x80000000 <= (T := A %s B) <= 0x7fffffff else %s(A, B)" % (op, f)
    )
    for op, f in RING_FUNCTIONS
}
CHECKED_LEFT = {
    op: quote("T if type(A) is int and -0x80000000 <= (T := A %s B) <= 0x7fffffff else %s(A, B)" % (op, f))
    for op, f in RING_FUNCTIONS
}
CHECKED_RIGHT = {
    op: quote("T if type(B) is int and -0x80000000 <= (T := A %s B) <= 0x7fffffff else %s(A, B)" % (op, f))
    for op, f in RING_FUNCTIONS
}
BITWISE = {"&": quote("A & B"), "|": quote("A | B"), "^": quote("A ^ B")}
BITS_LEFT = {op: quote("A %s B if type(A) is int else %s(A, B)" % (op, FUNCTIONS[op])) for op in BITWISE}
BITS_RIGHT = {op: quote("A %s B if type(B) is int else %s(A, B)" % (op, FUNCTIONS[op])) for op in BITWISE}
BITS_BOTH = {
    op: quote("A %s B if type(A) is int and type(B) is int else %s(A, B)" % (op, FUNCTIONS[op])) for op in BITWISE
}
SHIFT_LEFT = quote("A << B")
SHIFT_RIGHT = quote("A >> B")
SHIFT_UNSIGNED = quote("(A & 0xffffffff) >> B")
REMAINDER = quote("A % B")
REMAINDER_SIGNED = quote("A % B if A >= 0 else -(-A % B)")
QUOTIENT = quote("A // B")
DIVIDED = {
    "%": quote("A % B if type(A) is int and A >= 0 else modulo(A, B)"),
    "/": quote("A // B if type(A) is int and A >= 0 else divide(A, B)"),
}
COMPARE = {op: quote("A %s B" % op) for op in ("<", ">", "<=", ">=", "==", "!=")}
COMPARE_LEFT = {
    op: quote("A %s B if type(A) is int else %s(A, B)" % (op, FUNCTIONS[op])) for op in ("<", ">", "<=", ">=")
}
COMPARE_RIGHT = {
    op: quote("A %s B if type(B) is int else %s(A, B)" % (op, FUNCTIONS[op])) for op in ("<", ">", "<=", ">=")
}
COMPARE_BOTH = {
    op: quote("A %s B if type(A) is int and type(B) is int else %s(A, B)" % (op, FUNCTIONS[op]))
    for op in ("<", ">", "<=", ">=")
}
THREE_WAY = quote("(A > B) - (A < B)")
THREE_WAY_BOTH = quote("(A > B) - (A < B) if type(A) is int and type(B) is int else compare(A, B)")
IS = {"==": quote("A is B"), "!=": quote("A is not B")}
EQUAL_SMALL = {"==": quote("A == B and A is not C"), "!=": quote("A != B or A is C")}
EQUAL = {"==": quote("A is B or equal(A, B)"), "!=": quote("A is not B and unequal(A, B)")}
TRUTHY = quote("A is not None and A is not False and A != 0")
TRUTHY_SAVED = quote("(T := A) is not None and T is not False and T != 0")
NOT_ZERO = quote("A != 0")
STRING_OF = quote("A if type(A) is str else tostring(A)")
STRING_OF_INT = quote("str(A)")
STRING_OF_SAVED = quote("T if type(T := A) is str else tostring(T)")
IN = quote("type(A) is Table and type(B) is str and B in A.ƒslots or contains(B, A)")
IN_TABLE = quote("type(B) is str and B in A.ƒslots or contains(B, A)")
IN_STRING = quote("type(A) is Table and B in A.ƒslots or contains(B, A)")
EXACT_IN_FLOAT32 = 1 << 24


OPPOSITE = {"<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def narrowed(kind: Any, op: str, bound: int) -> Any:
    """The interval of an integer in `kind` of which `op bound` holds."""
    low, high = kind
    if op == "<":
        return low, min(high, bound - 1)
    if op == "<=":
        return low, min(high, bound)
    if op == ">":
        return max(low, bound + 1), high
    if op == ">=":
        return max(low, bound), high
    return kind


class Operators(Integers):
    """Generates Unary, Binary, Logical and Conditional nodes, and conditions."""

    def visit_binary(self, node: nodes.Binary) -> Result:
        op = node.op
        if op == "in":
            return self.membership(node)
        if op == "instanceof":
            left, right = self.late_operands(node.left, node.right)
            return self.call("is_instance_of", self.at(node), left[0], right[0]), BOOL
        if op in ("==", "!="):
            return self.equality(node)
        if op in ("<", ">", "<=", ">="):
            return self.comparison(node)
        if op == "<=>":
            return self.three_way(node)
        operands = concatenated(node, self.plain_sums)
        if operands is not None:
            return self.long_concatenation(node, operands)
        result = self.as_floats(node)
        return (result, None) if result is not None else self.arithmetic_of(node)

    def arithmetic_of(self, node: nodes.Binary) -> Result:
        result = self.as_integers(node)
        if result is not None:
            return result
        left, right = self.arithmetic_operands(node.left, node.right)
        return self.arithmetic(node.op, left, right, self.at(node))

    def membership(self, node: nodes.Binary) -> Result:
        p = self.at(node)
        (key, kt), (container, ct) = self.late_operands(node.left, node.right)
        if kt is not None and kt != STRING:
            return self.call("contains", p, key, container), BOOL
        (key, _), (container, _) = self.saved_pair(key, container, p)
        if ct == TABLE:
            return IN_TABLE(p, container, key), BOOL
        return (IN if kt is None else IN_STRING)(p, container, key), BOOL

    def arithmetic_operands(self, left: Any, right: Any) -> tuple[Result, Result]:
        """Both operands; integers perhaps not wrapped."""
        if self.may_change(left, right):
            late = self.atom(right)
            return self.expr(left), late
        first, second = self.in_order([lambda: self.expr(left), lambda: self.expr(right)])
        return first, second

    def arithmetic(self, op: str, left: Result, right: Result, p: Position) -> Result:
        """`left op right`."""
        (a, at), (b, bt) = left, right
        if is_int(at) and is_int(bt):
            return self.int_arithmetic(op, left, right, p)
        if not isinstance(a, ast.JoinedStr):
            a, at = self.wrapped(a, at, p)
        b, bt = self.wrapped(b, bt, p)
        if op == "+" and STRING in (at, bt):
            return self.concatenation(a, at, b, bt, p)
        a, at = self.wrapped(a, at, p)
        if op in "+-*":
            if self.is_exact_float(at) and self.is_exact_float(bt):
                return self.rounded(RING[op](p, a, b), p)
            return self.checked(op, a, at, b, bt, p)
        if op in BITWISE:
            return self.checked_bits(op, a, at, b, bt, p)
        if op in DIVIDED and at is None and is_int(bt) and bt[0] > 0:
            (a, _), (b, _) = self.saved_pair(a, b, p)
            return DIVIDED[op](p, a, b), None
        return self.call(FUNCTIONS[op], p, a, b), binary(op, at, bt)

    def is_exact_float(self, kind: Type) -> bool:
        """Whether Python's double arithmetic takes the operand as float32 has it."""
        return kind == FLOAT or (is_int(kind) and -EXACT_IN_FLOAT32 <= kind[0] <= kind[1] <= EXACT_IN_FLOAT32)

    def int_arithmetic(self, op: str, left: Result, right: Result, p: Position) -> Result:
        (a, at), (b, bt) = left, right
        kind = binary(op, at, bt)
        if op in RING and kind is not INT:
            return RING[op](p, a, b), kind
        if op == "&" and (is_mask(at) or is_mask(bt)):
            return BITWISE[op](p, a, b), kind
        a, at = self.wrapped(a, at, p)
        b, bt = self.wrapped(b, bt, p)
        if op in RING:
            return RING[op](p, a, b), binary(op, at, bt)
        if op in BITWISE:
            return BITWISE[op](p, a, b), kind
        if op in ("<<", ">>", ">>>"):
            return self.shift(op, a, at, b, bt, p)
        return self.division(op, a, at, b, bt, p)

    def shift(self, op: str, a: Code, at: Any, b: Code, bt: Any, p: Position) -> Result:
        if not 0 <= bt[0] <= bt[1] <= 31:
            return self.call(FUNCTIONS[op], p, a, b), INT
        if op == ">>":
            return SHIFT_RIGHT(p, a, b), bits(op, at, bt)
        if op == "<<":
            return SHIFT_LEFT(p, a, b), (min(at[0] << bt[1], at[0]), max(at[1] << bt[1], at[1]))
        return SHIFT_UNSIGNED(p, a, b), (0, 0xFFFFFFFF >> bt[0])

    def division(self, op: str, a: Code, at: Any, b: Code, bt: Any, p: Position) -> Result:
        kind = binary(op, at, bt)
        if bt[0] > 0 and op == "%":
            if at[0] >= 0:
                return REMAINDER(p, a, b), kind
            (a, _), (b, _) = self.saved_pair(a, b, p)
            return REMAINDER_SIGNED(p, a, b), kind
        if bt[0] > 0 and at[0] >= 0:
            return QUOTIENT(p, a, b), kind
        return self.call(FUNCTIONS[op], p, a, b), kind

    def saved_pair(self, a: Code, b: Code, p: Position) -> tuple[Result, Result]:
        """Two evaluated operands as atoms, the first evaluated first."""
        if is_atom(a) or not is_atom(b):
            a = self.save(a, p)
            return (a, None), (self.save(b, p), None)
        return (self.save(a, p), None), (b, None)

    def checked(self, op: str, a: Code, at: Type, b: Code, bt: Type, p: Position) -> Result:
        """+ - * where at least one type is unknown, or they are mixed numbers."""
        kind = binary(op, at, bt)
        if at in (None, BOOL, NULL) or bt in (None, BOOL, NULL):
            (a, _), (b, _) = self.saved_pair(a, b, p)
            shapes = CHECKED_LEFT if is_int(bt) else CHECKED_RIGHT if is_int(at) else CHECKED_BOTH
            if (at is None or is_int(at)) and (bt is None or is_int(bt)):
                return shapes[op](p, a, b, self.temporary(p)), kind
        return self.call(FUNCTIONS[op], p, a, b), kind

    def checked_bits(self, op: str, a: Code, at: Type, b: Code, bt: Type, p: Position) -> Result:
        if is_int(at) == is_int(bt) and at is not None:
            return self.call(FUNCTIONS[op], p, a, b), INT
        (a, _), (b, _) = self.saved_pair(a, b, p)
        shapes = BITS_LEFT if is_int(bt) else BITS_RIGHT if is_int(at) else BITS_BOTH
        kind = INT
        if op == "&":
            known = bt if is_int(bt) else at if is_int(at) else INT
            kind = (0, known[1]) if known[0] >= 0 else INT
        return shapes[op](p, a, b), kind

    def concatenation(self, a: Code, at: Type, b: Code, bt: Type, p: Position) -> Result:
        """`a + b`, one of which is a string; a chain of them is joined at once."""
        if not isinstance(a, ast.JoinedStr):
            if at is None and not is_atom(b):  # both are evaluated before either is converted
                a, b = self.save(a, p), self.save(b, p)
            a = ast.JoinedStr([self.piece(a, at, p)], **p)
        a.values.append(self.piece(b, bt, p))
        return a, STRING

    def long_concatenation(self, node: nodes.Binary, operands: list[Any]) -> Result:
        """A chain of `+` that begins with a string: each operand is joined before the next is evaluated."""
        p = self.at(node)
        joined = self.value(operands[0])
        for operand in operands[1:]:
            joined = self.next_joined(joined, operand, p)
        return joined

    def next_joined(self, joined: Result, operand: Any, p: Position) -> Result:
        left, right = self.in_order([lambda: joined, lambda: self.value(operand)])
        return self.arithmetic("+", left, right, p)

    def piece(self, code: Code, kind: Type, p: Position) -> Code:
        """A part of a joined string."""
        if isinstance(code, ast.Constant) and kind == STRING:
            return code
        if not is_int(kind):
            code = self.as_string(code, kind, p)
        return ast.FormattedValue(code, -1, None, **p)

    def as_string(self, code: Code, kind: Type, p: Position) -> Code:
        if kind == STRING:
            return code
        if is_int(kind):
            return STRING_OF_INT(p, code)
        return STRING_OF(p, code) if is_atom(code) else STRING_OF_SAVED(p, code, self.temporary(p))

    # Comparison

    def comparison(self, node: nodes.Binary) -> Result:
        p = self.at(node)
        (a, at), (b, bt) = self.late_operands(node.left, node.right)
        op = node.op
        if is_int(at) and is_int(bt):
            return COMPARE[op](p, a, b), BOOL
        if (at is None or is_int(at)) and (bt is None or is_int(bt)):
            (a, _), (b, _) = self.saved_pair(a, b, p)
            shapes = COMPARE_LEFT if is_int(bt) else COMPARE_RIGHT if is_int(at) else COMPARE_BOTH
            return shapes[op](p, a, b), BOOL
        return self.call(FUNCTIONS[op], p, a, b), BOOL

    def three_way(self, node: nodes.Binary) -> Result:
        p = self.at(node)
        (a, at), (b, bt) = self.late_operands(node.left, node.right)
        if (is_int(at) and is_int(bt)) or (at is None and bt is None):
            (a, _), (b, _) = self.saved_pair(a, b, p)
            shape = THREE_WAY if is_int(at) else THREE_WAY_BOTH
            return shape(p, a, b), (-1, 1) if is_int(at) else None
        return self.call("compare", p, a, b), None

    def equality(self, node: nodes.Binary) -> Result:
        p = self.at(node)
        op = node.op
        (a, at), (b, bt) = self.late_operands(node.left, node.right)
        if isinstance(a, ast.Constant) and not isinstance(b, ast.Constant):
            a, at, b, bt = b, bt, a, at
        if NULL in (at, bt) or (isinstance(b, ast.Constant) and bt == BOOL):
            return IS[op](p, a, b), BOOL
        if (is_int(at) and is_int(bt)) or STRING in (at, bt):
            return COMPARE[op](p, a, b), BOOL
        if isinstance(b, ast.Constant) and is_int(bt) and at in (None, FLOAT):
            return self.equality_with_int(op, a, b, p)
        if isinstance(b, ast.Constant):
            return self.call("equal" if op == "==" else "unequal", p, a, b), BOOL
        (a, _), (b, _) = self.saved_pair(a, b, p)
        return EQUAL[op](p, a, b), BOOL

    def equality_with_int(self, op: str, a: Code, b: ast.Constant, p: Position) -> Result:
        value: Any = b.value
        if abs(value) >= EXACT_IN_FLOAT32:
            return self.call("equal" if op == "==" else "unequal", p, a, b), BOOL
        if value not in (0, 1):
            return COMPARE[op](p, a, b), BOOL
        return EQUAL_SMALL[op](p, self.save(a, p), b, self.constant(bool(value), p)), BOOL

    # Conditions

    def condition(self, node: Any) -> Code:
        """A Python expression that holds when the Squirrel one does."""
        p = self.at(node)
        if isinstance(node, nodes.Logical):
            return self.logical_condition(node)
        if isinstance(node, nodes.Unary) and node.op == "!":
            return ast.UnaryOp(ast.Not(), self.condition(node.operand), **p)
        return self.truth(*self.value(node), p)

    def truth(self, code: Code, kind: Type, p: Position) -> Code:
        if kind == BOOL:
            return code
        if is_int(kind) or kind == FLOAT:
            return NOT_ZERO(p, code)
        if is_atom(code):
            return TRUTHY(p, code)
        return TRUTHY_SAVED(p, code, self.temporary(p))

    def assuming(self, test: Any, holds: bool, generate: Callable[[], Any]) -> Any:
        """What `generate` returns when it may rely on the test: variables that never change are narrowed by it."""
        env = self.function.env
        self.function.env = dict(env)
        self.narrow(test, holds)
        try:
            return generate()
        finally:
            self.function.env = env

    def narrow(self, test: Any, holds: bool) -> None:
        if isinstance(test, nodes.Unary) and test.op == "!":
            self.narrow(test.operand, not holds)
        elif isinstance(test, nodes.Logical):
            if (test.op == "&&") == holds:
                self.narrow(test.left, holds)
                self.narrow(test.right, holds)
        elif isinstance(test, nodes.Binary) and isinstance(test.right, nodes.Literal):
            variable = self.scopes.names.get(test.left)
            if isinstance(variable, Variable) and not variable.stores and type(test.right.value) is int:
                self.narrow_variable(variable, test.op if holds else OPPOSITE.get(test.op, ""), test.right.value)

    def narrow_variable(self, variable: Variable, op: str, bound: int) -> None:
        kind = self.function.env.get(variable)
        if is_int(kind):
            low, high = narrowed(kind, op, bound)
            if low <= high:
                self.function.env[variable] = (low, high)

    def logical_condition(self, node: nodes.Logical) -> Code:
        p = self.at(node)
        left = self.condition(node.left)
        statements, right = self.collected(lambda: self.condition(node.right))
        operator: ast.boolop = ast.And() if node.op == "&&" else ast.Or()
        if not statements:
            return ast.BoolOp(operator, [left, right], **p)
        result = self.temporary(p)
        self.assign(result.id, left, p)
        test: Code = result if node.op == "&&" else ast.UnaryOp(ast.Not(), result, **p)
        self.out.append(ast.If(test, [*statements, self.stored(result, right, p)], [], **p))
        return result

    def stored(self, target: ast.Name, code: Code, p: Position) -> ast.stmt:
        """`target = code` as a statement not yet put out."""
        return ast.Assign([ast.Name(target.id, ast.Store(), **p)], code, **p)

    def visit_logical(self, node: nodes.Logical) -> Result:
        p = self.at(node)
        left, lt = self.value(node.left)
        statements, (right, rt) = self.collected(lambda: self.value(node.right))
        if lt == BOOL and rt == BOOL and not statements:
            operator: ast.boolop = ast.And() if node.op == "&&" else ast.Or()
            return ast.BoolOp(operator, [left, right], **p), BOOL
        result = self.temporary(p)
        self.assign(result.id, left, p)
        test = self.truth(result, lt, p)
        if node.op == "||":
            test = ast.UnaryOp(ast.Not(), test, **p)
        self.out.append(ast.If(test, [*statements, self.stored(result, right, p)], [], **p))
        return result, BOOL if lt == rt == BOOL else None

    def visit_conditional(self, node: nodes.Conditional) -> Result:
        p = self.at(node)
        test = self.condition(node.test)
        then_out, (then, tt) = self.collected(lambda: self.assuming(node.test, True, lambda: self.value(node.then)))
        other_out, (other, ot) = self.collected(lambda: self.assuming(node.test, False, lambda: self.value(node.other)))
        kind = tt if tt == ot else (min(tt[0], ot[0]), max(tt[1], ot[1])) if is_int(tt) and is_int(ot) else None
        if not then_out and not other_out:
            return ast.IfExp(test, then, other, **p), kind
        result = self.temporary(p)
        then_out.append(self.stored(result, then, p))
        other_out.append(self.stored(result, other, p))
        self.out.append(ast.If(test, then_out, other_out, **p))
        return result, kind

    def visit_unary(self, node: nodes.Unary) -> Result:
        p = self.at(node)
        op = node.op
        if op == "!":
            return ast.UnaryOp(ast.Not(), self.condition(node.operand), **p), BOOL
        code, kind = self.value(node.operand)
        if op == "-":
            return self.negation(code, kind, p)
        if op == "~":
            if is_int(kind):
                return ast.UnaryOp(ast.Invert(), code, **p), INT
            return self.call("invert", p, code), INT
        return self.call({"typeof": "type_of", "clone": "clone_value", "resume": "resume"}[op], p, code), None

    def negation(self, code: Code, kind: Type, p: Position) -> Result:
        if is_int(kind):
            return ast.UnaryOp(ast.USub(), code, **p), (-kind[1], -kind[0])
        if kind == FLOAT:
            return ast.UnaryOp(ast.USub(), code, **p), FLOAT
        return self.call("negate", p, code), None
