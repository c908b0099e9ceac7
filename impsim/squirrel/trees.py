"""Looking at whole syntax trees: `same` compares two, `dump_tree` shows one. Neither recurses."""

from __future__ import annotations

from impsim.squirrel import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DEEPEST = 50  # steps of indentation; deeper nodes say how deep they are


def same(a: Any, b: Any) -> bool:
    """Whether two trees (or lists of them, or scalars) are equal but for positions in the source."""
    pending = [(a, b)]
    while pending:
        left, right = pending.pop()
        if type(left) is not type(right):
            return False
        if isinstance(left, nodes.Node):
            pending.extend(zip(_children(left), _children(right)))
        elif isinstance(left, (list, tuple)):
            if len(left) != len(right):
                return False
            pending.extend(zip(left, right))
        elif repr(left) != repr(right):  # tells 0.0 from -0.0, and a NaN equals itself
            return False
    return True


def _children(node: nodes.Node) -> list[Any]:
    if isinstance(node, nodes.Local):
        return [[declaration[:2] for declaration in node.declarations]]  # the third is an offset
    return [getattr(node, field) for field in node.fields]


def dump_tree(node: nodes.Node) -> str:
    """Indented text: one line per node, its kind, offset and scalar fields, then its children under their fields."""
    lines: list[str] = []
    pending: list[tuple[int, str, Any]] = [(0, "", node)]
    while pending:
        depth, label, value = pending.pop()
        indent = "  " * depth if depth <= DEEPEST else "  " * DEEPEST + "(%d) " % depth
        indent += label
        if isinstance(value, nodes.Node):
            scalars, below = _parted([(field, getattr(value, field)) for field in value.fields])
            lines.append("%s%s @%d%s" % (indent, type(value).__name__, value.pos, scalars))
        elif isinstance(value, tuple):
            scalars, below = _parted([("", item) for item in value])
            lines.append("%s-%s" % (indent, scalars))
        else:
            scalars, below = _parted([("", item) for item in value])
            lines.append("%s[%d]%s" % (indent, len(value), scalars))
        pending.extend((depth + 1, label, child) for label, child in reversed(below))
    return "\n".join(lines) + "\n"


def _parted(fields: list[tuple[str, Any]]) -> tuple[str, list[tuple[str, Any]]]:
    """The scalars among some fields as text, and the others with their labels."""
    scalars, below = "", []
    for field, value in fields:
        if isinstance(value, (nodes.Node, list, tuple)) and value != []:
            below.append((field + ": " if field else "", value))
        else:
            scalars += " %s%r" % (field + "=" if field else "", value)
    return scalars, below
