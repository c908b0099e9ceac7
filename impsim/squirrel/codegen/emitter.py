"""What all of the code generator stands on: positions, statements going out, temporaries, order of evaluation.

An expression is generated as (code, type). Its code is a Python expression; what does
not fit into an expression (an assignment, a rounding to float32, a function definition)
goes out first as statements. So an expression that comes after another may push
statements between the two; `operands` keeps the order by saving what is already
evaluated. A part that is only evaluated sometimes (the right side of `&&`) is generated
into statements of its own, and becomes an `if` when there are any.
"""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Sequence
from functools import partial
from typing import Any, Callable, Optional

from impsim.squirrel import nodes
from impsim.squirrel.codegen.infer import Env, stored_in
from impsim.squirrel.codegen.intervals import FLOAT, Type, is_int, wrapped
from impsim.squirrel.codegen.quote import LOAD, STORE, Position, is_atom, quote
from impsim.squirrel.limits import MAX_STRING
from impsim.squirrel.scopes import FunctionScope, Scopes, Variable

Code = Any  # an ast.expr
Result = tuple[Code, Type]

WRAP_HIGH = quote("T if (T := A) <= 0x7fffffff else (T + 0x80000000 & 0xffffffff) - 0x80000000")
WRAP_LOW = quote("T if (T := A) >= -0x80000000 else (T + 0x80000000 & 0xffffffff) - 0x80000000")
WRAP_BOTH = quote("T if -0x80000000 <= (T := A) <= 0x7fffffff else (T + 0x80000000 & 0xffffffff) - 0x80000000")
JOINED = quote("T if len(T := A) <= MAX else too_long(T)")


class Boxed(ast.Subscript):
    """A read of a boxed variable, which needs no statement when its value is dropped."""


class Options:
    """How to compile. steps: charge a step budget at loops and calls. weakrefs: the unit can hold weak
    references, so container slots are looked through."""

    __slots__ = ("steps", "weakrefs")

    def __init__(self, steps: bool = False, weakrefs: bool = False) -> None:
        self.steps = steps
        self.weakrefs = weakrefs


class FunctionContext:
    """One Python function being written. step: generates the step of the loop that `continue` would continue;
    owner: the class around a method."""

    def __init__(self, scope: FunctionScope, name: str) -> None:
        self.scope = scope
        self.name = name
        self.env: Env = {}
        self.temporaries = 0
        self.step: Optional[Callable[[], None]] = None
        self.switch_depth: list[Any] = []
        self.stored_cells: set[str] = set()
        self.owner: Optional[Owner] = None
        self.uses_own = False
        self.uses_outer = False


class Owner:
    """What the methods of a class know: the Python name of its Family, its members, of those the fields, and
    the other names that methods use barely."""

    __slots__ = ("family", "members", "fields", "others")

    def __init__(self, family: str, members: frozenset[str], fields: frozenset[str]) -> None:
        self.family = family
        self.members = members
        self.fields = fields
        self.others: set[str] = set()


class Emitter:
    """The state of generating one unit."""

    expr: Callable[[Any], Result]

    def __init__(self, source: str, scopes: Scopes, options: Options) -> None:
        self.source = source
        self.scopes = scopes
        self.options = options
        self.line_starts = [0]
        position = source.find("\n")
        while position >= 0:
            self.line_starts.append(position + 1)
            position = source.find("\n", position + 1)
        self.positions: dict[tuple[int, int], Position] = {}
        self.plain_sums: set[nodes.Node] = set()
        self.line = 1  # of the current statement
        self.numbers = 0
        self.out: list[ast.stmt] = []
        self.classes: dict[str, Owner] = {}  # declared so far, by bare name
        self.function = FunctionContext(FunctionScope(None, None), "main")

    # Positions

    def line_of(self, offset: int) -> int:
        """The 1-based line of a source offset."""
        return bisect_right(self.line_starts, offset)

    def at(self, node: nodes.Node) -> Position:
        """The Python position of a node: line of its statement; end line and column of its own token."""
        key = (self.line, node.pos)
        position = self.positions.get(key)
        if position is None:
            token_line = max(self.line, self.line_of(node.pos))
            column = node.pos - self.line_starts[token_line - 1] if node.pos >= self.line_starts[token_line - 1] else 0
            position = {
                "lineno": self.line,
                "end_lineno": token_line,
                "col_offset": column,
                "end_col_offset": column + 1,
            }
            self.positions[key] = position
        return position

    # Names

    def unique(self, stem: str) -> str:
        """A Python name that nothing else in the unit has."""
        self.numbers += 1
        return "%sʹ%d" % (stem, self.numbers)

    def temporary(self, p: Position) -> ast.Name:
        """A new local variable of the Python function."""
        self.function.temporaries += 1
        return ast.Name("ƒ%d" % self.function.temporaries, LOAD, **p)

    def load(self, name: str, p: Position) -> ast.Name:
        """A Python name, read."""
        return ast.Name(name, LOAD, **p)

    def runtime(self, name: str, p: Position) -> ast.Name:
        """A function of the run time."""
        return ast.Name("ƒ" + name, LOAD, **p)

    def constant(self, value: Any, p: Position) -> ast.Constant:
        """A Python constant."""
        return ast.Constant(value, **p)

    def call(self, function: str, p: Position, *arguments: Code) -> ast.Call:
        """A call of a run-time function."""
        return ast.Call(self.runtime(function, p), list(arguments), [], **p)

    # Statements

    def assign(self, name: str, code: Code, p: Position) -> None:
        """`name = code`."""
        self.out.append(ast.Assign([ast.Name(name, STORE, **p)], code, **p))

    def do(self, code: Code, p: Position) -> None:
        """Evaluates code for its effects."""
        if not is_atom(code) and not isinstance(code, Boxed):
            self.out.append(ast.Expr(code, **p))

    def save(self, code: Code, p: Position) -> Code:
        """code as something that can be evaluated twice: itself, or a temporary set to it now."""
        if is_atom(code):
            return code
        temporary = self.temporary(p)
        self.assign(temporary.id, code, p)
        return temporary

    def collected(self, generate: Callable[[], Any]) -> tuple[list[ast.stmt], Any]:
        """What `generate` returns, and the statements that it put out, set apart."""
        outer, self.out = self.out, []
        try:
            result = generate()
            return self.out, result
        finally:
            self.out = outer

    # Values

    def value(self, node: Any) -> Result:
        """An expression with an integer result wrapped to int32."""
        return self.wrapped(*self.expr(node), self.at(node))

    def wrapped(self, code: Code, kind: Type, p: Position) -> Result:
        """code wrapped to int32 where its interval says that it may lie outside; a joined string within its limit."""
        if isinstance(code, ast.JoinedStr):
            return JOINED(p, code, self.constant(MAX_STRING, p), self.temporary(p)), kind
        if not is_int(kind) or wrapped(kind) is kind:
            return code, kind
        low, high = kind
        shape = WRAP_HIGH if low >= -0x80000000 else WRAP_LOW if high <= 0x7FFFFFFF else WRAP_BOTH
        return shape(p, code, self.temporary(p)), wrapped(kind)

    def atom(self, node: Any) -> Result:
        """A value that can be evaluated twice."""
        code, kind = self.value(node)
        return self.save(code, self.at(node)), kind

    def operands(self, *operands: Any) -> list[Result]:
        """Values of several nodes, evaluated in this order whatever statements they need."""
        return self.in_order([partial(self.value, node) for node in operands])

    def in_order(self, parts: Sequence[Callable[[], Result]]) -> list[Result]:
        """The results of generating each part, evaluated in this order whatever statements they put out."""
        done: list[Result] = []
        for part in parts:
            mark = len(self.out)
            result = part()
            if len(self.out) > mark:
                self.save_before(done, mark)
            done.append(result)
        return done

    def save_before(self, done: list[Result], mark: int) -> None:
        """Saves results that are not atoms before the statements from mark on."""
        later = self.out[mark:]
        del self.out[mark:]
        for index, (code, kind) in enumerate(done):
            if not isinstance(code, ast.Constant) and not self.is_steady(code):
                p = {field: getattr(code, field) for field in ("lineno", "end_lineno", "col_offset", "end_col_offset")}
                temporary = self.temporary(p)
                self.assign(temporary.id, code, p)
                done[index] = (temporary, kind)
        self.out.extend(later)

    def is_steady(self, code: Code) -> bool:
        """Whether code reads a name that no later statement stores to."""
        return isinstance(code, ast.Name) and (code.id[0] == "ƒ" or code.id == "this")

    def late_operands(self, left: Any, right: Any) -> tuple[Result, Result]:
        """Both operands of an operator. The reference reads a local on the left only when it operates, after
        the right side has run."""
        if self.may_change(left, right):
            late = self.atom(right)
            return self.value(left), late
        first, second = self.operands(left, right)
        return first, second

    def may_change(self, node: Any, other: Any) -> bool:
        """Whether node is a local of this function that evaluating `other` can assign."""
        variable = self.scopes.names.get(node)
        if not isinstance(variable, Variable) or variable.owner is not self.function.scope or not variable.stores:
            return False
        if isinstance(other, (nodes.Literal, nodes.Name)):
            return False
        return variable.outer_stores > 0 or stored_in(variable, other, self.scopes)

    def rounded(self, code: Code, p: Position) -> Result:
        """A double rounded to float32."""
        self.out.append(ROUND(p, code))
        temporary = self.temporary(p)
        self.assign(temporary.id, ROUNDED(p), p)
        return temporary, FLOAT


def ROUND(p: Position, code: Code) -> ast.stmt:
    """`VIEW[0] = code`."""
    cell = ast.Subscript(ast.Name("ƒV", LOAD, **p), ast.Constant(0, **p), STORE, **p)
    return ast.Assign([cell], code, **p)


def ROUNDED(p: Position) -> ast.expr:
    """`CELL[0]`."""
    return ast.Subscript(ast.Name("ƒF", LOAD, **p), ast.Constant(0, **p), LOAD, **p)
