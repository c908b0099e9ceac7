"""impsim dump: what becomes of a program at each stage, from its tokens to the Python that runs."""

from __future__ import annotations

from impsim.cli.options import Command, Option, exactly_one, parse
from impsim.cli.source import read, shown
from impsim.cli.words import as_text
from impsim.squirrel.nodes import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

STAGES = ("tokens", "tree", "scopes", "python")
COMMAND = Command(
    "dump",
    "[--tokens|--tree|--scopes|--python] FILE",
    {
        "--tokens": Option("line, column, kind and text of every token", default=False),
        "--tree": Option("the syntax tree (this is the default)", default=False),
        "--scopes": Option("the variables of every function, and which of them are captured", default=False),
        "--python": Option("the Python that the program is compiled to", default=False),
    },
    ("impsim dump --tokens hello.nut", "impsim dump --python hello.nut"),
)


def main(argv: list[str]) -> int:
    parsed = parse(COMMAND, argv)
    if parsed is None:
        return 0
    options, arguments = parsed
    path = exactly_one(COMMAND, arguments, "FILE")
    source = read(path).decode("latin-1")
    chosen = [stage for stage in STAGES if options[stage]] or ["tree"]
    for stage in chosen:
        if len(chosen) > 1:
            print(f"# {stage}")
        for line in DUMPS[stage](source, shown(path)):
            print(as_text(line))
    return 0


def tokens(source: str, path: str) -> Iterator[str]:
    from impsim.errors import Diagnostic
    from impsim.squirrel.lexer import tokens

    try:
        for kind, text, line, column in tokens(source):
            yield f"{line}:{column}\t{kind}\t{text}"
    except Diagnostic as problem:
        problem.path = path
        raise


def tree(source: str, path: str) -> Iterator[str]:
    from impsim.squirrel.parser import parse

    yield from tree_lines("", parse(source, path), 0)


def tree_lines(label: str, value: object, depth: int) -> Iterator[str]:
    """A node, a sequence with nodes in it or a plain value; children below their parent, indented."""
    head = "  " * depth + (label + ": " if label else "")
    if isinstance(value, Node):
        parts = [(name, getattr(value, name)) for name in value.fields]
        inline = [f"{name}={shown_value(part)}" for name, part in parts if not has_nodes(part)]
        yield " ".join([head + type(value).__name__, *inline])
        for name, part in parts:
            if has_nodes(part):
                yield from tree_lines(name, part, depth + 1)
    elif has_nodes(value):
        yield head.rstrip() or head + "-"
        for part in value:  # type: ignore[attr-defined]
            yield from tree_lines("", part, depth + 1)
    else:
        yield head + shown_value(value)


def has_nodes(value: object) -> bool:
    return isinstance(value, Node) or (isinstance(value, (list, tuple)) and any(map(has_nodes, value)))


def shown_value(value: object) -> str:
    """As Squirrel spells it; null also stands for an absent part."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return repr(value)


def scopes(source: str, path: str) -> Iterator[str]:
    from impsim.squirrel.parser import parse
    from impsim.squirrel.scopes import resolve

    found = resolve(parse(source, path), source, path)
    for node, function in found.functions.items():
        line = source.count("\n", 0, node.pos) + 1
        yield f"line {line}: {type(node).__name__}"
        for variable in function.variables:
            yield "  " + " ".join([variable.name, *traits(variable)])
        if function.free:
            yield "  from outside: " + ", ".join(variable.name for variable in function.free)


def traits(variable: object) -> list[str]:
    """What a later pass wants to know of a variable."""
    return [trait for trait in ("parameter", "captured", "fresh", "boxed") if getattr(variable, trait)]


def python(source: str, path: str) -> Iterator[str]:
    from ast import fix_missing_locations, unparse

    from impsim.squirrel.compile import python_tree

    yield from unparse(fix_missing_locations(python_tree(source, path))).split("\n")


DUMPS = {"tokens": tokens, "tree": tree, "scopes": scopes, "python": python}
