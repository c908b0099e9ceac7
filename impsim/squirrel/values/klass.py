"""Class and its instances.

A Squirrel class is a `Class` whose members are Python attributes of its own (fields'
defaults, methods, statics), so `C.x` and `base.f` are attribute loads. Members are
copied down from the base when the class is made, as the reference does: a base that
changes later changes nothing here.

The first instance locks the class. Only then a Python type is made for its instances:
fields are `__slots__` (a store to anything else fails by itself), methods and statics are
staticmethods and class attributes. Methods may still be added to a locked class. Fields
whose key is no string (numbers, bools) live in a dict in the slot `ƒodd`.

Default delegates: `Instance` has them as class attributes; the types of classes with
`_get` derive from InstanceBase, which has not, because `_get` is asked first.
"""

from __future__ import annotations

from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.names import mangle
from impsim.squirrel.order import NodeArray, key_out
from impsim.squirrel.values.table import stored_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

FunctionType: Any = type(mangle)
METAMETHODS = frozenset(
    "_add _sub _mul _div _unm _modulo _set _get _typeof _nexti _cmp _call _cloned _newslot _delslot"
    " _tostring _newmember _inherited".split()
)
CONSTRUCTOR = "constructor"


class InstanceBase:
    """What every instance is."""

    __slots__ = ("__weakref__", "ƒserial")
    ƒclass: Any
    ƒodd: Any


class Instance(InstanceBase):
    """An instance whose class has no `_get`: it answers to the default delegate's names."""

    __slots__ = ()


class Class:
    """A Squirrel class; its members are the attributes in __dict__, in order of definition."""

    __slots__ = (
        "__dict__",
        "__weakref__",
        "ƒbase",
        "ƒfields",
        "ƒmeta",
        "ƒattributes",
        "ƒtype",
        "ƒmake",
        "ƒnodes",
        "ƒsize",
        "ƒfamily",
        "ƒpython",
        "ƒserial",
    )
    ƒbase: Optional[Class]  # the class it extends
    ƒfields: dict[Any, None]  # stored keys of the members that each instance has for itself
    ƒmeta: dict[str, Any]  # metamethods by name
    ƒattributes: dict[Any, Any]  # stored key, or None for the class itself -> attributes
    ƒtype: Any  # the Python type of its instances once locked, else None
    ƒmake: Any  # makes an instance with its fields, once locked
    ƒfamily: Any  # the Family that its methods ask about their `this`, or None
    ƒpython: Any  # the Python base of its instances where it is a native class, else None

    def __setattr__(self, name: str, value: Any) -> None:
        raise SquirrelError("trying to set 'class'")

    def __call__(self, this: Any, *arguments: Any) -> Any:
        make = self.ƒmake
        instance = make() if make is not None else lock(self)()
        constructor: Any = self.__dict__.get(CONSTRUCTOR)
        if type(constructor) is FunctionType:  # `["constructor"] = 1` is an ordinary field
            constructor(instance, *arguments)
        return instance


put = object.__setattr__


def new_class(base: Any, family: Any = None) -> Class:
    """A class without members of its own. Raises SquirrelError when base is not a class."""
    made = Class.__new__(Class)
    if base is None:
        members: dict[Any, Any] = {}
        fields: dict[Any, None] = {}
        meta: dict[str, Any] = {}
        size = 0
    elif type(base) is Class:
        nodes = class_nodes(base)
        slots = base.__dict__
        members = {key: slots[key] for key in nodes.keys if key is not None}
        fields, meta, size = dict(base.ƒfields), dict(base.ƒmeta), len(nodes.keys)
    else:
        from impsim.squirrel.values import type_name

        raise SquirrelError("trying to inherit from a %s" % type_name(base))
    put(made, "__dict__", members)
    put(made, "ƒbase", base)
    put(made, "ƒfields", fields)
    put(made, "ƒmeta", meta)
    put(made, "ƒattributes", {})
    put(made, "ƒtype", None)
    put(made, "ƒmake", None)
    put(made, "ƒsize", size)
    put(made, "ƒfamily", family)
    put(made, "ƒpython", None if base is None else base.ƒpython)
    return made


def class_nodes(klass: Any) -> NodeArray:
    """The node array of the class's members, up to date."""
    try:
        nodes: NodeArray = klass.ƒnodes
    except AttributeError:
        nodes = NodeArray(klass.ƒsize)
        put(klass, "ƒnodes", nodes)
    nodes.catch_up(klass.__dict__)
    return nodes


def is_metamethod(key: Any, value: Any) -> bool:
    """Whether a class member is a metamethod: those are not slots."""
    return type(value) is FunctionType and key in METAMETHODS


def add_member(klass: Any, key: Any, value: Any, static: bool = False) -> None:
    """Defines a member. Raises SquirrelError when the class is locked and the member is a field."""
    kept_apart = static or type(value) is FunctionType
    if klass.ƒtype is not None and not kept_apart:
        raise SquirrelError("trying to modify a class that has already been instantiated")
    stored = stored_key(key)
    if stored in klass.ƒfields:
        klass.__dict__[stored] = value
        if klass.ƒtype is not None:
            put(klass, "ƒmake", _maker(klass))
    elif is_metamethod(key, value):
        klass.ƒmeta[key] = value
        if klass.ƒtype is not None:
            _bind_metamethod(klass.ƒtype, key)
            _join_families(klass)
    else:
        _add_slot(klass, stored, value, kept_apart)


def _add_slot(klass: Any, stored: Any, value: Any, kept_apart: bool) -> None:
    if not kept_apart:
        klass.ƒfields[stored] = None
    elif klass.ƒbase is not None:
        value = rebased(value, klass.ƒbase)
    klass.__dict__[stored] = value
    if klass.ƒtype is not None and type(stored) is str:
        setattr(klass.ƒtype, stored, staticmethod(value) if type(value) is FunctionType else value)
        _join_families(klass)


def rebased(function: Any, base: Any) -> Any:
    """The function with its own `base`, where it names one: see codegen.functions."""
    rebase = getattr(function, "ƒrebase", None)
    return function if rebase is None else rebase(base)


def lock(klass: Any) -> Callable[[], Any]:
    """Makes the type of the instances; returns the function that makes one."""
    base = klass.ƒbase
    if base is not None and base.ƒtype is None:
        lock(base)
    put(klass, "ƒtype", _instance_type(klass))
    _join_families(klass)
    make = _maker(klass)
    put(klass, "ƒmake", make)
    return make


def _join_families(klass: Any) -> None:
    ancestor = klass
    while ancestor is not None:
        if ancestor.ƒfamily is not None:
            ancestor.ƒfamily.judge(klass)
        ancestor = ancestor.ƒbase


def is_slot_name(stored: Any) -> bool:
    """Whether a stored key can be a Python slot."""
    return type(stored) is str


def _instance_type(klass: Any) -> Any:
    fields = klass.ƒfields
    # Python wants identifiers for slots, so others ("two words") are made under another name and then renamed.
    names = {
        key if key.isidentifier() else "ƒ%d" % number: key for number, key in enumerate(fields) if is_slot_name(key)
    }
    slots = tuple(names) if len(names) == len(fields) else (*names, "ƒodd")
    namespace: dict[str, Any] = {"__slots__": slots, "ƒclass": klass}
    for key, value in klass.__dict__.items():
        if type(key) is str and key not in fields:
            namespace[key] = staticmethod(value) if type(value) is FunctionType else value
    base = klass.ƒpython or (InstanceBase if "_get" in klass.ƒmeta else Instance)
    made = type("_", (base,), namespace)  # no letter in its name: Python then leaves `__x` slots alone
    for name, key in names.items():
        if name is not key:
            setattr(made, key, made.__dict__[name])
            delattr(made, name)
    for name in klass.ƒmeta:
        _bind_metamethod(made, name)
    return made


def _bind_metamethod(made: Any, name: str) -> None:
    from impsim.squirrel import delegation

    if name == "_get" and made.__bases__ == (Instance,):
        made.__bases__ = (InstanceBase,)
    for hook, function in delegation.INSTANCE_HOOKS.get(name, {}).items():
        setattr(made, hook, function)


_templates: dict[int, Any] = {}


def _maker(klass: Any) -> Callable[[], Any]:
    defaults = klass.__dict__
    fields = tuple(key for key in klass.ƒfields if is_slot_name(key))
    code = _template(len(fields)).replace(co_names=fields)
    make: Callable[[], Any] = FunctionType(code, {}, "make", (klass.ƒtype, *[defaults[key] for key in fields]))
    odd = {key: defaults[key] for key in klass.ƒfields if not is_slot_name(key)}
    return _odd_maker(make, odd) if odd else make


def _template(count: int) -> Any:
    """The code of `make(type=T, value0=..., ...)` for a number of fields; the caller puts their names in."""
    code = _templates.get(count)
    if code is None:
        parameters = "".join(", value%d" % number for number in range(count))
        stores = "".join("    instance.field%d = value%d\n" % (number, number) for number in range(count))
        source = "def make(type%s):\n    instance = type()\n%s    return instance\n" % (parameters, stores)
        namespace: dict[str, Any] = {}
        exec(source, namespace)
        code = _templates[count] = namespace["make"].__code__
    return code


def _odd_maker(make: Callable[[], Any], odd: dict[Any, Any]) -> Callable[[], Any]:
    def make_with_odd() -> Any:
        instance = make()
        instance.ƒodd = dict(odd)
        return instance

    return make_with_odd


def clone_instance(instance: Any) -> Any:
    """A shallow copy of an instance."""
    klass = instance.ƒclass
    copy = klass.ƒmake()
    for key in klass.ƒfields:
        if is_slot_name(key):
            object.__setattr__(copy, key, getattr(instance, key))
    if hasattr(type(instance), "ƒodd"):
        object.__setattr__(copy, "ƒodd", dict(instance.ƒodd))
    return copy


def instance_of(instance: Any, klass: Any) -> bool:
    """Whether klass is the instance's class or one that it extends."""
    current = instance.ƒclass
    while current is not None:
        if current is klass:
            return True
        current = current.ƒbase
    return False


def class_items(klass: Any) -> list[tuple[Any, Any]]:
    """(key, value) of every member in the reference's order."""
    members = klass.__dict__
    return [(key_out(key), members[key]) for key in class_nodes(klass).keys if key is not None]
