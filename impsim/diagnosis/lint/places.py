"""Where nodes begin, and what stands between them in the source."""

from __future__ import annotations

import re

from impsim.squirrel import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_FIRST = {  # the field with which a node begins whose `pos` is its operator's
    nodes.Binary: "left",
    nodes.Logical: "left",
    nodes.Assign: "target",
    nodes.AugAssign: "target",
    nodes.NewSlot: "target",
    nodes.Conditional: "test",
    nodes.Comma: "left",
    nodes.Get: "object",
    nodes.Index: "object",
    nodes.Call: "callee",
}
LONGEST = 40  # characters of an expression in a message
COMMENT = re.compile(r"//[^\n]*|#[^\n]*|/\*.*?\*/", re.DOTALL)


def start_of(node: Any) -> int:
    """The offset of an expression's first token; parentheses around it do not count."""
    while True:
        field = _FIRST.get(type(node))
        if field is None:
            postfix = isinstance(node, nodes.IncDec) and not node.prefix
            if not postfix:
                return node.pos  # type: ignore[no-any-return]
            field = "target"
        node = getattr(node, field)


def spelled(source: str, node: Any) -> str:
    """An expression as the source has it, "it" where that would be too long to read."""
    text = " ".join(source[start_of(node) : node.end].split())
    return text if len(text) <= LONGEST else "it"


def without_comments(text: str) -> str:
    """A stretch between two tokens without its comments."""
    return COMMENT.sub(" ", text)
