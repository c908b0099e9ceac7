"""YAML, JSON and TOML files as one kind of tree whose every node knows its line and column.

Scalars stay text: who reads a node knows what it should be. So an all-digit BSSID, `02` or
`on` mean what they look like, which a YAML reader's own guesses would spoil.
"""

from __future__ import annotations

from impsim.errors import Diagnostic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

LARGEST_FILE = 1 << 20  # bytes: nobody writes a world of a megabyte


class Node:
    """kind: map, list or scalar.  text: a scalar as written; quoted: whether it was in quotes.

    line, column: 1-based, of the value.  keys: of a map, name -> (line, column) of the name.
    """

    def __init__(self, kind: str, line: int, column: int, text: str = "", quoted: bool = False) -> None:
        self.kind = kind
        self.line = line
        self.column = column
        self.text = text
        self.quoted = quoted
        self.map: dict[str, Node] = {}
        self.keys: dict[str, tuple[int, int]] = {}
        self.list: list[Node] = []


class Document:
    """A file and its tree.  problems: Diagnostics found so far.  names: what references may name, by kind."""

    def __init__(self, path: str, source: str) -> None:
        self.path = path
        self._lines = source.split("\n")
        self.problems: list[Diagnostic] = []
        self.names: dict[str, list[str]] = {}
        self.allows_python = False  # whether parts may be programs in Python
        self.size = 0  # nodes, each alias counted with all that it stands for

    def problem(self, message: str, line: int, column: int, hint: str = "") -> Diagnostic:
        """Notes a mistake at a place."""
        text = self._lines[line - 1] if 0 < line <= len(self._lines) else ""
        found = Diagnostic(message, self.path, line, column, text, hint, code="world")
        self.problems.append(found)
        return found

    def wrong(self, node: Node, message: str, hint: str = "") -> None:
        """Notes a mistake at a node."""
        self.problem(message, node.line, node.column, hint)

    def character_check(self, text: str, line: int, column: int) -> None:
        """Raises Diagnostic for a text that no file can hold: escapes may write half of a character."""
        if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
            raise self.problem("half of a pair of surrogates is no character", line, column)

    def add(self, node: Node, name: str, line: int, column: int, below: Node) -> None:
        """Adds a member to a map; a name that is there already is a mistake."""
        self.character_check(name, line, column)
        if name in node.map:
            self.problem("'%s' stands here twice" % name, line, column)
            return
        node.map[name] = below
        node.keys[name] = (line, column)

    def check(self) -> None:
        """Raises the first problem by place; its attribute `also` lists the others."""
        if self.problems:
            told = {(found.line, found.column, found.message): found for found in reversed(self.problems)}
            first, *others = [told[place] for place in sorted(told)]
            first.also = others  # type: ignore[attr-defined]
            raise first


def read_text(path: str) -> str:
    """A file's text. Raises Diagnostic for what is not a readable UTF-8 file of sensible size."""
    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise Diagnostic((error.strerror or "cannot be read").lower(), path, code="file") from None
    if len(data) > LARGEST_FILE:
        raise Diagnostic("is larger than a megabyte", path, code="file")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line, begin = data.count(b"\n", 0, error.start) + 1, data.rfind(b"\n", 0, error.start) + 1
        column = len(data[begin : error.start].decode("utf-8", "replace")) + 1
        raise Diagnostic("is not UTF-8 text", path, line, column, code="file") from None


def read(path: str) -> tuple[Document, Optional[Node]]:
    """A file and its tree, None when it is empty. Raises Diagnostic."""
    source = read_text(path)
    document = Document(path, source)
    if not source.strip():
        return document, None
    if path.endswith(".toml"):
        from impsim.scenario.toml_reader import read_toml

        return document, read_toml(document, source)
    if path.endswith(".json"):
        from impsim.scenario.json_reader import read_json

        return document, read_json(document, source)
    return document, read_yaml(document, source)


def read_yaml(document: Document, source: str) -> Optional[Node]:
    """The tree of a YAML text. Raises Diagnostic when there is no YAML library."""
    try:
        import yaml
    except ImportError:
        hint = "pip install PyYAML, or write the file as JSON"
        raise Diagnostic("needs a YAML library, which is not installed", document.path, hint=hint) from None
    try:
        deep = _too_deep(yaml, source)
        if deep is not None:
            raise document.problem("nested too deeply", deep.line + 1, deep.column + 1)
        node = _composed(yaml, source)
    except yaml.YAMLError as error:
        message = getattr(error, "problem", None) or getattr(error, "reason", None) or "is not YAML"
        raise document.problem(message, *_place(error, source)) from None
    return None if node is None else _from_yaml(document, node, 0)


def _place(error: Any, source: str) -> tuple[int, int]:
    """Where a text is no YAML: of a character that may not stand there the library knows only its number."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        return mark.line + 1, mark.column + 1
    at = getattr(error, "position", 0)
    return source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at)


def _too_deep(yaml: Any, source: str) -> Any:
    """Where a text is nested more deeply than anything that is read, or None. The reader of trees calls itself for each
    level, the one in C until the stack is full; that of events does not."""
    depth = 0
    try:
        for event in yaml.parse(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                return event.start_mark
    except yaml.YAMLError:
        pass  # the reader of trees stops there, too, and tells it
    return None


def _composed(yaml: Any, source: str) -> Any:
    """The reader in C is ten times as fast, but not everywhere, and the other one tells mistakes better."""
    quick = getattr(yaml, "CSafeLoader", None)
    if quick is not None:
        try:
            return yaml.compose(source, Loader=quick)
        except yaml.YAMLError:
            pass
    return yaml.compose(source, Loader=yaml.SafeLoader)


MOST_NODES = 1 << 19  # of a file: more are aliases of aliases, which would fill any memory
DEEPEST = 20  # an alias may lie inside what it names


def _from_yaml(document: Document, node: Any, depth: int) -> Node:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    document.size += 1
    if document.size > MOST_NODES:
        raise document.problem("this is too much to read", line, column, "aliases of aliases multiply")
    kind = {"mapping": "map", "sequence": "list", "scalar": "scalar"}[node.id]
    if kind == "scalar":
        document.character_check(node.value, line, column)
        return Node(kind, line, column, node.value, quoted=bool(node.style))
    made = Node(kind, line, column)
    if depth == DEEPEST:
        raise document.problem("nested too deeply", line, column)
    if kind == "list":
        made.list = [_from_yaml(document, below, depth + 1) for below in node.value]
        return made
    for key, below in node.value:
        mark = key.start_mark
        name = key.value if isinstance(key.value, str) else "?"
        document.add(made, name, mark.line + 1, mark.column + 1, _from_yaml(document, below, depth + 1))
    return made
