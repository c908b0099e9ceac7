"""Expressions other than operators: names, slots, calls, constructors."""

from __future__ import annotations

import ast
from functools import partial
from typing import Any, Callable

from impsim.squirrel import nodes
from impsim.squirrel.codegen.emitter import Boxed, Code, Emitter, Result
from impsim.squirrel.codegen.intervals import ARRAY, STRING, TABLE, constant_type, is_int
from impsim.squirrel.codegen.quote import LOAD, Position, is_atom, quote
from impsim.squirrel.limits import MAX_ARRAY
from impsim.squirrel.names import DELEGATE_NAMES, mangle
from impsim.squirrel.scopes import Constant, Variable

ELEMENT = quote("A[B] if type(A) is Array or type(A) is Blob else get(A, B)")  # B >= 0; traceback knows IndexError
ELEMENT_ARRAY = quote("A[B]")
ELEMENT_ANY = quote(
    "A[B] if type(B) is int and type(A) is Array and 0 <= B < len(A)"
    " else A.ƒslots[B] if type(A) is Table and type(B) is str and B in A.ƒslots else get(A, B)"
)
ELEMENT_TABLE = quote("A.ƒslots[B] if type(B) is str and B in A.ƒslots else get(A, B)")
ELEMENT_STRING = quote("A.ƒslots[B] if type(A) is Table and B in A.ƒslots else get(A, B)")
LENGTH = quote("len(A) if type(A) is Array or type(A) is str else method(A, 'len')(A)")
LENGTH_KNOWN = quote("len(A)")
PUSH = quote("A.append(B) if type(A) is Array and len(A) < MAX else method(A, NAME)(A, B)")
PUSH_ARRAY = quote("A.append(B) if len(A) < MAX else method(A, NAME)(A, B)")
METHOD = quote("METHODS.get(type(A)) or method(A, NAME)")
REAL = quote("dereference(A)")
MOST_LENGTH = 0x7FFFFFFF
LARGEST_PLAIN_TABLE = 4  # members: the reference allocates at least four nodes


class Expressions(Emitter):
    """Generates names, slots, elements, calls and constructors of values."""

    def visit_literal(self, node: nodes.Literal) -> Result:
        return self.constant(node.value, self.at(node)), constant_type(node.value)

    def visit_paren(self, node: nodes.Paren) -> Result:
        return self.expr(node.inner)

    def visit_this(self, node: nodes.This) -> Result:
        return self.load("this", self.at(node)), None

    def visit_base(self, node: nodes.Base) -> Result:
        if not self.function.scope.uses_base:
            return self.constant(None, self.at(node)), None
        return self.load("ƒbase", self.at(node)), None

    def real(self, code: Code, p: Position) -> Code:
        """What a container slot shows: looked through weak references in units that can make them."""
        return REAL(p, code) if self.options.weakrefs else code

    def visit_name(self, node: nodes.Name) -> Result:
        p = self.at(node)
        known = self.scopes.names.get(node)
        if isinstance(known, Variable):
            return self.read(known, p), self.function.env.get(known)
        if isinstance(known, Constant):
            return self.constant(known.value, p), constant_type(known.value)
        return self.bare(node.name, p), None

    def read(self, variable: Variable, p: Position) -> Code:
        """The value of a local variable, own or captured."""
        name = self.load(variable.python, p)
        return Boxed(name, self.constant(0, p), LOAD, **p) if variable.boxed else name

    def bare(self, name: str, p: Position) -> Code:
        """A slot of `this`, else of the root table."""
        attribute = mangle(name)
        owner = self.function.owner
        if owner is not None and name in owner.members:
            self.function.uses_own = True
            return self.real(ast.Attribute(self.load("ƒme", p), attribute, LOAD, **p), p)
        if name in DELEGATE_NAMES:
            return self.call(
                "get_bare",
                p,
                self.load("this", p),
                self.runtime("root", p),
                self.constant(attribute, p),
                self.constant(name, p),
            )
        if owner is not None:
            owner.others.add(name)
            self.function.uses_outer = True
            return self.real(ast.Attribute(self.load("ƒouter", p), attribute, LOAD, **p), p)
        root = ast.Attribute(self.runtime("root", p), attribute, LOAD, **p)
        return self.real(self.choice(root, attribute, name, p), p)

    def choice(self, root: Code, attribute: str, name: str, p: Position) -> Code:
        this = self.load("this", p)
        test = ast.Compare(this, [ast.Is()], [self.runtime("root", p)], **p)
        general = self.call(
            "get_bare", p, this, self.runtime("root", p), self.constant(attribute, p), self.constant(name, p)
        )
        return ast.IfExp(test, root, general, **p)

    def visit_root(self, node: nodes.Root) -> Result:
        p = self.at(node)
        return self.slot(self.runtime("root", p), node.name, p), None

    def slot(self, container: Code, name: str, p: Position) -> Code:
        """`container.name`."""
        if name in DELEGATE_NAMES:
            return self.call("get", p, container, self.constant(name, p))
        return self.real(ast.Attribute(container, mangle(name), LOAD, **p), p)

    def visit_get(self, node: nodes.Get) -> Result:
        p = self.at(node)
        known = self.scopes.names.get(node)
        if isinstance(known, Constant):
            return self.constant(known.value, p), constant_type(known.value)
        if isinstance(node.object, nodes.This):
            return self.bare(node.name, p), None
        return self.slot(self.value(node.object)[0], node.name, p), None

    def visit_index(self, node: nodes.Index) -> Result:
        p = self.at(node)
        (container, ct), (key, kt) = self.late_operands(node.object, node.key)
        if isinstance(node.object, nodes.This):
            return self.call("get_this", p, container, self.runtime("root", p), key), None
        return self.element(container, ct, key, kt, p), None

    def element(self, container: Code, ct: Any, key: Code, kt: Any, p: Position) -> Code:
        """`container[key]`."""
        if kt == STRING and isinstance(key, ast.Constant):
            return self.slot(container, str(key.value), p)
        if kt is not None and kt != STRING and not (is_int(kt) and kt[0] >= 0):
            return self.call("get", p, container, key)
        container = self.save(container, p)
        key = self.save(key, p)
        if ct == TABLE:
            shape = self.call("get", p, container, key) if is_int(kt) else ELEMENT_TABLE(p, container, key)
            return self.real(shape, p)
        if kt is None or kt == STRING:
            return self.real((ELEMENT_STRING if kt else ELEMENT_ANY)(p, container, key), p)
        shape = ELEMENT_ARRAY if ct == ARRAY else ELEMENT
        return self.real(shape(p, container, key), p)

    # Calls

    def visit_call(self, node: nodes.Call) -> Result:
        callee = node.callee
        if isinstance(callee, nodes.Get) and callee not in self.scopes.names:
            return self.call_slot(node, callee)
        if isinstance(callee, nodes.Root):
            p = self.at(node)
            root = self.runtime("root", p)
            return self.call_with(node, lambda: self.slot(root, callee.name, self.at(callee)), root)
        if isinstance(callee, nodes.Index):
            return self.call_element(node, callee)
        return self.call_with(node, lambda: self.value(callee)[0], self.load("this", self.at(node)))

    def call_with(self, node: nodes.Call, function: Callable[[], Code], this: Code) -> Result:
        """A call of what `function` generates, which is evaluated before the arguments."""
        parts: list[Callable[[], Result]] = [lambda: (function(), None)]
        parts += [partial(self.value, argument) for argument in node.arguments]
        codes = [code for code, _ in self.in_order(parts)]
        return ast.Call(codes[0], [this, *codes[1:]], [], **self.at(node)), None

    def call_slot(self, node: nodes.Call, callee: nodes.Get) -> Result:
        p = self.at(callee)
        if isinstance(callee.object, nodes.This):
            return self.call_with(node, lambda: self.bare(callee.name, p), self.load("this", p))
        if isinstance(callee.object, nodes.Base):
            base = self.visit_base(callee.object)[0]
            return self.call_with(node, lambda: self.slot(base, callee.name, p), self.load("this", p))
        container, kind = self.atom(callee.object)
        container = self.kept(container, node.arguments, p)
        if callee.name in DELEGATE_NAMES:
            return self.call_delegate(node, callee.name, container, kind)
        return self.call_with(node, lambda: self.slot(container, callee.name, p), container)

    def kept(self, code: Code, arguments: Any, p: Position) -> Code:
        """The object of a call, copied if evaluating the arguments may assign the local that it is."""
        if self.is_steady(code) or isinstance(code, ast.Constant):
            return code
        if all(isinstance(argument, (nodes.Literal, nodes.Name, nodes.Function, nodes.Get)) for argument in arguments):
            return code
        temporary = self.temporary(p)
        self.assign(temporary.id, code, p)
        return temporary

    def call_delegate(self, node: nodes.Call, name: str, container: Code, kind: Any) -> Result:
        """A call of what may be a default delegate's function; the commonest are done in line."""
        p = self.at(node)
        if name == "len" and not node.arguments:
            shape = LENGTH_KNOWN if kind in (ARRAY, STRING) else LENGTH
            return shape(p, container), (0, MOST_LENGTH) if kind in (ARRAY, STRING) else None
        if name == "tostring" and not node.arguments and is_int(kind):
            return self.call("str", p, container), STRING
        if name in ("push", "append") and len(node.arguments) == 1:
            item = self.save(self.value(node.arguments[0])[0], p)
            shape = PUSH_ARRAY if kind == ARRAY else PUSH
            return shape(p, container, item, self.constant(MAX_ARRAY, p), self.constant(name, p)), None
        functions = self.runtime("of_" + name, p)
        return self.call_with(node, lambda: METHOD(p, container, functions, self.constant(name, p)), container)

    def call_element(self, node: nodes.Call, callee: nodes.Index) -> Result:
        p = self.at(callee)
        (container, ct), (key, kt) = self.late_operands(callee.object, callee.key)
        if isinstance(callee.object, nodes.This):
            root = self.runtime("root", p)
            return self.call_with(node, lambda: self.call("get_this", p, container, root, key), container)
        if not is_atom(key):
            container = self.save(container, p)
            key = self.save(key, p)
        container = self.kept(self.save(container, p), node.arguments, p)
        return self.call_with(node, lambda: self.element(container, ct, key, kt, p), container)

    # Constructors

    def visit_array(self, node: nodes.Array) -> Result:
        p = self.at(node)
        codes = [code for code, _ in self.operands(*node.items)]
        return ast.List(codes, LOAD, **p), ARRAY

    def visit_table(self, node: nodes.Table) -> Result:
        p = self.at(node)
        plain = 0
        while plain < len(node.members) and self.is_string(node.members[plain][0]):
            plain += 1
        codes = self.operands(*[value for _, value in node.members[:plain]])
        keys: list[Any] = [self.constant(mangle(key.value), p) for key, _ in node.members[:plain]]  # type: ignore[attr-defined]
        slots = ast.Dict(keys, [code for code, _ in codes], **p)
        made = self.made_table(slots, len(node.members), p)
        if plain == len(node.members):
            return made, TABLE
        made = self.save(made, p)
        for key, value in node.members[plain:]:
            (name, _), (code, _) = self.operands(key, value)
            self.do(self.call("newslot", p, made, name, code), p)
        return made, TABLE

    def is_string(self, key: Any) -> bool:
        return isinstance(key, nodes.Literal) and type(key.value) is str

    def made_table(self, slots: ast.Dict, size: int, p: Position) -> Code:
        if not size:
            return self.call("empty_table", p)
        if size > LARGEST_PLAIN_TABLE:
            return self.call("sized_literal", p, slots, self.constant(size, p))
        return self.call("literal", p, slots)

    def visit_comma(self, node: nodes.Comma) -> Result:
        self.effect(node.left)
        return self.value(node.right)

    def effect(self, node: Any) -> None:
        """Evaluates an expression and drops its value."""
        if isinstance(node, nodes.IncDec) and not node.prefix:
            node = nodes.IncDec(node.pos, node.end, node.op, node.target, True)  # the old value need not be kept
        code, _ = self.expr(node)
        p = self.at(node)
        if isinstance(code, ast.Attribute):
            self.assign("ƒdropped", code, p)  # a bare attribute load marks the check before a store
        else:
            self.do(code, p)
