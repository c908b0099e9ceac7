"""Every text of an error that the engine and impOS can throw, read from their sources, with `…` for what differs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LAYERS = ("impsim/squirrel", "impsim/impos")
RAISERS = ("SquirrelError", "Stop", "SyntaxProblem")
FORMAT = re.compile(r"%[-+ #0]*[\d.]*[a-zA-Z%]")
ANYTHING = "…"


class Module:
    """One source file with what its names stand for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.names: dict[str, list[str]] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                self.names.setdefault(node.targets[0].id, []).extend(self.texts(node.value))

    def texts(self, node: ast.expr) -> list[str]:
        """The texts that an expression can be; none where that cannot be told."""
        if isinstance(node, ast.Constant):
            return [node.value] if isinstance(node.value, str) else []
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
            return [FORMAT.sub(shown, text) for text in self.texts(node.left)]
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return [
                one + other
                for one in self.texts(node.left) or [ANYTHING]
                for other in self.texts(node.right) or [ANYTHING]
            ]
        if isinstance(node, ast.IfExp):
            return self.texts(node.body) + self.texts(node.orelse)
        if isinstance(node, ast.Name):
            return self.names.get(node.id) or imported(node.id)
        if isinstance(node, ast.Attribute):
            return imported(node.attr)
        if isinstance(node, ast.Dict):
            return [text for value in node.values for text in self.texts(value)]
        if isinstance(node, ast.Subscript):
            return self.texts(node.value)
        return []

    def thrown(self) -> Iterator[tuple[str, int, list[str]]]:
        """(what is raised, line, its texts) of every error that is made here."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISERS and node.args:
                yield node.func.id, node.lineno, self.texts(node.args[0])

    def said(self, *names: str) -> Iterator[str]:
        """The first argument of calls by these names."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and node.args:
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in names:
                    yield from self.texts(node.args[0])

    def returned(self) -> Iterator[str]:
        """What the function `explain` of the parser's errors returns."""
        for function in ast.walk(self.tree):
            if isinstance(function, ast.FunctionDef) and function.name == "explain":
                for node in ast.walk(function):
                    if isinstance(node, ast.Return) and node.value is not None:
                        yield from self.texts(node.value)


def shown(found: re.Match[str]) -> str:
    return "%" if found[0] == "%%" else ANYTHING


MODULES: list[Module] = []


def modules() -> list[Module]:
    """Every module of the layers that throw."""
    if not MODULES:
        for layer in LAYERS:
            MODULES.extend(Module(path) for path in sorted((ROOT / layer).rglob("*.py")))
    return MODULES


def imported(name: str) -> list[str]:
    """The texts of a constant by its name, wherever it is."""
    return [text for module in MODULES if name.isupper() for text in module.names.get(name, ())]
