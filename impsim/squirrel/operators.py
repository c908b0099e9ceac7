"""How operators group, and what assignments and steps may be applied to.

The reference decides the latter in a way of its own. It looks only at the leftmost
operand of what it has read, and a parenthesis hides it: `a == 1 || b = 2` and
`typeof x = "bool"` compile, `(x) = 1` does not. `leftmost` follows it exactly; what
depends on scopes (constants; locals as targets of `<-`, `delete` and `class`) is left
to the pass that knows them.
"""

from __future__ import annotations

from impsim.squirrel import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional, Union

_LEVELS = ("||", "&&", "|", "^", "&", "== != <=>", "< > <= >= in instanceof", "<< >> >>>", "+ -", "* / %")
PRECEDENCE = {operator: level for level, group in enumerate(_LEVELS) for operator in group.split()}
LOGICAL = 1  # levels up to here are || and &&: Logical nodes, grouped to the right


def folded(chain: Any) -> nodes.Expr:
    """The tree of a chain: operand, (offset, operator), operand, ... A lone operand is its own."""
    if type(chain) is not list:
        return chain  # type: ignore[no-any-return]
    if len(chain) == 3:
        return _binary(chain[0], chain[1], chain[2])
    operands = [chain[0]]
    waiting: list[tuple[int, str]] = []
    for operator, operand in zip(chain[1::2], chain[2::2]):
        level = PRECEDENCE[operator[1]]
        while waiting and PRECEDENCE[waiting[-1][1]] >= level + (level <= LOGICAL):
            operands[-2:] = [_binary(operands[-2], waiting.pop(), operands[-1])]
        waiting.append(operator)
        operands.append(operand)
    while waiting:
        operands[-2:] = [_binary(operands[-2], waiting.pop(), operands[-1])]
    return operands[0]  # type: ignore[no-any-return]


def _binary(left: nodes.Expr, operator: tuple[int, str], right: nodes.Expr) -> Union[nodes.Binary, nodes.Logical]:
    offset, sign = operator
    kind = nodes.Logical if PRECEDENCE[sign] <= LOGICAL else nodes.Binary
    return kind(offset, right.end, sign, left, right)


# What means something else in parentheses: no longer a target, and a call through it passes the caller's `this`.
HIDDEN = (nodes.Name, nodes.Get, nodes.Index, nodes.Root, nodes.This, nodes.Base)


def is_plain_target(node: nodes.Node) -> bool:
    """Whether a target of Assign, AugAssign, NewSlot, IncDec or Delete is a variable or slot. Any other kind is
    an oddity of the reference: `this`, `base`, or an expression that merely begins with one of these.
    """
    return isinstance(node, (nodes.Name, nodes.Get, nodes.Index, nodes.Root))


def leftmost(operand: nodes.Expr) -> Optional[nodes.Expr]:
    """The variable or slot that the reference takes for the target when `operand` begins an expression, or None.

    A unary operator and a postfix ++ let it through unless they are in parentheses (paren stretches their end).
    """
    while True:
        if isinstance(operand, nodes.Unary) and operand.end == operand.operand.end:
            operand = operand.operand
        elif isinstance(operand, nodes.IncDec) and not operand.prefix and operand.end == operand.pos + 2:
            operand = operand.target
        elif isinstance(operand, (nodes.Get, nodes.Index)) and type(operand.object) is nodes.Base:
            return None
        else:
            return operand if type(operand) in HIDDEN else None


def leftmost_operand(node: Any) -> Any:
    """What the reference takes for the target of an assignment whose left side is any expression, or None."""
    while isinstance(node, (nodes.Binary, nodes.Logical)):
        node = node.left
    return leftmost(node)


def concatenated(node: Any, refused: set[nodes.Node]) -> Any:
    """The operands of `"text" + b + c ...`, a chain that begins with a string literal, or None.

    Programs write such chains with thousands of lines; passes go along them instead of down. refused: where
    the caller keeps what it has asked for in vain, so that no chain is walked twice.
    """
    if node in refused:
        return None
    operands, chain = [], []
    while isinstance(node, nodes.Binary) and node.op == "+":
        operands.append(node.right)
        chain.append(node)
        node = node.left
    operands.append(node)
    if len(operands) < 3 or not any(type(getattr(first, "value", None)) is str for first in operands[-2:]):
        refused.update(chain)
        return None
    operands.reverse()
    return operands
