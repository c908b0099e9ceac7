"""Assignment in all its forms. Stores are statements; the value of one is what was stored.

`o.x = v` becomes `o.x; o.x = v`: a plain table would grow a slot that it has not, so the
load, whose value is dropped, fails first. The run time knows that pair of instructions
(impsim.squirrel.traceback, impsim.squirrel.delegation).
"""

from __future__ import annotations

import ast
from typing import Any, Callable

from impsim.squirrel import nodes
from impsim.squirrel.codegen.emitter import Code, Emitter, Result
from impsim.squirrel.codegen.intervals import ARRAY, STRING, TABLE, Type, is_int
from impsim.squirrel.codegen.quote import LOAD, STORE, Position, quote
from impsim.squirrel.limits import MAX_STRING
from impsim.squirrel.names import DELEGATE_NAMES, mangle
from impsim.squirrel.operators import leftmost_operand
from impsim.squirrel.scopes import Variable

IS_ARRAY = quote("type(A) is Array")
FITS_BLOB = quote("type(A) is Blob and type(B) is int")
LOW_BYTE = quote("A & 255")
FITS_ANY = quote("type(B) is int and type(A) is Array and 0 <= B < len(A)")
HAS_SLOT = quote("type(A) is Table and type(B) is str and B in A.ƒslots")
SLOTS = quote("A.ƒslots")
RAW = quote(
    "A if type(B) is int and type(A) is Array and 0 <= B < len(A)"
    " else A.ƒslots if type(A) is Table and type(B) is str and B in A.ƒslots else None"
)
RAW_TABLE = quote("A.ƒslots if type(B) is str and B in A.ƒslots else None")
RAW_NUMBERED = quote("A if type(A) is Array else None")
TOO_LONG = quote("len(A) > MAX")
IS_FOUND = quote("A is not None")
IS_TABLE = quote("type(A) is Table")


class Assignments(Emitter):
    """Generates Assign, NewSlot, AugAssign, IncDec and Delete nodes."""

    arithmetic: Callable[..., Result]
    late_operands: Callable[..., Any]
    read: Callable[..., Code]
    bare: Callable[..., Code]
    slot: Callable[..., Code]
    element: Callable[..., Code]

    def visit_assign(self, node: nodes.Assign) -> Result:
        target = node.target
        p = self.at(node)
        known = self.scopes.names.get(target)
        if isinstance(known, Variable):
            code, kind = self.value(node.value)
            self.store(known, code, p)
            return (code if isinstance(code, ast.Constant) else self.read(known, p)), kind
        if isinstance(target, nodes.Name) or self.is_this_slot(target):
            code, kind = self.atom(node.value)
            self.store_bare(target.name, code, p)  # type: ignore[attr-defined]
            return code, kind
        if isinstance(target, nodes.Root):
            code, kind = self.atom(node.value)
            self.store_slot(self.runtime("root", p), target.name, code, p)
            return code, kind
        if isinstance(target, nodes.Get):
            return self.assign_slot(target, node.value, p)
        if isinstance(target, nodes.Index):
            return self.assign_element(target, node.value, p)
        return self.assign_oddly(node)

    def is_this_slot(self, target: Any) -> bool:
        return isinstance(target, nodes.Get) and isinstance(target.object, nodes.This)

    def store(self, variable: Variable, code: Code, p: Position) -> None:
        """`variable = code` for a local, own or captured."""
        if variable.boxed:
            cell = ast.Subscript(self.load(variable.python, p), self.constant(0, p), STORE, **p)
            self.out.append(ast.Assign([cell], code, **p))
            return
        if variable.owner is not self.function.scope:
            self.function.stored_cells.add(variable.python)
        self.assign(variable.python, code, p)

    def store_bare(self, name: str, code: Code, p: Position) -> None:
        """`name = code` where name is a slot of `this` or of the root table."""
        owner = self.function.owner
        if owner is not None and name in owner.fields:
            self.function.uses_own = True
            me = self.load("ƒme", p)
            self.out.append(ast.Assign([ast.Attribute(me, mangle(name), STORE, **p)], code, **p))
            return
        this, root = self.load("this", p), self.runtime("root", p)
        self.do(self.call("set_bare", p, this, root, self.constant(name, p), code), p)

    def store_slot(self, container: Code, name: str, code: Code, p: Position) -> None:
        """`container.name = code`, both evaluated already."""
        if name in DELEGATE_NAMES:
            self.do(self.call("set_", p, container, self.constant(name, p), code), p)
            return
        self.out.append(ast.Expr(ast.Attribute(container, mangle(name), LOAD, **p), **p))
        self.out.append(ast.Assign([ast.Attribute(container, mangle(name), STORE, **p)], code, **p))

    def assign_slot(self, target: nodes.Get, value: Any, p: Position) -> Result:
        (container, _), (code, kind) = self.late_operands(target.object, value)
        container, code = self.saved_in_order(container, code, p)
        self.store_slot(container, target.name, code, p)
        return code, kind

    def saved_in_order(self, first: Code, second: Code, p: Position) -> tuple[Code, Code]:
        first = self.save(first, p)
        return first, self.save(second, p)

    def assign_element(self, target: nodes.Index, value: Any, p: Position) -> Result:
        container, ct, key, kt, code, kind = self.element_operands(target, value, p)
        self.store_element(container, ct, key, kt, code, p, isinstance(target.object, nodes.This))
        return code, kind

    def element_operands(self, target: nodes.Index, value: Any, p: Position) -> Any:
        """Container, key and value, saved. Locals among the first two are read last, as the reference does."""
        late_container = self.may_change(target.object, target.key) or self.may_change(target.object, value)
        late_key = self.may_change(target.key, value)
        parts = [] if late_container else [target.object]
        parts += [] if late_key else [target.key]
        results = self.operands(*parts, value)
        code, kind = results.pop()
        container, ct = self.value(target.object) if late_container else results.pop(0)
        key, kt = self.value(target.key) if late_key else results.pop(0)
        container = self.save(container, p)
        key = self.save(key, p)
        return container, ct, key, kt, self.save(code, p), kind

    def store_element(
        self, container: Code, ct: Type, key: Code, kt: Type, code: Code, p: Position, on_this: bool = False
    ) -> None:
        """`container[key] = code`, all evaluated already."""
        if on_this:
            self.do(self.call("set_this", p, container, self.runtime("root", p), key, code), p)
            return
        general: Any = [ast.Expr(self.call("set_", p, container, key, code), **p)]
        if isinstance(key, ast.Constant) and type(key.value) is str:
            self.store_slot(container, key.value, code, p)
        elif kt is None or kt == STRING:
            slots = ast.Subscript(SLOTS(p, container), key, STORE, **p)
            general = [ast.If(HAS_SLOT(p, container, key), [ast.Assign([slots], code, **p)], general, **p)]
            test = FITS_ANY(p, container, key)
            self.out.extend(general if kt else [self.stored_if(test, container, key, code, general, p)])
        elif is_int(kt) and kt[0] >= 0:
            byte = ast.Subscript(container, key, STORE, **p)
            store = ast.Assign([byte], LOW_BYTE(p, code), **p)
            general = [ast.If(FITS_BLOB(p, container, code), [store], general, **p)]
            element = self.stored_if(IS_ARRAY(p, container), container, key, code, general, p)
            self.out.append(element.body[0] if ct == ARRAY else element)
        else:
            self.out.extend(general)

    def stored_if(self, test: Code, container: Code, key: Code, code: Code, other: list[Any], p: Position) -> ast.If:
        store = ast.Assign([ast.Subscript(container, key, STORE, **p)], code, **p)
        return ast.If(test, [store], other, **p)

    def assign_oddly(self, node: nodes.Assign) -> Result:
        """`a == 1 || b = 2`: the reference compiles it. With a local leftmost it yields the right side and
        assigns nothing; else it sets the value of the left side, which has no slots."""
        left, _ = self.atom(node.target)
        code, kind = self.atom(node.value)
        leftmost = leftmost_operand(node.target)
        if not isinstance(self.scopes.names.get(leftmost), Variable):
            self.do(self.call("set_odd", self.at(node), left, code), self.at(node))
        return code, kind

    # Compound assignment

    def visit_compound(self, node: nodes.AugAssign) -> Result:
        known = self.scopes.names.get(node.target)
        p = self.at(node)
        if isinstance(known, Variable) or isinstance(node.target, nodes.Index):
            result = self.compound_as_floats(node.target, node.op, node.value, node)
            if result is not None:
                if isinstance(known, Variable):
                    self.store(known, result, p)
                return result, None
        if isinstance(known, Variable) and not known.boxed:
            both = self.as_integers(nodes.Binary(node.pos, node.end, node.op, node.target, node.value))
            if both is not None:
                code, kind = self.wrapped(both[0], both[1], p)
                self.store(known, code, p)
                return self.read(known, p), kind
        return self.compound_of(node)

    as_integers: Callable[..., Any]
    compound_as_floats: Callable[..., Any]

    def compound_of(self, node: nodes.AugAssign) -> Result:
        return self.compound(node.target, lambda: self.value(node.value), node.op, self.at(node))

    def visit_increment(self, node: nodes.IncDec) -> Result:
        p = self.at(node)
        one = 1 if node.op == "++" else -1
        return self.compound(node.target, lambda: (self.constant(one, p), (one, one)), "+", p, not node.prefix)

    def compound(
        self, target: Any, operand: Callable[[], Result], op: str, p: Position, postfix: bool = False
    ) -> Result:
        """`target op= operand`; the value is the new one, or for postfix the old one."""
        known = self.scopes.names.get(target)
        if isinstance(known, Variable):
            right = operand()
            return self.compound_local(known, right, op, p, postfix)
        if isinstance(target, nodes.Name) or self.is_this_slot(target):
            right = self.saved(operand(), p)
            name: str = target.name
            return self.updated(
                (self.bare(name, p), None), right, op, p, postfix, lambda code: self.store_bare(name, code, p)
            )
        if isinstance(target, nodes.Root):
            right = self.saved(operand(), p)
            root = self.runtime("root", p)
            name = target.name
            return self.updated(
                (self.slot(root, name, p), None), right, op, p, postfix, lambda code: self.restore(root, name, code, p)
            )
        if isinstance(target, nodes.Get):
            return self.compound_slot(target, operand, op, p, postfix)
        if isinstance(target, nodes.Index):
            return self.compound_element(target, operand, op, p, postfix)
        code, _ = self.atom(target)
        right = operand()
        return self.arithmetic(op, (code, None), right, p)

    def saved(self, result: Result, p: Position) -> Result:
        code, kind = self.wrapped(*result, p)
        return self.save(code, p), kind

    def compound_local(self, variable: Variable, right: Result, op: str, p: Position, postfix: bool) -> Result:
        kind = self.function.env.get(variable)
        if variable.captured and variable.stores:
            right = self.saved(right, p)  # evaluating it may assign the variable, which is read after
        if op == "+" and kind == STRING and not variable.captured and not postfix:
            return self.append_to_string(variable, right, p)
        old = self.read(variable, p)
        if postfix:
            temporary = self.temporary(p)
            self.assign(temporary.id, old, p)
            old = temporary
        code, new_kind = self.wrapped(*self.arithmetic(op, (old, kind), right, p), p)
        self.store(variable, code, p)
        return (old, kind) if postfix else (self.read(variable, p), new_kind)

    def append_to_string(self, variable: Variable, right: Result, p: Position) -> Result:
        """`text += right` in the one form that Python does in place."""
        code, kind = self.wrapped(*right, p)
        target = ast.Name(variable.python, STORE, **p)
        self.out.append(ast.AugAssign(target, ast.Add(), self.as_string(code, kind, p), **p))
        text = self.load(variable.python, p)
        limit = self.constant(MAX_STRING, p)
        check = ast.Expr(self.call("too_long", p, text), **p)
        self.out.append(ast.If(TOO_LONG(p, text, limit), [check], [], **p))
        return text, STRING

    as_string: Callable[..., Code]

    def updated(
        self, old: Result, right: Result, op: str, p: Position, postfix: bool, store: Callable[[Code], None]
    ) -> Result:
        """Stores `old op right`; old is not yet evaluated."""
        before = (self.save(old[0], p), old[1])
        code, kind = self.wrapped(*self.arithmetic(op, before, right, p), p)
        code = self.save(code, p)
        store(code)
        return before if postfix else (code, kind)

    def restore(self, container: Code, name: str, code: Code, p: Position) -> None:
        """Stores to a slot that has just been read: no check."""
        if name in DELEGATE_NAMES:
            self.store_slot(container, name, code, p)
        else:
            self.out.append(ast.Assign([ast.Attribute(container, mangle(name), STORE, **p)], code, **p))

    def compound_slot(
        self, target: nodes.Get, operand: Callable[[], Result], op: str, p: Position, postfix: bool
    ) -> Result:
        (container, _), (right, rt) = self.in_order(
            [lambda: self.value(target.object), lambda: self.saved(operand(), p)]
        )
        container = self.save(container, p)
        old = (self.slot(container, target.name, p), None)
        return self.updated(
            old, (right, rt), op, p, postfix, lambda code: self.restore(container, target.name, code, p)
        )

    def compound_element(
        self, target: nodes.Index, operand: Callable[[], Result], op: str, p: Position, postfix: bool
    ) -> Result:
        parts = [lambda: self.value(target.object), lambda: self.value(target.key), lambda: self.saved(operand(), p)]
        (container, ct), (key, kt), right = self.in_order(parts)
        container, key = self.saved_in_order(container, key, p)
        on_this = isinstance(target.object, nodes.This)
        if not on_this and (is_int(kt) or not isinstance(key, ast.Constant)):
            return self.compound_raw(container, ct, key, kt, right, op, p, postfix)
        if on_this:
            old: Code = self.call("get_this", p, container, self.runtime("root", p), key)
        else:
            old = self.element(container, ct, key, kt, p)

        def store(code: Code) -> None:
            self.store_element(container, ct, key, kt, code, p, on_this)

        return self.updated((old, None), right, op, p, postfix, store)

    def compound_raw(
        self, container: Code, ct: Type, key: Code, kt: Type, right: Result, op: str, p: Position, postfix: bool
    ) -> Result:
        """`container[key] op= right`: the Python list or dict that holds the slot is found once, for get and set."""
        raw, result = self.temporary(p), self.temporary(p)
        numbered = is_int(kt) and kt[0] >= 0
        found = RAW_NUMBERED(p, container) if numbered else (RAW_TABLE if ct == TABLE else RAW)(p, container, key)
        self.assign(raw.id, found, p)

        def version(old: Code, store: Callable[[Code], None]) -> list[ast.stmt]:
            def generate() -> None:
                code, _ = self.updated((self.real(old, p), None), right, op, p, postfix, store)
                self.assign(result.id, code, p)

            return self.collected(generate)[0]

        def store_raw(code: Code) -> None:
            self.out.append(ast.Assign([ast.Subscript(raw, key, STORE, **p)], code, **p))

        def store_general(code: Code) -> None:
            self.do(self.call("set_", p, container, key, code), p)

        quick = version(ast.Subscript(raw, key, LOAD, **p), store_raw)
        general = version(self.call("get", p, container, key), store_general)
        self.out.append(ast.If(IS_FOUND(p, raw), quick, general, **p))
        return result, None

    real: Callable[..., Code]

    # New slots and deletion

    def visit_newslot(self, node: nodes.NewSlot) -> Result:
        target = node.target
        p = self.at(node)
        if isinstance(target, nodes.Name):
            code, kind = self.atom(node.value)
            self.new_slot(self.load("this", p), target.name, code, p)
        elif isinstance(target, nodes.Root):
            code, kind = self.atom(node.value)
            self.new_slot(self.runtime("root", p), target.name, code, p)
        elif isinstance(target, nodes.Get):
            (container, _), (code, kind) = self.late_operands(target.object, node.value)
            container, code = self.saved_in_order(container, code, p)
            self.new_slot(container, target.name, code, p)
        elif isinstance(target, nodes.Index):
            container, _, key, _, code, kind = self.element_operands(target, node.value, p)
            self.do(self.call("newslot", p, container, key, code), p)
        else:
            return self.assign_oddly(node)  # type: ignore[arg-type]
        return code, kind

    def new_slot(self, container: Code, name: str, code: Code, p: Position) -> None:
        """`container.name <- code`, both evaluated already."""
        store = ast.Assign([ast.Attribute(container, mangle(name), STORE, **p)], code, **p)
        general = ast.Expr(self.call("newslot", p, container, self.constant(name, p), code), **p)
        self.out.append(ast.If(IS_TABLE(p, container), [store], [general], **p))

    def visit_delete(self, node: nodes.Delete) -> Result:
        target = node.target
        p = self.at(node)
        if isinstance(target, nodes.Index):
            (container, _), (key, _) = self.late_operands(target.object, target.key)
        elif isinstance(target, nodes.Get):
            container, key = self.value(target.object)[0], self.constant(target.name, p)
        elif isinstance(target, nodes.Root):
            container, key = self.runtime("root", p), self.constant(target.name, p)
        elif isinstance(target, nodes.Name):
            container, key = self.load("this", p), self.constant(target.name, p)
        else:
            return self.expr(target)
        return self.call("delete", p, container, key), None
