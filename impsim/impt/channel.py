"""What the runner inside a program tells the host, and asks of it: the table __impsim in the program's root table.

impt reads its results out of the log. Here the lines are still written, since they cost a device time and traffic,
but results come this way: a log line may be lost while the imp is offline, and it cannot carry the call stack.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Optional

from impsim.diagnosis import explain_failure
from impsim.impos.conversions import to_bytes, to_json, to_text
from impsim.impt.shape import OURS, framework
from impsim.squirrel.access import call, get
from impsim.squirrel.native import hosted
from impsim.squirrel.stdlib.frames import compiled_frames
from impsim.squirrel.text import tostring
from impsim.squirrel.traceback import call_stack, function_name, thrown
from impsim.squirrel.values import rawset, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from impsim.errors import Diagnostic
    from impsim.impos.program import Program
    from impsim.impt.session import Session
    from impsim.squirrel.vm import VM

SLOT = "__impsim"
Stack = list[
    tuple[str, int]
]  # functions that were running, innermost first, but the framework's: name and line of the program


def connect(program: Program, session: Session) -> None:
    """Puts the table and the framework into every VM of the program, before the program starts in it."""

    def install(vm: VM) -> None:
        channel = Channel(program, session)
        natives = {name: _native(name, function, channel) for name, function in FUNCTIONS.items()}
        rawset(vm.root, SLOT, table(natives))
        vm.run(framework())

    program.on_new_vm = install
    if program.vm is not None:
        install(program.vm)


def _native(name: str, function: Callable[..., Any], channel: Channel) -> Any:
    return hosted(name, function.__code__.co_argcount, "", function, channel)


class Channel:
    """What is told within one VM.  refused: the text and the call stack of the latest assertion that did not hold."""

    def __init__(self, program: Program, session: Session) -> None:
        self.program = program
        self.session = session
        self.refused: tuple[str, Stack] = ("", [])
        self.thrown: tuple[Any, Stack] = (None, [])
        self.why: Optional[Diagnostic] = None  # of what was thrown latest, unless an assertion threw it


def started(channel: Channel) -> None:
    channel.session.started()


def wanted(channel: Channel, title: str, method: str) -> bool:
    return channel.session.wants(title, method)


def begun(channel: Channel, klass: Any, title: str, method: str) -> None:
    channel.refused = ("", [])
    channel.thrown = (None, [])
    channel.why = None
    channel.session.begun(title, method, _first_line(klass, method))


def attempt(channel: Channel, instance: Any, method: str) -> Any:
    """Calls a method and tells whether it threw, with what it threw or returned."""
    try:
        return table({"thrown": False, "value": call(get(instance, method), instance)})
    except Exception as error:
        value = thrown(error)
        stack = [(frame.function, frame.line) for frame in call_stack(error) if frame.path != OURS]
        channel.thrown = (value, stack)
        channel.why = _why(channel, error)
        return table({"thrown": True, "value": value})


def _why(channel: Channel, error: Exception) -> Optional[Diagnostic]:
    """Why the program itself has failed, with the place in its text as it was put together."""
    frames = call_stack(error)
    if not frames or frames[0].path == OURS:
        return None
    return explain_failure(error, lambda path: channel.session.text, channel.program).problem


def refused(channel: Channel, text: str) -> None:
    """An assertion is about to throw."""
    frames = [frame for frame in compiled_frames() if frame.f_code.co_filename != OURS]
    channel.refused = (tostring(text), [(function_name(frame.f_code), frame.f_lineno) for frame in frames])


def passed(channel: Channel, value: Any) -> None:
    channel.session.passed(_plain(value))


def failed(channel: Channel, value: Any) -> None:
    why = channel.why if value is channel.thrown[0] else None
    channel.session.failed(shown(value), _stack_of(channel, value), why)


def finished(channel: Channel, tests: int, assertions: int, failures: int) -> None:
    channel.session.finished(tests, assertions, failures)


def info(channel: Channel, value: Any) -> None:
    channel.session.info(_plain(value))


def command(channel: Channel, text: str) -> None:
    channel.session.command(to_text(tostring(text)))


def seconds(channel: Channel) -> Any:
    """Devices have milliseconds, agents whole seconds: what the time of a method is measured with."""
    if channel.program.side == "agent":
        return channel.program.wall_s()
    return channel.program.read_clock() // 1000 / 1000


def line(channel: Channel, session: str, kind: str, message: Any) -> str:
    """What the log gets: an event in impt's form."""
    event = {"__IMPUNIT__": 1, "type": kind, "session": session, "message": _plain(message)}
    return to_bytes(json.dumps(event, separators=(",", ":"), ensure_ascii=False))


FUNCTIONS = {
    function.__name__: function
    for function in (started, wanted, begun, attempt, refused, passed, failed, finished, info, command, seconds, line)
}


def shown(value: Any) -> str:
    """A thrown value as text for people."""
    return to_text(tostring(value))


def _plain(value: Any) -> Any:
    return to_json(value)


def _stack_of(channel: Channel, value: Any) -> Stack:
    """Where a failure began. What a promise was rejected with has lost its stack, unless an assertion threw it."""
    text, stack = channel.refused
    if isinstance(value, str) and value == text and stack:
        return stack
    return channel.thrown[1]


def _first_line(klass: Any, method: str) -> int:
    """The line of a method's first statement: for Python, the code of a class's members begins where the class does."""
    code = getattr(get(klass, method), "__code__", None)
    if code is None or code.co_filename == OURS:
        return 0
    first: int = code.co_firstlineno
    return min((line for _, _, line in code.co_lines() if line is not None and line > first), default=first)
