"""How slot names become Python attribute names.

Compiled code reads the slot `t.x` as the Python attribute `x`, which is the fastest
look-up Python has. Names that some Python value answers by itself (`str.find`,
`int.real`, `list.append`, everything with two leading underscores) and names of
default delegates would then leak Python or shadow a delegate. Those are stored under
the name plus a prime, a letter that no Squirrel name can hold: Squirrel strings have
code points 0-255 only. A compiled `t.count` reads the attribute `countʹ`.
"""

from __future__ import annotations

PRIME = "\u02b9"

# Every name that a value answers through its type's default delegate (3.0.x, and impOS's additions).
DELEGATE_NAMES = frozenset(
    "tofloat tointeger tostring weakref tochar len rawget rawset rawdelete rawin setdelegate getdelegate clear"
    " append extend push pop top insert remove resize reverse sort slice map apply reduce filter find"
    " tolower toupper call pcall acall pacall bindenv getinfos getstatus ref"
    " getattributes setattributes newmember rawnewmember getbase instance getclass".split()
)


def _python_names() -> set[str]:
    def function() -> None:
        pass

    kinds: list[type] = [str, int, float, bool, type(None), list, dict, bytearray, type, BaseException, staticmethod]
    kinds += [type(function), type(print), type(name for name in "")]
    names = {"None", "True", "False"}
    for kind in kinds:
        for ancestor in type.mro(kind):
            names.update(ancestor.__dict__)  # as dir() does, which sorts them, too
    return names


MANGLED = {name: name + PRIME for name in _python_names() | DELEGATE_NAMES}


def mangle(name: str) -> str:
    """The Python attribute under which the slot `name` is kept."""
    attribute = MANGLED.get(name)
    if attribute is not None:
        return attribute
    return name + PRIME if name[:2] == "__" else name


def demangle(attribute: str) -> str:
    """The slot name of a Python attribute."""
    return attribute[:-1] if attribute[-1:] == PRIME else attribute
