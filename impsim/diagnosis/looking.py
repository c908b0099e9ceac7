"""Looking at the values of a program that has failed, without running any of it.

No metamethod is called, no native, nothing is changed; of anything large only the beginning is looked at. What
cannot be told so is UNKNOWN, and who asks must then say nothing.
"""

from __future__ import annotations

from impsim.squirrel import nodes
from impsim.squirrel.access import DELEGATES, default_slot
from impsim.squirrel.lexer import spelled
from impsim.squirrel.names import demangle
from impsim.squirrel.numeric import truncate
from impsim.squirrel.order import key_out
from impsim.squirrel.scopes import Constant, Variable
from impsim.squirrel.values import MISSING, is_table, raw_instance, type_name
from impsim.squirrel.values.klass import Class
from impsim.squirrel.values.table import DelegatedTable, stored_key
from impsim.squirrel.values.weakref import WeakRef

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from impsim.diagnosis.place import Source
    from impsim.squirrel.traceback import Frame


class _Unknown:
    __slots__ = ()

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Any = _Unknown()
MOST_SLOTS = 6  # that a sentence names
MOST_NAMES = 1000  # of one object that are compared with what was written
LONGEST_TEXT = 30  # characters of a string that a sentence shows
DEEPEST = 50  # operators of an expression, delegates of a table, base classes of a class
LONGEST_NAME = 40


class View:
    """The values that a frame of a failed program sees."""

    def __init__(self, frame: Frame, source: Source) -> None:
        self.frame = frame
        self.source = source
        self.this = frame.variables.get("this", UNKNOWN)

    def value(self, node: Any, depth: int = 0) -> Any:
        """What an expression stands for now; UNKNOWN where only running it would tell."""
        if depth > DEEPEST:
            return UNKNOWN
        kind = type(node)
        if kind is nodes.Literal:
            return node.value
        if kind is nodes.This:
            return self.this
        if kind is nodes.Name:
            return self.name(node)
        if kind is nodes.Root:
            return _known(own_slot(self.frame.root, node.name))
        if kind is nodes.Paren:
            return self.value(node.inner, depth + 1)
        if kind is nodes.Get or kind is nodes.Index:
            return self._member(node, depth + 1)
        return UNKNOWN

    def name(self, node: nodes.Name) -> Any:
        """The value of a bare name."""
        meant = self.meant(node)
        if isinstance(meant, Constant):
            return meant.value
        if isinstance(meant, Variable):
            return self.variable(meant)
        found = slot(self.this, node.name)
        if found is MISSING:
            found = own_slot(self.frame.root, node.name)
        return _known(found)

    def meant(self, node: Any) -> Any:
        """The variable or constant that a name is, None for a slot."""
        scopes = self.source.scopes
        return scopes.names.get(node) if scopes is not None else None

    def variable(self, variable: Variable) -> Any:
        """The value of a local variable, UNKNOWN where it has none yet."""
        value = self.frame.variables.get(variable.python, UNKNOWN)
        if variable.boxed and type(value) is list and len(value) == 1:
            return value[0]
        return UNKNOWN if variable.boxed else value

    def _member(self, node: Any, depth: int) -> Any:
        meant = self.meant(node)
        if isinstance(meant, Constant):
            return meant.value
        container = self.value(node.object, depth)
        if container is UNKNOWN:
            return UNKNOWN
        key = node.name if type(node) is nodes.Get else self.value(node.key, depth)
        if key is UNKNOWN:
            return UNKNOWN
        found = slot(container, key)
        if found is MISSING and type(node.object) is nodes.This:
            found = own_slot(self.frame.root, key)
        return _known(found)


def _known(found: Any) -> Any:
    return UNKNOWN if found is MISSING else found


def own_slot(table: Any, key: Any) -> Any:
    """A table's own slot, or MISSING."""
    return _target(table.__dict__.get(stored_key(key), MISSING)) if is_table(table) else MISSING


def slot(container: Any, key: Any) -> Any:
    """What an index gives where no metamethod is asked; MISSING where there is nothing, UNKNOWN where one would be."""
    kind = type_name(container) if container is not UNKNOWN else ""
    if kind == "table":
        return _in_table(container, key)
    if kind == "class":
        found = container.__dict__.get(stored_key(key), MISSING)
    elif kind == "instance":
        found = _in_instance(container, key)
    elif kind in ("array", "string") and type(key) in (int, float):
        return _element(container, truncate(key))
    else:
        found = MISSING
    return _target(default_slot(kind, key)) if found is MISSING else _target(found)


def _in_table(table: Any, key: Any) -> Any:
    stored = stored_key(key)
    for one in delegates(table):
        found = one.__dict__.get(stored, MISSING)
        if found is not MISSING:
            return _target(found)
        if one is not table and "_get" in one.__dict__:
            return UNKNOWN
    return default_slot("table", key)


def _in_instance(instance: Any, key: Any) -> Any:
    try:
        found = raw_instance(instance, stored_key(key))
    except AttributeError:
        return UNKNOWN
    return UNKNOWN if found is MISSING and "_get" in instance.ƒclass.ƒmeta else found


def _element(container: Any, index: int) -> Any:
    if not 0 <= index < len(container):
        return MISSING
    found = container[index]
    return ord(found) if type(container) is str else _target(found)


def _target(value: Any) -> Any:
    return value.ƒtarget() if type(value) is WeakRef else value


def delegates(table: Any) -> Iterator[Any]:
    """A table and its delegates."""
    for _ in range(DEEPEST):
        yield table
        if type(table) is not DelegatedTable:
            return
        table = table.ƒdelegate


def own_names(value: Any) -> list[str]:
    """The names of the slots that a value has of its own, in their order; for an instance those of its class."""
    kind = type_name(value)
    if kind == "instance":
        value = value.ƒclass
    elif kind not in ("table", "class"):
        return []
    keys = [key_out(key) for _, key in zip(range(MOST_NAMES), value.__dict__)]
    return [key for key in keys if type(key) is str and len(key) <= LONGEST_NAME]


def names_in_reach(value: Any) -> list[str]:
    """The names of everything that an index of the value finds."""
    found: list[str] = []
    if is_table(value):
        for table in delegates(value):
            found += own_names(table)
    elif value is not UNKNOWN:
        found += own_names(value)
    return found + default_names(value)


def default_names(value: Any) -> list[str]:
    """The names of the functions that all values of its type have."""
    return [demangle(name) for name in DELEGATES.get(type_name(value), {})] if value is not UNKNOWN else []


# In words


def described(value: Any, root: Any = None) -> str:
    """A value in a few words: `null`, `the integer 5`, `a table with the slots a, b`."""
    kind = type_name(value)
    if value is root and root is not None:
        return "the root table"
    if value is None or kind == "bool":
        return spelled(value)
    if kind in ("integer", "float"):
        return "the %s %s" % (kind, spelled(value))
    if kind == "string":
        return "the string " + quoted_text(value)
    if kind == "array":
        size = {0: "an empty array", 1: "an array of 1 element"}
        return size.get(len(value), "an array of %d elements" % len(value))
    if kind == "table":
        return _described_table(value)
    if kind == "instance":
        return "an instance of " + (class_name(value.ƒclass, root) or "a class")
    if kind == "class":
        name = class_name(value, root)
        return "the class " + name if name else "a class"
    return "a " + kind


def _described_table(table: Any) -> str:
    if not table.__dict__:
        return "an empty table"
    names = [name for name in own_names(table) if name.isprintable()]
    if not names:
        return "a table"
    return "a table with the slot" + ("s " if len(names) > 1 else " ") + listed(names)


def listed(names: list[str]) -> str:
    """The first of some names."""
    shown = ", ".join(names[:MOST_SLOTS])
    more = len(names) - MOST_SLOTS
    return shown if more <= 0 else "%s and %d more" % (shown, more)


def quoted_text(text: str) -> str:
    """A string as a program would spell it, or its beginning."""
    if len(text) <= LONGEST_TEXT:
        return spelled(text)
    return spelled(text[:LONGEST_TEXT]) + "..."


def class_name(klass: Any, root: Any) -> str:
    """The name of a class: classes have none, so it is that of the global variable which holds it, "" if none does."""
    if type(klass) is Class and is_table(root):
        for _, (key, value) in zip(range(MOST_NAMES), root.__dict__.items()):
            if value is klass and type(key) is str:
                return demangle(key)
    return ""


def function_of(value: Any) -> Any:
    """The closure itself, of a bound one."""
    return getattr(value, "ƒunbound", value)
