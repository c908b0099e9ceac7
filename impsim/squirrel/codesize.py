"""How large the reference compiler's code for a program is.

An imp keeps a program as the bytecode of the 3.0.5 compiler, and a limit of the device is about those bytes. Nothing
here makes bytecode: a walk over the syntax tree counts what the reference compiler would emit, function by
function, and adds up the serialised form: header, literals, names of parameters, captured variables and
locals, line numbers, instructions of 8 bytes.

Which instructions they are matters only as far as two of them become one: the compiler joins an instruction with
the one before it where it can (`Prototype.emit`), though never across the end of a statement. An operand that is
a local variable is where it is, any other was just computed; so a visit tells which it was. The tests
compare the sums with what the reference itself writes.
"""

from __future__ import annotations

from bisect import bisect_right

from impsim.squirrel import nodes as n
from impsim.squirrel.prototype import TAG, Prototype
from impsim.squirrel.scopes import Constant, Scopes, Variable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

FILE = 2 + 4 * TAG + TAG  # tag, four words about the platform, and the end
CALCULATIONS = frozenset("+-*/%")
BITS = frozenset(("&", "|", "^", "<<", ">>", ">>>"))
ORDERS = frozenset(("<", ">", "<=", ">=", "<=>"))


def code_size(unit: n.Block, source: str, scopes: Scopes) -> int:
    """The bytes of a unit that the reference has compiled and serialised."""
    return FILE + _Walk(source, scopes).unit(unit)


class _Walk:
    """Visits every node; an expression's visit tells whether its value is where a local variable is."""

    def __init__(self, source: str, scopes: Scopes) -> None:
        self._scopes = scopes
        self._line_ends = [at for at, character in enumerate(source) if character == "\n"]
        self._end = len(source)
        self.f = Prototype("main", None)
        self._owners: list[Any] = []  # the scopes of the functions around, innermost last

    def line(self, offset: int) -> int:
        return bisect_right(self._line_ends, offset - 1) + 1

    def unit(self, unit: n.Block) -> int:
        self._owners.append(self._scopes.functions[unit])
        self.f.parameters = ["this", "vargv"]
        self.f.declare(self.f.parameters)
        self.statements(unit.body)
        self.f.at_line(self.line(self._end))
        self.f.emit("return")
        return self.f.size()

    # Statements

    def statements(self, body: Iterable[n.Stmt]) -> None:
        for statement in body:
            self.statement(statement)

    def statement(self, node: n.Stmt, closes: bool = True) -> None:
        self.f.at_line(self.line(node.pos))
        if isinstance(node, n.Block):
            self.statements(node.body)
            if closes:
                self.close(node.body)
        else:
            getattr(self, "visit_" + type(node).__name__)(node)
        self.f.snooze()

    def scoped(self, node: n.Stmt) -> None:
        """A statement in a scope of its own."""
        self.statement(node)
        if not isinstance(node, n.Block):
            self.close([node])

    def close(self, body: Iterable[n.Stmt]) -> None:
        """The end of a scope, which frees what closures have captured of it."""
        declared = self._scopes.declared
        if any(variable.captured for node in body if isinstance(node, n.Local) for variable in declared.get(node, ())):
            self.f.emit("close")

    def visit_Empty(self, node: n.Empty) -> None:
        """Nothing."""

    visit_Enum = visit_Const = visit_Empty

    def visit_ExprStatement(self, node: n.ExprStatement) -> None:
        self.value(node.value)

    def visit_Local(self, node: n.Local) -> None:
        for name, value, _ in node.declarations:
            if value is None:
                self.f.emit("loadnulls")
            elif self.value(value):
                self.f.emit("move")
            self.f.declare((name,))

    def visit_If(self, node: n.If) -> None:
        self.value(node.test)
        self.f.emit("jz")
        self.scoped(node.then)
        if node.other is not None:
            self.f.emit("jmp")
            self.scoped(node.other)

    def visit_While(self, node: n.While) -> None:
        self.value(node.test)
        self.f.emit("jz")
        self.scoped(node.body)
        self.f.emit("jmp")

    def visit_DoWhile(self, node: n.DoWhile) -> None:
        self.scoped(node.body)
        self.value(node.test)
        self.f.emit("jz")
        self.f.emit("jmp")

    def visit_For(self, node: n.For) -> None:
        if isinstance(node.init, n.Local):
            self.visit_Local(node.init)
        elif isinstance(node.init, n.ExprStatement):
            self.value(node.init.value)
        self.f.snooze()
        if node.test is not None:
            self.value(node.test)
            self.f.emit("jz")
        self.f.snooze()
        if node.step is not None:
            self.value(node.step)
        self.f.snooze()
        self.scoped(node.body)
        self.f.emit("jmp")
        if isinstance(node.init, n.Local):
            self.close([node.init])

    def visit_Foreach(self, node: n.Foreach) -> None:
        names = [node.key or "@INDEX@", node.value]
        if self.value(node.iterable):
            names.append("@ITERATOR@")  # else its entry is lost when the iterable's place becomes free
        self.f.declare(names)
        for _ in range(3):
            self.f.emit("loadnulls")
        self.f.emit("foreach")
        self.f.emit("postforeach")
        self.scoped(node.body)
        self.f.emit("jmp")
        if any(variable.captured for variable in self._scopes.declared.get(node, ())):
            self.f.emit("close")

    def visit_Switch(self, node: n.Switch) -> None:
        self.value(node.subject)
        for number, (value, body) in enumerate(node.cases):
            if value is not None:
                if number:
                    self.f.emit("jmp")
                self.f.snooze()
                self.value(value)
                self.f.emit("eq")
                self.f.emit("jz")
            self.f.snooze()
            self.statements(body)
            self.close(body)

    def visit_Return(self, node: n.Return) -> None:
        if node.value is not None:
            self.value(node.value)
        if self.f.traps and not isinstance(node, n.Yield):
            self.f.emit("poptrap")
        self.f.emit("return")

    def visit_Yield(self, node: n.Yield) -> None:
        if node.value is not None:
            self.value(node.value)
        self.f.emit("yield")

    def visit_Break(self, node: n.Break) -> None:
        self.f.emit("jmp")

    visit_Continue = visit_Break

    def visit_Throw(self, node: n.Throw) -> None:
        self.value(node.value)
        self.f.emit("throw")

    def visit_Try(self, node: n.Try) -> None:
        self.f.emit("pushtrap")
        self.f.traps += 1
        self.scoped(node.body)
        self.f.traps -= 1
        self.f.emit("poptrap")
        self.f.emit("jmp")
        self.f.declare((node.name,))
        self.scoped(node.handler)

    def visit_FunctionDecl(self, node: n.FunctionDecl) -> None:
        first, *rest = node.path
        self.f.load(first)
        for name in rest:
            self.f.emit("get")
            self.f.load(name)
        self.function(node.function)
        self.f.emit("newslot")

    def visit_ClassDecl(self, node: n.ClassDecl) -> None:
        self.target(node.target)
        self.value(node.klass)
        self.f.emit("newslot")

    # Expressions

    def value(self, node: n.Expr) -> bool:
        """Computes a value. True: it is where a local variable is, and nothing was done."""
        return bool(getattr(self, "value_" + type(node).__name__)(node))

    def moved(self, node: n.Expr) -> None:
        """Computes a value and puts it where it belongs."""
        self.f.emit("move" if self.value(node) else "result")

    def target(self, node: n.Expr) -> str:
        """What stands in front of an assignment, a call or ++: `local`, `outer`, or `slot` with its object and key
        computed; `value` for anything else, computed."""
        if isinstance(node, n.Name):
            found = self._scopes.names.get(node)
            if found is None:
                self.f.load(node.name)
                return "slot"
            if isinstance(found, Variable):
                return "local" if found.owner is self._owners[-1] else self._captured(found)
        if isinstance(node, n.Get) and node not in self._scopes.names:
            self.value(node.object)
            self.f.load(node.name)
            return "slot" if not isinstance(node.object, n.Base) else self._got()
        if isinstance(node, n.Index):
            self.value(node.object)
            self.value(node.key)
            return "slot" if not isinstance(node.object, n.Base) else self._got()
        if isinstance(node, n.Root):
            self.f.emit("loadroot")
            self.f.load(node.name)
            return "slot"
        return "local" if self.value(node) else "value"

    def _captured(self, variable: Variable) -> str:
        self.f.capture(variable.name)
        return "outer"

    def _got(self) -> str:
        self.f.emit("get")
        return "value"

    def value_Literal(self, node: n.Literal) -> None:
        self.literal(node.value)

    def literal(self, value: object) -> None:
        if isinstance(value, str):
            self.f.load(value)
        elif value is None:
            self.f.emit("loadnulls")
        else:
            self.f.emit({bool: "loadbool", int: "loadint"}.get(type(value), "loadfloat"))

    def value_Name(self, node: n.Name) -> bool:
        found = self._scopes.names.get(node)
        if isinstance(found, Constant):
            self.literal(found.value)
            return False
        return self.read(self.target(node))

    def read(self, kind: str) -> bool:
        """Fetches what a target refers to."""
        if kind == "slot":
            self.f.emit("get")
        elif kind == "outer":
            self.f.emit("getouter")
        return kind == "local"

    def value_Root(self, node: n.Root) -> bool:
        return self.read(self.target(node))

    def value_Index(self, node: n.Index) -> bool:
        return self.read(self.target(node))

    def value_Get(self, node: n.Get) -> bool:
        found = self._scopes.names.get(node)
        if isinstance(found, Constant):
            self.literal(found.value)
            return False
        return self.read(self.target(node))

    def value_This(self, node: n.This) -> bool:
        return True

    def value_Base(self, node: n.Base) -> None:
        self.f.emit("getbase")

    def value_Paren(self, node: n.Paren) -> bool:
        return self.value(node.inner)

    def value_Array(self, node: n.Array) -> None:
        self.f.emit("newobj")
        for item in node.items:
            if self.value(item):
                self.f.snooze()
            self.f.emit("append")

    def value_Table(self, node: n.Table) -> None:
        self.f.emit("newobj")
        for key, value in node.members:
            self.value(key)
            self.value(value)
            self.f.emit("newslot")

    def value_Class(self, node: n.Class) -> None:
        if node.base is not None:
            self.value(node.base)
        if node.attributes is not None:
            self.value(node.attributes)
        self.f.emit("newobj")
        for key, value, attributes, _ in node.members:
            if attributes is not None:
                self.value(attributes)
            self.value(key)
            self.value(value)
            self.f.emit("newslot")

    def value_Function(self, node: n.Function) -> None:
        self.function(node)

    def function(self, node: n.Function) -> None:
        for _, default in node.parameters:
            if default is not None:
                self.value(default)
        outer, self.f = self.f, Prototype(node.name, self.f)
        self._owners.append(self._scopes.functions.get(node))
        self.f.parameters = ["this", *(name for name, _ in node.parameters), *(["vargv"] if node.varargs else [])]
        self.f.declare(self.f.parameters)
        self.f.defaults = sum(default is not None for _, default in node.parameters)
        if node.is_lambda and isinstance(node.body, n.Return):
            self.visit_Return(node.body)
        else:
            self.statement(node.body, closes=False)
        self.f.at_line(self.line(max(node.end - 1, 0)))
        self.f.emit("return")
        self._owners.pop()
        for variable in getattr(self._scopes.functions.get(node), "free", ()):
            self.f.capture(variable.name)
        outer.below += self.f.size()
        self.f = outer
        self.f.emit("closure")

    def value_Unary(self, node: n.Unary) -> None:
        self.value(node.operand)
        self.f.emit(node.op)

    def value_Binary(self, node: n.Binary) -> None:
        """A chain may be as long as the source: its left side is a loop."""
        chain: list[n.Binary] = []
        left: n.Expr = node
        while isinstance(left, n.Binary):
            chain.append(left)
            left = left.left
        self.value(left)
        for one in reversed(chain):
            if self.value(one.right):
                self.f.snooze()
            self.f.emit(_instruction(one.op))

    def value_Logical(self, node: n.Logical) -> None:
        if self.value(node.left):
            self.f.emit("or")
            self.f.emit("move")
        else:
            self.f.emit("or")
        self.f.snooze()
        self.moved(node.right)
        self.f.snooze()

    def value_Conditional(self, node: n.Conditional) -> None:
        self.value(node.test)
        self.f.emit("jz")
        for branch in (node.then, node.other):
            self.f.snooze()
            self.moved(branch)
            if branch is node.then:
                self.f.emit("jmp")
        self.f.snooze()

    def value_Comma(self, node: n.Comma) -> bool:
        self.value(node.left)
        return self.value(node.right)

    def value_Assign(self, node: n.Assign) -> bool:
        kind = self.target(node.target)
        if kind == "local":
            self.moved(node.value)
            return True
        self.value(node.value)
        self.f.emit("setouter" if kind == "outer" else "set")
        return False

    def value_NewSlot(self, node: n.NewSlot) -> None:
        self.target(node.target)
        self.value(node.value)
        self.f.emit("newslot")

    def value_AugAssign(self, node: n.AugAssign) -> bool:
        kind = self.target(node.target)
        self.value(node.value)
        if kind == "outer":
            self.f.emit("getouter")
            self.f.emit(_instruction(node.op))
            self.f.emit("setouter")
        elif kind == "local":
            self.f.snooze()
            self.f.emit(_instruction(node.op))
        else:
            self.f.emit("comparith")
        return kind == "local"

    def value_IncDec(self, node: n.IncDec) -> bool:
        kind = self.target(node.target)
        if kind == "outer":
            self.f.emit("getouter")
            self.f.emit("setouter")
        self.f.emit("inc")
        return kind == "local" and node.prefix

    def value_Delete(self, node: n.Delete) -> None:
        self.target(node.target)
        self.f.emit("delete")

    def value_Call(self, node: n.Call) -> None:
        kind = self.target(node.callee)
        if kind == "slot":
            self.f.emit("prepcall")
        else:
            if kind == "outer":
                self.f.emit("getouter")
            self.f.emit("move")
        for argument in node.arguments:
            if self.value(argument):
                self.f.emit("move")
        self.f.emit("call")


def _instruction(op: str) -> str:
    """The name of an operator's instruction, or of its like."""
    if op in CALCULATIONS:
        return "add"
    if op in BITS:
        return "bitw"
    if op in ORDERS:
        return "cmp"
    return "eq" if op in ("==", "!=") else op
