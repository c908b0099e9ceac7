"""Methods of class and instance."""

from __future__ import annotations

from impsim.squirrel.access import call
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.native import native
from impsim.squirrel.stdlib.arguments import slots
from impsim.squirrel.stdlib.number_methods import object_tostring, object_weakref
from impsim.squirrel.stdlib.table_methods import raw_access
from impsim.squirrel.values import add_member, rawin, truthy
from impsim.squirrel.values.klass import lock
from impsim.squirrel.values.table import stored_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _attributes_key(klass: Any, member: Any) -> Any:
    """Where the attributes of a member are kept; None is the class itself."""
    if member is None:
        return None
    if not rawin(klass, member):
        raise SquirrelError("wrong index")
    return stored_key(member)


@native("getattributes", 2, "y.")
def class_getattributes(this: Any, member: Any) -> Any:
    """The attributes of a member, or of the class (null). Raises SquirrelError("wrong index")."""
    key = _attributes_key(this, member)
    klass = this
    while klass is not None:
        if key in klass.ƒattributes:
            return klass.ƒattributes[key]
        klass = klass.ƒbase if key is not None else None  # a class inherits those of members only
    return None


@native("setattributes", 3, "y..")
def class_setattributes(this: Any, member: Any, attributes: Any) -> Any:
    """Sets the attributes of a member, or of the class (null); gives the former ones."""
    key = _attributes_key(this, member)
    former = class_getattributes(this, member)
    this.ƒattributes[key] = attributes
    return former


@native("instance", 1, "y")
def class_instance(this: Any) -> Any:
    """An instance whose constructor has not run."""
    return (this.ƒmake or lock(this))()


@native("getbase", 1, "y")
def class_getbase(this: Any) -> Any:
    """The class that this one extends, or null."""
    return this.ƒbase


def _define(klass: Any, member: Any, value: Any, attributes: Any, static: bool) -> None:
    if member is None:
        raise SquirrelError("null key")
    add_member(klass, member, value, static)
    if rawin(klass, member):
        klass.ƒattributes[stored_key(member)] = attributes


def _options(rest: tuple[Any, ...]) -> tuple[Any, bool]:
    """The optional parameters: attributes and whether the member is static."""
    if len(rest) > 2:
        raise SquirrelError("new member only works with classes")
    attributes, static = (*rest, None, None)[:2]
    return attributes, truthy(static)


@native("newmember", -3, "y")
def class_newmember(this: Any, member: Any, value: Any, *rest: Any) -> None:
    """newmember(member, value, attributes, static) defines a member, by the class's `_newmember` if it has one."""
    attributes, static = _options(rest)
    metamethod = this.ƒmeta.get("_newmember")
    if metamethod is None:
        _define(this, member, value, attributes, static)
    else:
        call(metamethod, this, member, value, attributes, static)


@native("rawnewmember", -3, "y")
def class_rawnewmember(this: Any, member: Any, value: Any, *rest: Any) -> None:
    """The same without asking `_newmember`."""
    _define(this, member, value, *_options(rest))


@native("getclass", 1, "x")
def instance_getclass(this: Any) -> Any:
    """The instance's class."""
    return this.ƒclass


CLASS_METHODS = slots(
    class_getattributes,
    class_setattributes,
    *raw_access("y"),
    object_weakref,
    object_tostring,
    class_instance,
    class_getbase,
    class_newmember,
    class_rawnewmember,
)
INSTANCE_METHODS = slots(instance_getclass, *raw_access("x"), object_weakref, object_tostring)
