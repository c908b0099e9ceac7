"""Local variables that nothing reads."""

from __future__ import annotations

from impsim.diagnosis.lint.finding import Finding
from impsim.squirrel import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Optional

    from impsim.diagnosis.lint.finding import Rule
    from impsim.diagnosis.lint.program import Program
    from impsim.squirrel.scopes import FunctionScope, Variable


def _read(program: Program) -> set[Variable]:
    """The variables whose value somebody asks for."""
    found: set[Variable] = set()
    for node in program.of(nodes.Name):
        variable = program.variable(node)
        if variable is None:
            continue
        parent = program.parent(node)
        assigned = isinstance(parent, nodes.Assign) and parent.target is node
        if not assigned or not isinstance(program.parent(parent), nodes.ExprStatement):
            found.add(variable)
    return found


def shadowing(program: Program) -> Iterator[Finding]:
    """`local x = 1` in a block where the x outside of it is meant: nothing reads the new one."""
    read = program.once(_read)
    for local in program.of(nodes.Local):
        for variable, (name, value, pos) in zip(program.scopes.declared.get(local, ()), local.declarations):
            if variable not in read and value is not None and _outside(program, local, variable):
                yield Finding(
                    pos,
                    "this makes another '%s', which nothing reads" % name,
                    "the variable '%s' outside of this block keeps its value" % name,
                    "leave 'local' away to change that one",
                )


def _outside(program: Program, local: nodes.Local, variable: Variable) -> bool:
    """Whether a variable of the same function, declared before and around, has the same name."""
    others = program.once(_by_name)[variable.owner, variable.name]
    before = [_place(program, other) for other in others[: others.index(variable)]]
    return bool(before) and not _blocks_around(program, local).isdisjoint(before)


def _by_name(program: Program) -> dict[tuple[FunctionScope, str], list[Variable]]:
    found: dict[tuple[FunctionScope, str], list[Variable]] = {}
    for scope in program.scopes.functions.values():
        for variable in scope.variables:
            found.setdefault((scope, variable.name), []).append(variable)
    return found


def _place(program: Program, variable: Variable) -> Optional[nodes.Node]:
    """What the declaration of a variable stands in."""
    return program.once(_places).get(variable)


def _places(program: Program) -> dict[Variable, nodes.Node]:
    return {
        variable: program.parents.get(node, node) if isinstance(node, nodes.Local) else node
        for node, variables in program.scopes.declared.items()
        for variable in variables
    }


def _blocks_around(program: Program, local: nodes.Local) -> set[Optional[nodes.Node]]:
    """What stands around a declaration up to its function, but for its own block."""
    found: set[Optional[nodes.Node]] = set()
    node = program.parent(program.parent(local))
    while node is not None:
        found.add(node)
        node = None if isinstance(node, nodes.Function) else program.parent(node)
    return found


def unused(program: Program) -> Iterator[Finding]:
    """A variable of a function that is assigned, if anything, but never read.

    What a call returns is often kept for nothing, and outside of functions a file may be a part of another.
    """
    read = program.once(_read)
    for local in program.of(nodes.Local):
        if program.contexts[local].function is None:
            continue
        for variable, (name, value, pos) in zip(program.scopes.declared.get(local, ()), local.declarations):
            kept = value is not None and (isinstance(value, nodes.Call) or _outside(program, local, variable))
            if variable not in read and not kept:
                yield Finding(pos, "nothing reads '%s'" % name, "it is a variable of this block only")


RULES: dict[str, Rule] = {"W561": unused, "W562": shadowing}
