"""A program with directives as Squirrel alone: what the formatter lays out.

Each directive becomes a comment, each `@{...}` a name, and everything stays in its place, character for character. What
an @else leads to is often a second beginning of the same function, and what a macro holds need not be Squirrel: where
the text with them is no program, only the first branches are left in it.
"""

from __future__ import annotations

from impsim.impt.builder.directives import If, Inline, Loop, Macro, Node, Source, Text, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class Shadow:
    """text: as long as what it was made of.  fixed: the offsets of the comments that stand for directives."""

    def __init__(self, text: str, path: str, only_first_branches: bool) -> None:
        source = Source(text, path, "", "")
        nodes = list(_shown(parse(source)[0], only_first_branches))
        plain = {line for node in nodes for line in _lines_of(node)}
        inlines = [node for node in nodes if isinstance(node, Inline)]
        made: list[str] = []
        fixed: list[int] = []
        offset = 0
        for number, line in enumerate(source.lines, 1):
            if number in plain:
                made.append(line)
            else:
                bare = line.lstrip(" \t")
                indent = len(line) - len(bare)
                made.append(line[:indent] + ("#" + bare[1:] if bare.strip() else bare))
                fixed += [offset + indent] if bare.strip() else []
            offset += len(line)
        for inline in inlines:
            line = made[inline.line - 1]
            start = inline.expression.column - 2
            length = len(inline.expression.text) + 3  # with @{ and }
            made[inline.line - 1] = line[:start] + "_" * length + line[start + length :]
        self.text = "".join(made)
        self.fixed = frozenset(fixed)


def _lines_of(node: Node) -> range:
    return range(node.line, node.line + (len(node.lines) if isinstance(node, Text) else 1))


def _shown(nodes: list[Node], only_first_branches: bool) -> Iterator[Node]:
    """What is Squirrel of the nodes, in no order."""
    pending = list(nodes)
    while pending:
        node = pending.pop()
        if isinstance(node, (Text, Inline)):
            yield node
        elif isinstance(node, If):
            branches = node.branches[:1] if only_first_branches else node.branches
            pending += [below for _, body in branches for below in body]
        elif isinstance(node, Loop) or (isinstance(node, Macro) and not only_first_branches):
            pending += node.body
