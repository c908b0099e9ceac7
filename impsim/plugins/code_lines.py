"""Which lines of a Squirrel file are code, and where control may go from those that decide something.

Compiled Squirrel has one Python line for each statement: the line on which it begins. So a line of code is one on
which a statement begins, a function's exit is the negative line of the statement that contains the function, and a
decision that lies inside one statement (`?:`, `&&`) is none that lines can tell. What Python or the code generator
leave out (declarations of constants, the `break` that ends a case) is no line of code here either.

The lines to which a decision leads are found backwards: each statement is read knowing where control is after it.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from impsim.errors import Diagnostic
from impsim.squirrel import nodes as n
from impsim.squirrel.codegen.statements import breaks_inside, ends, without_break
from impsim.squirrel.parser import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, Optional

    Targets = set[int]

PRAGMA = re.compile(r"(?://|#|/\*).*?\bpragma:\s*no\s*(cover|branch)\b", re.IGNORECASE)
DIRECTIVE = re.compile(
    r"^[ \t]*@(?:include|set|(?:else)?if|else|(?:end)?(?:if|while|repeat|macro)|end|error|warning)\b.*$"
    r"|^[ \t]*@[ \t].*$|^[ \t]*@$",
    re.MULTILINE,
)
INLINE = re.compile(r"@\{[^}\n]*\}")
WITHOUT_CODE = (n.Block, n.Empty, n.Enum, n.Const)


class CodeLines:
    """Of one file.  lines: of code, but for those that are excluded by `// pragma: no cover`.

    branches: line -> the lines that it may lead to, for lines that decide.  unbranched: those with
    `// pragma: no branch`. A text that does not parse has no lines.
    """

    def __init__(self, source: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", source))]
        self.lines: set[int] = set()
        self.excluded: set[int] = set()
        self.branches: dict[int, set[int]] = {}
        self._exits: dict[int, int] = {}  # line -> where control leaves its function
        self._owners: dict[int, int] = {}  # a line inside a statement -> the line on which that begins
        self._marked = _marks(source)
        self.unbranched = {line for line, mark in self._marked.items() if mark == "branch"}
        try:
            unit = parse(without_directives(source), "")
        except Diagnostic:
            return
        self._read(unit)
        self.excluded |= {line for line, mark in self._marked.items() if mark == "cover"}
        self.lines -= self.excluded
        self._find_branches(unit)

    def line(self, node: Any) -> int:
        """The line on which a node begins."""
        return bisect_right(self._starts, node.pos)

    def _read(self, unit: Any) -> None:
        silent = {id(node) for node in ending_breaks(unit)}
        for node in descendants(unit):
            if isinstance(node, (n.Stmt, n.Function, n.Class)) and node is not unit:
                self._exclude(node)
            if has_code(node) and id(node) not in silent:
                self._own(node)
        for line in self.lines:
            self._owners.pop(line, None)

    def _find_branches(self, unit: Any) -> None:
        try:
            Flow(self.line, self.branches, self._exits).function(unit, 1)
        except RecursionError:  # hundreds of `else if`: lines will have to do
            self.branches.clear()
        for line in self.excluded:
            self.branches.pop(line, None)

    def _own(self, node: Any) -> None:
        """Notes the lines of a statement; one that lies in it takes its own later."""
        first = self.line(node)
        self.lines.add(first)
        for line in range(first + 1, self._last_line(node) + 1):
            self._owners[line] = first

    def _last_line(self, node: Any) -> int:
        return bisect_right(self._starts, max(node.pos, node.end - 1))

    def _exclude(self, node: Any) -> None:
        """All of a statement, function or class that begins on a line with a mark."""
        first = self.line(node)
        if self._marked.get(first) == "cover":
            self.excluded.update(range(first, self._last_line(node) + 1))

    def arc(self, line: int, target: int) -> tuple[int, int]:
        """What ran after what, from the lines that Python saw. It goes to the line of a member inside a statement and
        back; and in a program put together of several files functions end at lines of the program."""
        line, target = self._owners.get(line, line), self._owners.get(target, target)
        return line, self._exits.get(line, target) if target < 0 else target


class Flow:
    """Finds the branches of a file."""

    def __init__(self, line: Callable[[Any], int], branches: dict[int, set[int]], exits: dict[int, int]) -> None:
        self._line = line
        self._branches = branches
        self._exits = exits
        self._exit = -1  # of the function that is being read
        self._break: Targets = set()
        self._continue: Targets = set()

    def function(self, body: Any, line: int) -> None:
        """The body of a function, or the file; line: of the statement that contains it.

        The code of a generator ends with a look at that line again.
        """
        saved = self._exit, self._break, self._continue
        self._exit, self._break, self._continue = -line, set(), set()
        self._entered(body, {line if yields(body) else self._exit}, 0)
        self._exit, self._break, self._continue = saved

    def _enter(self, body: list[Any], after: Targets, line: int) -> Targets:
        """Where control comes to that enters the statements from a line."""
        for node in reversed(body):
            after = self._entered(node, after, line)
        return after

    def _entered(self, node: Any, after: Targets, line: int) -> Targets:
        """The same of one statement. One on the line itself is passed through."""
        if isinstance(node, n.Block):
            return self._enter(node.body, after, line)
        own = self._line(node)
        self._exits[own] = self._exit
        self._inner_functions(node, own)
        reader = READERS.get(type(node))
        through = reader(self, node, own, after) if reader else after
        if not has_code(node):
            return after
        return through if own == line else {own}

    def _inner_functions(self, node: Any, line: int) -> None:
        """Reads the functions in the expressions of a statement."""
        pending = [node]
        while pending:
            for child in children(pending.pop()):
                if isinstance(child, n.Function):
                    self.function(child.body, line)
                if not isinstance(child, n.Stmt):
                    pending.append(child)

    def _decide(self, line: int, targets: Targets) -> Targets:
        targets = targets - {line}
        if len(targets) > 1:
            self._branches.setdefault(line, set()).update(targets)
        return targets

    def _if(self, node: Any, line: int, after: Targets) -> Targets:
        then = self._entered(node.then, after, line)
        other = after if node.other is None else self._entered(node.other, after, line)
        if isinstance(node.test, n.Literal):
            return then | other
        return self._decide(line, then | other)

    def _loop(self, node: Any, line: int, after: Targets) -> Targets:
        saved = self._break, self._continue
        self._break, self._continue = after, {line}
        into = self._entered(node.body, {line}, line)
        self._break, self._continue = saved
        if not isinstance(node, n.Foreach) and is_endless(node.test):
            return into
        return self._decide(line, into | after)

    def _switch(self, node: Any, line: int, after: Targets) -> Targets:
        """A chain of tests where no case falls into the next, else tests and then the bodies, each after a look at
        which was chosen (impsim.squirrel.codegen.statements)."""
        bodies = [body for index, (_, body) in enumerate(node.cases) if body or index == len(node.cases) - 1]
        chain = all(
            not breaks_inside(without_break(body)) and (index == len(bodies) - 1 or ends(body))
            for index, body in enumerate(bodies)
        )
        saved, self._break = self._break, after
        behind = after if chain else {line}
        targets = [self._enter(without_break(body) if chain else body, behind, line) for body in bodies]
        self._break = saved
        has_default = any(test is None for test, _ in node.cases)
        return self._decide(line, set().union(*targets, set() if has_default and chain else after))

    def _try(self, node: Any, line: int, after: Targets) -> Targets:
        self._entered(node.handler, after, line)
        return self._entered(node.body, after, line)

    def _return(self, node: Any, line: int, after: Targets) -> Targets:
        return {self._exit}

    def _throw(self, node: Any, line: int, after: Targets) -> Targets:
        return set()

    def _broken(self, node: Any, line: int, after: Targets) -> Targets:
        return self._break

    def _continued(self, node: Any, line: int, after: Targets) -> Targets:
        return self._continue


READERS: dict[type, Callable[[Flow, Any, int, Targets], Targets]] = {
    n.If: Flow._if,
    n.While: Flow._loop,
    n.DoWhile: Flow._loop,
    n.For: Flow._loop,
    n.Foreach: Flow._loop,
    n.Switch: Flow._switch,
    n.Try: Flow._try,
    n.Return: Flow._return,
    n.Throw: Flow._throw,
    n.Break: Flow._broken,
    n.Continue: Flow._continued,
}


def has_code(node: Any) -> bool:
    """Whether running a node is running its line."""
    if isinstance(node, n.ExprStatement):
        return not isinstance(node.value, (n.Literal, n.Name, n.This))
    return isinstance(node, n.Stmt) and not isinstance(node, WITHOUT_CODE)


def is_endless(test: Optional[Any]) -> bool:
    return test is None or (isinstance(test, n.Literal) and bool(test.value))


def ending_breaks(unit: Any) -> Iterator[Any]:
    """The last `break` of each case, which does nothing by itself."""
    for node in descendants(unit):
        if isinstance(node, n.Switch):
            yield from (last for last in (last_of(body) for _, body in node.cases) if isinstance(last, n.Break))


def last_of(body: list[Any]) -> Any:
    """The last statement of a case, in a block or not."""
    last = body[-1] if body else None
    return last_of(last.body) if isinstance(last, n.Block) else last


def yields(body: Any) -> bool:
    """Whether a function is a generator."""
    pending = [body]
    while pending:
        node = pending.pop()
        if isinstance(node, n.Yield):
            return True
        pending.extend(child for child in children(node) if not isinstance(child, n.Function))
    return False


def children(node: Any) -> Iterator[Any]:
    """The nodes directly below a node."""
    pending = [getattr(node, name) for name in reversed(node.fields)]
    while pending:
        value = pending.pop()
        if isinstance(value, (list, tuple)):
            pending.extend(reversed(value))
        elif isinstance(value, (n.Expr, n.Stmt)):
            yield value


def descendants(node: Any) -> Iterator[Any]:
    """A node and all below it, in the order of the text."""
    pending = [node]
    while pending:
        one = pending.pop()
        yield one
        pending.extend(reversed(list(children(one))))


def _marks(source: str) -> dict[int, str]:
    """The pragmas by line."""
    found = ((number, PRAGMA.search(line)) for number, line in enumerate(source.split("\n"), 1))
    return {number: match[1].lower() for number, match in found if match}


def without_directives(source: str) -> str:
    """The text as it looks to the compiler, as far as that can be told without running the preprocessor."""
    return INLINE.sub(_zero, DIRECTIVE.sub(_blank, source)) if "@" in source else source


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _zero(found: re.Match[str]) -> str:
    return "0".ljust(len(found[0]))
