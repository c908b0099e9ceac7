"""One function as the reference compiler serialises it, while its code is being counted (see codesize)."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Optional

SOURCE_NAME = "device_code"  # each function names its file: 11 characters for devices
INTEGER = 4
INSTRUCTION = 8
LINE = 8  # its number, and an instruction's
TAG = 4  # between the parts of a function
LOCAL = 3 * INTEGER  # besides its name: where it is, and from which instruction to which
FIXED = 10 * TAG + 8 * INTEGER + INTEGER + 1 + INTEGER  # of a function: parts, how long each is, stack, two marks

JOINED = {  # an instruction -> those before it that take it in when they have just made its operand
    "get": ("load",),
    "prepcall": ("load",),
    "eq": ("load",),
    "append": ("load", "loadint", "loadbool", "loadfloat"),
    "jz": ("cmp",),
}
MOVED = ("get", "add", "bitw", "load", "loadint", "loadbool", "loadfloat")  # they put their result where it belongs


def text_size(name: Optional[str]) -> int:
    """A string as an object: its type, its length, its bytes. None is only a type."""
    return INTEGER if name is None else 2 * INTEGER + len(name)


class Prototype:
    """What the compiler has put into one function so far."""

    def __init__(self, name: Optional[str], parent: Optional[Prototype]) -> None:
        self.name = name
        self.parent = parent
        self.instructions = 0
        self.last = ""  # the instruction that another one may be joined with
        self.constants: dict[Any, int] = {}  # bytes of each
        self.parameters: list[str] = []
        self.locals = 0  # bytes of what is told of them
        self.outers: dict[str, None] = {}
        self.lines = 0
        self.line = 0  # the last one that was noted
        self.defaults = 0
        self.traps = 0
        self.below = 0  # bytes of the functions in it

    def emit(self, op: str) -> None:
        """One instruction more, unless it becomes one with the last."""
        last, self.last = self.last, op
        if last in JOINED.get(op, ()):
            self.last = {"get": "getk", "jz": "jcmp"}.get(op, op + "k")
        elif op == last == "move":
            self.last = "dmove"
        elif op == last == "load":
            self.last = "dload"
        elif op == last == "loadnulls":
            pass
        elif op == "result" and last in MOVED:
            self.last = ""
        elif op == "return" and last == "close":
            pass
        else:
            self.instructions += 1

    def snooze(self) -> None:
        """The next instruction stands for itself."""
        self.last = ""

    def load(self, value: Any) -> None:
        """Puts a literal of the function where it can be used."""
        self.constants[type(value), value] = text_size(value) if isinstance(value, str) else 2 * INTEGER
        self.emit("load")

    def at_line(self, line: int) -> None:
        if line != self.line:
            self.lines += 1
            self.line = line

    def declare(self, names: Iterable[str]) -> None:
        self.locals += sum(text_size(name) + LOCAL for name in names)

    def capture(self, name: str) -> None:
        self.outers[name] = None

    def size(self) -> int:
        parameters = sum(map(text_size, self.parameters))
        outers = sum(INTEGER + 2 * INTEGER + text_size(name) for name in self.outers)
        return (
            FIXED
            + text_size(SOURCE_NAME)
            + text_size(self.name)
            + sum(self.constants.values())
            + parameters
            + outers
            + self.locals
            + LINE * self.lines
            + INTEGER * self.defaults
            + INSTRUCTION * self.instructions
            + self.below
        )
