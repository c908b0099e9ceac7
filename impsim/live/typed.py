"""What somebody types: when it is whole, whether it only looks, and what it leaves.

A look is an expression that can change nothing: names, members, elements, operators, and calls of what impOS and the
standard library have for reading. A look costs no virtual time, even of a clock; all else is done in the program.
"""

from __future__ import annotations

from impsim.errors import Diagnostic
from impsim.impos.conversions import to_bytes
from impsim.squirrel import nodes as n
from impsim.squirrel.parser import parse, unfinished

SILENT = (n.Assign, n.NewSlot, n.AugAssign, n.Delete)  # whose value nobody has asked for
LOOKING = (
    n.Array,
    n.Binary,
    n.Call,
    n.Comma,
    n.Conditional,
    n.Get,
    n.Index,
    n.Literal,
    n.Logical,
    n.Name,
    n.Paren,
    n.Root,
    n.Table,
    n.This,
    n.Unary,
)
READING = frozenset(  # calls that only read, by the path from the root table
    "imp.net.info imp.info imp.environment imp.getmemoryfree imp.getsoftwareversion imp.getmacaddress imp.getssid"
    " imp.getbssid imp.getchannel imp.rssi imp.getrssi imp.getpowersave imp.getcountry server.isconnected"
    " hardware.getdeviceid hardware.wakereason hardware.voltage hardware.vbat hardware.lightlevel"
    " device.isconnected http.agenturl type".split()
)
METHODS = {  # of plain values, that only read
    "array": "len",
    "string": "len tointeger tofloat tostring slice find tolower toupper",
    "table": "len rawin rawget keys values",
    "integer": "tointeger tofloat tostring tochar",
    "float": "tointeger tofloat tostring",
    "bool": "tointeger tofloat tostring",
    "blob": "len tell eos",
}
OPERATORS = ("-", "!", "~", "typeof")  # clone may call the program, resume does


class Typed:
    """A text that was typed: .source is what compiles.  path: what errors call it.  silent: its value is of no
    interest.  look: it can change nothing, if the calls in it do not.  locals: names that end with it.

    lead: how many columns of the first line are not the typed text's. Raises Diagnostic.
    """

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self.source, self.tree = _parsed(text, path)
        self.lead = 0 if self.source == text else 1
        last = self.tree.body[-1] if self.tree.body else None
        value = last.value if isinstance(last, n.ExprStatement) else None
        self.silent = value is None or isinstance(value, SILENT)
        self.look = value is not None and len(self.tree.body) == 1 and _only_looks(value)
        self.locals = [
            name
            for statement in self.tree.body
            if isinstance(statement, n.Local)
            for name, *_ in statement.declarations
        ]

    @property
    def head(self) -> str:
        """Its first line."""
        return self.text.strip().partition("\n")[0]

    def calls(self) -> list[n.Call]:
        """The calls in it."""
        return [node for node in descendants(self.tree) if isinstance(node, n.Call)]


def is_whole(text: str) -> bool:
    """Whether a text can be run; else it wants more lines. One that is wrong anyway is whole."""
    return not unfinished(to_bytes(text))


def may_have_else(text: str) -> bool:
    """Whether an `else` could follow what is whole already."""
    try:
        body = parse(to_bytes(text)).body
    except Diagnostic:
        return False
    last = body[-1] if body else None
    while isinstance(last, n.If) and last.other is not None:
        last = last.other
    return isinstance(last, n.If)


def _parsed(text: str, path: str) -> tuple[str, n.Block]:
    """`{a = 1}` is a table, not a block, for somebody who wants to see values."""
    if text.lstrip().startswith("{"):
        source = "(" + text + "\n)"
        try:
            return source, _tree(source, path)
        except Diagnostic:
            pass
    return text, _tree(text, path)


def _tree(text: str, path: str) -> n.Block:
    tree = parse(to_bytes(text), path)
    body = [statement for statement in tree.body if not isinstance(statement, n.Empty)]
    return n.Block(tree.pos, tree.end, body)


def descendants(node: object) -> list[n.Node]:
    """A node with all below it."""
    found: list[n.Node] = []
    pending = [node]
    while pending:
        one = pending.pop()
        if isinstance(one, (list, tuple)):
            pending.extend(one)
        elif isinstance(one, n.Node):
            found.append(one)
            pending.extend(getattr(one, field) for field in one.fields)
    return found


def _only_looks(value: n.Expr) -> bool:
    for node in descendants(value):
        if not isinstance(node, LOOKING) or (isinstance(node, n.Unary) and node.op not in OPERATORS):
            return False
    return True


def path_of(node: n.Node) -> list[str | int] | None:
    """The names and numbers that lead to a value from the root table; None where more than that is needed."""
    steps: list[str | int] = []
    while True:
        if isinstance(node, n.Paren):
            node = node.inner
        elif isinstance(node, n.Get):
            steps.append(node.name)
            node = node.object
        elif isinstance(node, n.Index) and isinstance(node.key, n.Literal) and isinstance(node.key.value, (int, str)):
            steps.append(node.key.value)
            node = node.object
        elif isinstance(node, (n.Name, n.Root)):
            return [node.name, *reversed(steps)]
        else:
            return None
