"""The value of an expression's tree among names.

`&&` and `||` evaluate both sides, as Builder does: `defined(x) && x.y` fails when there is no x, here as there.
"""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from impsim.impt.builder import syntax, values
from impsim.impt.builder.syntax import Problem

OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "||": lambda left, right: left if values.truth(left) else right,
    "&&": lambda left, right: right if values.truth(left) else left,
    "==": values.equal,
    "!=": lambda left, right: not values.equal(left, right),
    "<": values.less,
    ">": lambda left, right: values.less(right, left),
    "<=": values.less_or_equal,
    ">=": lambda left, right: values.less_or_equal(right, left),
    "+": values.plus,
    "-": values.minus,
    "*": values.times,
    "/": values.divided,
    "%": values.remainder,
}
SIGNS: dict[str, Callable[[Any], Any]] = {
    "!": lambda operand: not values.truth(operand),
    "-": lambda operand: -values.number(operand),
    "+": lambda operand: operand,
}


class Names(Protocol):
    """Where an expression looks its names up."""

    def value(self, name: str) -> Any:
        """The value of a variable, or the function of that name, or None."""

    def defined(self, name: str) -> bool:
        """What defined(name) says."""

    def functions(self) -> Iterable[str]:
        """The names that can be called."""


def evaluate(node: syntax.Node, names: Names) -> Any:
    """Raises Problem."""
    try:
        return _evaluate(node, names)
    except RecursionError:
        raise Problem("this expression is nested too deeply", node.offset) from None


def _evaluate(node: syntax.Node, names: Names) -> Any:
    if isinstance(node, syntax.Literal):
        return node.value
    if isinstance(node, syntax.Name):
        return names.value(node.name)
    if isinstance(node, syntax.Array):
        return [_evaluate(item, names) for item in node.items]
    if isinstance(node, syntax.Member):
        return _member(node, names)
    if isinstance(node, syntax.Call):
        return _call(node, names)
    if isinstance(node, syntax.Unary):
        return SIGNS[node.sign](_evaluate(node.operand, names))
    if isinstance(node, syntax.Binary):
        return _binary(node, names)
    return _evaluate(node.chosen if values.truth(_evaluate(node.test, names)) else node.otherwise, names)


def _binary(node: syntax.Binary, names: Names) -> Any:
    left, right = _evaluate(node.left, names), _evaluate(node.right, names)
    try:
        return OPERATORS[node.sign](left, right)
    except values.Unusable as error:
        raise Problem(str(error), node.offset) from None
    except OverflowError:
        return values.NOT_A_NUMBER


def _member(node: syntax.Member, names: Names) -> Any:
    owner, key = _evaluate(node.owner, names), values.text(_evaluate(node.key, names))
    if owner is None:
        raise Problem("there is nothing that could have a member '%s'" % key, node.offset, "its owner is null")
    if isinstance(owner, dict) and key in owner:
        return owner[key]
    if isinstance(owner, list) and key == "length":
        return float(len(owner))
    if isinstance(owner, list) and key.isdigit() and int(key) < len(owner):
        return owner[int(key)]
    hint = nearest(key, owner) if isinstance(owner, dict) else ""
    raise Problem("there is no member '%s'" % key, node.key.offset, hint)


def _call(node: syntax.Call, names: Names) -> Any:
    callee = node.callee
    if isinstance(callee, syntax.Name) and callee.name == "defined":
        return _defined(node, names)
    function = _evaluate(callee, names)
    shown = callee.name if isinstance(callee, syntax.Name) else ""
    if isinstance(function, str) and not shown:  # ("m" + "ax")(1, 2) is max(1, 2)
        shown, function = function, names.value(function)
    if not callable(function):
        raise _not_callable(shown, node.offset, names)
    arguments = [_evaluate(argument, names) for argument in node.arguments]
    try:
        inspect.signature(function).bind(*arguments)
    except TypeError:
        raise Problem("wrong number of arguments for %s()" % (shown or _written(callee)), node.offset) from None
    try:
        return function(*arguments)
    except values.Unusable as error:
        raise Problem(str(error), node.offset) from None


def _written(callee: syntax.Node) -> str:
    return (
        "S.%s" % callee.key.value
        if isinstance(callee, syntax.Member) and isinstance(callee.key, syntax.Literal)
        else ""
    )


def _defined(node: syntax.Call, names: Names) -> bool:
    if len(node.arguments) != 1 or not isinstance(node.arguments[0], syntax.Name):
        raise Problem("defined() takes the name of a variable", node.offset, "write it without quotes")
    return names.defined(node.arguments[0].name)


def _not_callable(shown: str, offset: int, names: Names) -> Problem:
    if not shown:
        return Problem("this is no function", offset)
    return Problem("there is no function or macro '%s'" % shown, offset, nearest(shown, names.functions()))


def nearest(given: str, choices: Iterable[str]) -> str:
    """ "did you mean" and the closest choice, or nothing."""
    by_lower = {choice.lower(): choice for choice in choices}
    near = closest(given.lower(), by_lower)
    return "did you mean '%s'?" % by_lower[near] if near else ""


def closest(given: str, choices: Iterable[str]) -> str:
    """The choice that is most like `given`, or "" if none is."""
    return next(iter(difflib.get_close_matches(given, list(choices), n=1, cutoff=0.65)), "")
