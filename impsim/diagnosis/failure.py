"""Why a program failed: an exception that left it becomes a Diagnostic with code, reason and one suggestion.

This is for whoever shows errors: the command line, the REPL, tests, the playground. It must be asked at once, while the
program's values are what they were. Nothing of the program runs, and a reason that is not certain is not given.
"""

from __future__ import annotations

from impsim.diagnosis.catalogue import match
from impsim.diagnosis.place import Source
from impsim.errors import Diagnostic, as_text
from impsim.squirrel import nodes
from impsim.squirrel.errors import SquirrelError, Stop
from impsim.squirrel.text import tostring
from impsim.squirrel.traceback import call_stack, is_compiled, thrown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.impos.program import Program
    from impsim.squirrel.traceback import Frame

    Sources = Callable[[str], Any]  # path -> its text, bytes or one character per byte; None where it is not known

OWN = "R220"  # what the program has thrown itself
HUNG = "R219"
LONGEST_MESSAGE = 1000


class Place:
    """Where a function of the call stack stood. column: 0 where it is not known."""

    def __init__(self, function: str, path: str, line: int, column: int) -> None:
        self.function = function
        self.path = path
        self.line = line
        self.column = column


class Failure:
    """problem: what went wrong and why, at its place. stack: who called whom, innermost first. is_stop: the program
    did not fail by itself, but was stopped from outside."""

    def __init__(self, problem: Diagnostic, stack: list[Place], is_stop: bool = False) -> None:
        self.problem = problem
        self.stack = stack
        self.is_stop = is_stop

    def render(self) -> str:
        """Several lines: the problem at its place, then its callers."""
        lines = [self.problem.render()]
        if self.stack:
            lines.append("  in %s()" % self.stack[0].function)
        lines += ["  called from %s() at %s:%d" % (one.function, one.path, one.line) for one in self.stack[1:]]
        return "\n".join(lines)


class Scene:
    """What the reasons are found in. message: what was thrown, if it is a string; frames: innermost first; source:
    that of the first frame; host: whose program it is, None for plain Squirrel; last: where Python stood."""

    def __init__(self, message: str, error: BaseException, source: Source, host: Optional[Program]) -> None:
        self.message = message
        self.error = error
        self.frames: list[Frame] = call_stack(error)
        self.source = source
        self.host = host
        self.last = _last_frame(error)

    @property
    def throws(self) -> bool:
        """Whether it failed by a `throw` of its own; not of what a `catch` gave it."""
        if not isinstance(self.error, SquirrelError) or not self.frames or not is_compiled(self.last):
            return False
        here = [node for node in self.source.at(self.frame) if isinstance(node, nodes.Throw)]
        return bool(here) and not any(isinstance(node.value, nodes.Name) for node in here)

    @property
    def frame(self) -> Frame:
        """The function that failed."""
        return self.frames[0]


def explain_failure(
    error: BaseException,
    sources: Sources = lambda path: None,
    host: Optional[Program] = None,
    shift: Callable[[str, int], int] = lambda path, line: 0,
) -> Failure:
    """What there is to say of an exception that left a program. Prints nothing.

    error: as caught, with its traceback; a defect of impsim is raised again.  sources: the text of a file that was
    compiled in this process, as it was compiled.  host: whose program it was, if an imp's or its agent's: then the API
    is explained too.  shift: how many columns of a line are not the user's.

    `problem.message` is the exact text of the device, `problem.code` is what `impsim explain` takes; `problem.why` and
    `problem.hint` are "" where nothing is certain. All texts are characters, not bytes.
    """
    if isinstance(error, Stop):
        return _stopped(error, sources, shift)
    value = thrown(error)
    message = value if isinstance(value, str) else tostring_safely(value)
    frames = call_stack(error)
    source = source_of(frames[0].path, sources) if frames else Source("", "")
    code = match(message) if isinstance(value, str) else ""
    scene = Scene(message, error, source, host)
    problem = _placed(message[:LONGEST_MESSAGE], frames, source, shift)
    problem.code, problem.why, problem.hint = _reason(scene, code, value, shift)
    return Failure(problem.readable(), _stack(frames, shift))


def tostring_safely(value: Any) -> str:
    """A thrown value as `print` shows it, but for instances and tables, which might run the program for that."""
    from impsim.diagnosis.looking import described
    from impsim.squirrel.values import type_name

    return described(value) if type_name(value) in ("instance", "table") else str(tostring(value))


def source_of(path: str, sources: Sources) -> Source:
    """The source of a path, which is empty where it is not known."""
    text = sources(path)
    if isinstance(text, bytes):
        text = text.decode("latin-1")
    return Source(text or "", path)


def _reason(scene: Scene, code: str, value: Any, shift: Callable[[str, int], int]) -> tuple[str, str, str]:
    """(code, why, hint)."""
    from impsim.diagnosis.reasons import reason

    if not code or scene.throws:
        return (OWN, "", "") if scene.frames else ("error", "", "")
    found = reason(scene, code)
    return (found.code or code, found.why, found.hint) if found is not None else (code, "", "")


def _stopped(stop: Stop, sources: Sources, shift: Callable[[str, int], int]) -> Failure:
    frames = call_stack(stop)
    source = source_of(frames[0].path, sources) if frames else Source("", "")
    problem = _placed(stop.reason, frames, source, shift)
    problem.code = match(stop.reason) or HUNG
    return Failure(problem.readable(), _stack(frames, shift), is_stop=True)


def _placed(message: str, frames: list[Frame], source: Source, shift: Callable[[str, int], int]) -> Diagnostic:
    if not frames:
        return Diagnostic(message)
    frame = frames[0]
    line = frame.token_line or frame.line
    text = source.line(line) if frame.column else ""
    if not text:
        return Diagnostic(message, "%s:%d" % (frame.path, line))
    cut = shift(frame.path, line)
    return Diagnostic(message, frame.path, line, frame.column - cut, text[cut:])


def _stack(frames: list[Frame], shift: Callable[[str, int], int]) -> list[Place]:
    places = []
    for frame in frames:
        line = frame.token_line or frame.line
        places.append(Place(as_text(frame.function), frame.path, line, frame.column - shift(frame.path, line)))
    return places


def _last_frame(error: BaseException) -> Any:
    """The Python frame in which an exception was raised."""
    link = error.__traceback__
    while link is not None and link.tb_next is not None:
        link = link.tb_next
    return link.tb_frame if link is not None else None
