"""Local variables that nothing reads."""

from __future__ import annotations

from impsim.diagnosis.lint.finding import Finding
from impsim.squirrel import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from impsim.diagnosis.lint.finding import Rule
    from impsim.diagnosis.lint.program import Program
    from impsim.squirrel.scopes import Variable


def _read(program: Program) -> set[Variable]:
    """The variables whose value somebody asks for."""
    found: set[Variable] = set()
    for node in program.of(nodes.Name):
        variable = program.variable(node)
        if variable is None:
            continue
        parent = program.parents.get(node)
        if isinstance(parent, nodes.Assign) and parent.target is node:
            if isinstance(program.parents.get(parent), nodes.ExprStatement):
                continue
        found.add(variable)
    return found


def shadowing(program: Program) -> Iterator[Finding]:
    """`local x = 1` in a block where the x outside of it is meant: nothing reads the new one."""
    read = _read(program)
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
    around = _blocks_around(program, local)
    for other in variable.owner.variables:
        if other is variable:
            return False
        if other.name == variable.name and _declared_in(program, other) in around:
            return True
    return False


def _blocks_around(program: Program, local: nodes.Local) -> set[nodes.Node]:
    """What stands around a declaration up to its function, but for its own block."""
    found: set[nodes.Node] = set()
    node = program.parents.get(local)
    while node is not None:
        node = program.parents.get(node)
        if node is not None:
            found.add(node)
        if isinstance(node, nodes.Function):
            break
    return found


def _declared_in(program: Program, variable: Variable) -> object:
    """The node whose declaration a variable stands in."""
    for node, variables in program.scopes.declared.items():
        if variable in variables:
            return node if not isinstance(node, nodes.Local) else program.parents.get(node)
    return None


def unused(program: Program) -> Iterator[Finding]:
    """A local variable that is assigned, if anything, but never read."""
    read = _read(program)
    for local in program.of(nodes.Local):
        for variable, (name, value, pos) in zip(program.scopes.declared.get(local, ()), local.declarations):
            if variable not in read and not (value is not None and _outside(program, local, variable)):
                yield Finding(pos, "nothing reads '%s'" % name, "it is a variable of this block only")


RULES: dict[str, Rule] = {"W561": unused, "W562": shadowing}
