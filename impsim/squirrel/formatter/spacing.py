"""How many blanks stand between two cells of a line: none or one.

Where public code is of two minds the author decides: inside the braces of a table, before the colon of a key, and
before the parenthesis of `typeof (x)`.
"""

from __future__ import annotations

from impsim.squirrel import lexer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.squirrel.formatter.lines import Cell, Line
    from impsim.squirrel.formatter.structure import Structure

# By text and by role, which is a name in squirrel.lark.
SIGNATURE = frozenset(("parameters_none", "parameters_rest", "parameters_fixed", "parameters_fixed_rest"))
TIGHT_BEFORE = {
    "(": SIGNATURE | {"call"},
    "[": frozenset(("index",)),
    ":": frozenset(("add_case", "add_default")),
    "::": frozenset(("add_path",)),
    "++": frozenset(("step_after",)),
    "--": frozenset(("step_after",)),
}
TIGHT_AFTER = {
    "::": frozenset(("add_path", "root")),
    "++": frozenset(("step_before",)),
    "--": frozenset(("step_before",)),
    "-": frozenset(("unary_operator", "negative")),
    "!": frozenset(("unary_operator",)),
    "~": frozenset(("unary_operator", "inverted")),
    "@": frozenset(("function_lambda",)),
}
NOTHING_BEFORE = frozenset((")", "]", ",", ";", "."))
NOTHING_AFTER = frozenset(("(", "[", "."))
LIKE_FUNCTIONS = frozenset(("typeof", "clone", "resume", "delete"))


class Spacing:
    """Of one program."""

    def __init__(self, found: Structure, lines: list[Line]) -> None:
        self._texts = found.texts
        self._roles = found.roles
        self._openers = openers(found.texts)
        self._airy: dict[int, bool] = {}  # the brace of a table -> whether the author has put a blank behind it
        for line in lines:
            for before, cell in zip(line.cells, line.cells[1:]):
                self._airy[before.number] = cell.gap > 0

    def between(self, before: Cell, cell: Cell) -> int:
        """The blanks between two cells of a line."""
        if before.is_comment or cell.is_comment:
            return 1 if cell.gap else 0
        blanks = self._usual(before, cell)
        return blanks or int(merge(self._texts[before.number], self._texts[cell.number]))

    def _usual(self, before: Cell, cell: Cell) -> int:
        role, text = self._roles[cell.number], cell.text
        role_before, text_before = self._roles[before.number], before.text
        if text_before in NOTHING_AFTER or role_before in TIGHT_AFTER.get(text_before, ()):
            return 0
        if text in NOTHING_BEFORE or role in TIGHT_BEFORE.get(text, ()):
            return 0
        if text_before == "{" or text == "}":
            return self._inside(before, cell)
        if (text == ":" and role == "member_json") or (text == "(" and text_before in LIKE_FUNCTIONS):
            return min(cell.gap, 1)
        return 1

    def _inside(self, before: Cell, cell: Cell) -> int:
        """Of braces."""
        if before.text == "{" and cell.text == "}":
            return 0
        opener = before.number if before.text == "{" else self._openers[cell.number]
        if self._roles[opener] != "table":
            return 1
        return int(self._airy.get(opener, cell.gap > 0))


def openers(texts: list[str]) -> dict[int, int]:
    """The brackets that close -> those that they close."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for number, text in enumerate(texts):
        if text in OPENING:
            opened.append(number)
        elif text in CLOSING:
            found[number] = opened.pop()
    return found


OPENING = frozenset(("(", "[", "{", "</"))
CLOSING = frozenset((")", "]", "}", "/>"))


def merge(before: str, text: str) -> bool:
    """Whether two tokens would be read as something else without a blank between them."""
    return lexer.scan(before + text)[0][1] != before
