"""A program as rules see it: its tree, turned around.

The parser's tree points downwards only. Rules ask upwards and sideways: what stands around this node, whose `this` is
it, where in the whole program is a slot of this name made? One walk answers all of them beforehand, so that no rule
walks by itself and none is quadratic. The walk keeps a list of its own, and so goes as deep as a source can be nested.
"""

from __future__ import annotations

from impsim.diagnosis.lint.children import CHILDREN, key_name
from impsim.squirrel import nodes
from impsim.squirrel.scopes import Scopes, Variable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, Optional, TypeVar

    from impsim.device.profile import Profile
    from impsim.device.release import Release

    Kind = TypeVar("Kind", bound=nodes.Node)
    Fact = TypeVar("Fact")


class Context:
    """Where nodes stand.  function: the innermost one, None outside of all.  klass: the class whose method it is, where
    `this` is an instance of it or the class.  outer: where the function stands.  guarded: in the body of a `try`,
    where programs fail on purpose."""

    __slots__ = ("function", "guarded", "klass", "outer")

    def __init__(
        self,
        function: Optional[nodes.Function],
        klass: Optional[nodes.Class],
        outer: Optional[Context],
        guarded: bool,
    ) -> None:
        self.function = function
        self.klass = klass
        self.outer = outer
        self.guarded = guarded


class Slots:
    """The names of slots that some sources make and change.

    made: what each name was given, None for a constant.  assigned: names that `=` and the like change.  texts: strings,
    by which slots can be spoken of, too.
    """

    def __init__(self) -> None:
        self.made: dict[str, list[Optional[nodes.Node]]] = {}
        self.assigned: set[str] = set()
        self.texts: set[str] = set()

    def only(self, name: str) -> Optional[nodes.Node]:
        """What a name stands for wherever it is found, None when that is not one thing."""
        found = self.made.get(name, ())
        return found[0] if len(found) == 1 and name not in self.assigned and name not in self.texts else None

    def knows(self, name: str) -> bool:
        """Whether a slot of this name is made, or may be."""
        return name in self.made or name in self.texts

    def take(self, program: Program) -> None:
        """Adds those of a source."""
        for name, value in _made_in(program):
            if name:
                self.made.setdefault(name, []).append(value)
        changes = program.every(nodes.Assign, nodes.AugAssign, nodes.IncDec)
        self.assigned.update(_assigned(node, program) for node in changes)
        self.texts.update(node.value for node in program.of(nodes.Literal) if type(node.value) is str)

    def add(self, other: Slots) -> None:
        """Adds those of other sources."""
        for name, values in other.made.items():
            self.made.setdefault(name, []).extend(values)
        self.assigned |= other.assigned
        self.texts |= other.texts


def _made_in(program: Program) -> Iterator[tuple[str, Optional[nodes.Node]]]:
    for slot in program.of(nodes.NewSlot):
        yield target_name(slot.target), slot.value
    for declared in program.of(nodes.FunctionDecl):
        yield declared.path[-1], declared.function
    for klass in program.of(nodes.ClassDecl):
        yield target_name(klass.target), klass.klass
    for table in program.of(nodes.Table):
        yield from ((key_name(key), value) for key, value in table.members)
    for body in program.of(nodes.Class):
        yield from ((key_name(key), value) for key, value, _, _ in body.members)
    for constant in program.every(nodes.Const, nodes.Enum):
        yield constant.name, None


def target_name(target: nodes.Node) -> str:
    """The name of the slot that a target names, "" for a computed one."""
    return key_name(target.key) if isinstance(target, nodes.Index) else getattr(target, "name", "")


def _assigned(node: Any, program: Program) -> str:
    return "" if program.variable(node.target) else target_name(node.target)


class Program:
    """One source.

    side: device or agent, "" when nobody knows.  profile, release: what it is checked for, None for any.  slots: of it
    and its libraries.  values: what the variables hold that never hold anything else.  uses: where a slot is named, by
    a bare name or behind `::`.  facts: see once().
    """

    def __init__(self, source: str, tree: nodes.Block, scopes: Scopes, side: str = "") -> None:
        self.source = source
        self.tree = tree
        self.scopes = scopes
        self.side = side
        self.profile: Optional[Profile] = None
        self.release: Optional[Release] = None
        self.kinds: dict[type, list[Any]] = {kind: [] for kind in CHILDREN}
        self.parents: dict[nodes.Node, nodes.Node] = {}
        self.contexts: dict[nodes.Node, Context] = {}
        self.methods: dict[nodes.Node, nodes.Class] = {}
        self._walk()
        self.facts: dict[Any, Any] = {}
        self.values = self._only_values()
        self.uses: dict[str, list[nodes.Node]] = {}
        self._note_names()
        self.slots = Slots()
        self.slots.take(self)

    def of(self, kind: type[Kind]) -> list[Kind]:
        """All nodes of a kind, in no order."""
        return self.kinds[kind]

    def every(self, *kinds: type[nodes.Node]) -> Iterator[Any]:
        """All nodes of several kinds."""
        for kind in kinds:
            yield from self.kinds[kind]

    def once(self, find: Callable[[Program], Fact]) -> Fact:
        """What a function finds out about the program, found out when it is first asked for."""
        if find not in self.facts:
            self.facts[find] = find(self)
        found: Fact = self.facts[find]
        return found

    def parent(self, node: Optional[nodes.Node]) -> Any:
        """What a node stands in, None for the whole."""
        return self.parents.get(node) if node is not None else None

    def variable(self, node: nodes.Node) -> Optional[Variable]:
        """The local variable that a name stands for."""
        found = self.scopes.names.get(node)
        return found if isinstance(found, Variable) else None

    def is_slot(self, node: nodes.Node) -> bool:
        """Whether a bare name is looked up in `this` and then in the root table."""
        return type(node) is nodes.Name and node not in self.scopes.names

    def _note_names(self) -> None:
        for node in self.of(nodes.Name):
            if node not in self.scopes.names:
                self.uses.setdefault(node.name, []).append(node)
        for root in self.of(nodes.Root):
            self.uses.setdefault(root.name, []).append(root)

    def _only_values(self) -> dict[Variable, nodes.Node]:
        return {
            variable: value
            for local in self.of(nodes.Local)
            for variable, (_, value, _) in zip(self.scopes.declared.get(local, ()), local.declarations)
            if value is not None and not variable.stores
        }

    def _walk(self) -> None:
        kinds, parents, contexts = self.kinds, self.parents, self.contexts
        waiting: list[tuple[nodes.Node, Context]] = [(self.tree, Context(None, None, None, False))]
        while waiting:
            root, context = waiting.pop()
            pending = [root]
            while pending:
                node = pending.pop()
                kind = node.__class__
                contexts[node] = context
                kinds[kind].append(node)
                children = CHILDREN[kind](node)
                for child in children:
                    parents[child] = node
                if kind is nodes.Function:
                    waiting.append((children.pop(), self._context_of(node, context)))
                elif kind is nodes.Try:
                    guarded = Context(context.function, context.klass, context.outer, True)
                    waiting.append((children.pop(0), guarded))
                elif kind is nodes.Class:
                    self._note_methods(node)
                pending += children

    def _note_methods(self, klass: Any) -> None:
        for _, value, _, _ in klass.members:
            if type(value) is nodes.Function:
                self.methods[value] = klass

    def _context_of(self, function: Any, context: Context) -> Context:
        """Where a function's body stands. `this` is known in methods, and in what is bound to it on the spot."""
        klass = self.methods.get(function)
        if klass is None and self.is_bound(function):
            klass = context.klass
        return Context(function, klass, context, False)

    def is_bound(self, function: nodes.Node) -> bool:
        """Whether a function literal stands in `function() {...}.bindenv(this)`."""
        get = self.parents.get(function)
        call = self.parents.get(get) if type(get) is nodes.Get and get.name == "bindenv" else None
        return type(call) is nodes.Call and [type(given) for given in call.arguments] == [nodes.This]
