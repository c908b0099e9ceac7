"""impsim fmt: lays programs out, keeping every token, comment and line."""

from __future__ import annotations

import os
import sys

from impsim.cli import USER_INPUT, USER_PROGRAM
from impsim.cli.options import Command, Option, parse, usage_error
from impsim.cli.output import flush_output, writer
from impsim.cli.source import BYTE_ORDER_MARK, checked, has_directives, read_all, refused, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from impsim.squirrel.formatter import Style

    Tell = Callable[[str, str], object]

COMMAND = Command(
    "fmt",
    "[OPTION...] [PATH...]",
    {
        "--check": Option("change nothing: exit code 1 if something would change", default=False),
        "--diff": Option("change nothing: show what would change", default=False),
        "--format": Option(
            "names of changed files, or a JSON object a line for every file", choices=("text", "json"), default="text"
        ),
    },
    (
        "impsim fmt",
        "impsim fmt src/ tests/hello.device.test.nut",
        "impsim fmt --check",
        "impsim fmt --diff device.nut",
        "impsim fmt - < device.nut",
    ),
)
EXTENSION = ".nut"
LIBRARIES = "impsim_libs"  # what impsim.lock guards stays as it was added
UNCHANGED, CHANGED, WRONG = "unchanged", "changed", "wrong"


def main(argv: list[str]) -> int:
    parsed = parse(COMMAND, argv)
    if parsed is None:
        return 0
    options, paths = parsed
    style = style_of_project()
    work = Work(style, options["check"], options["diff"])
    if options["diff"] and options["format"] == "json":
        usage_error(COMMAND, "--diff is text: it cannot be had with --format json")
    if paths == ["-"]:
        return work.filter()
    if "-" in paths:
        usage_error(COMMAND, "`-`, standard input, goes with no other path")
    tell = tell_json if options["format"] == "json" else work.tell
    seen = [work.done(file, tell) for path in paths or ["."] for file in programs(path)]
    if options["format"] == "text" and not options["diff"]:
        put(summary(seen, options["check"]).encode() + b"\n")
    flush_output()
    if WRONG in seen:
        return USER_INPUT
    return USER_PROGRAM if options["check"] and CHANGED in seen else 0


def style_of_project() -> Style:
    """What impsim.toml says. Raises Diagnostic."""
    from impsim.squirrel.formatter import Style
    from impsim.suite.projectfile import fmt_section

    return Style(**fmt_section())


class Work:
    """What is done with each file."""

    def __init__(self, style: Style, check: bool, diff: bool) -> None:
        self.style = style
        self.check = check
        self.diff = diff

    def filter(self) -> int:
        """Standard input to standard output. Raises Diagnostic."""
        before = read_all("-")
        after = laid_out(before, "-", self.style)
        if self.diff:
            show_diff(before, after, shown("-"))
        elif not self.check:
            put(after)
            flush_output()
        return USER_PROGRAM if self.check and before != after else 0

    def done(self, file: str, tell: Tell) -> str:
        """One file: what has become of it."""
        from impsim.errors import Diagnostic

        try:
            before = read_all(file)
            after = laid_out(before, file, self.style)
            if before != after and self.diff:
                show_diff(before, after, file)
            elif before != after and not self.check:
                replace(file, after)
        except Diagnostic as problem:
            from impsim.cli.failures import report

            report(problem)
            tell(file, WRONG)
            return WRONG
        state = CHANGED if before != after else UNCHANGED
        tell(file, state)
        return state

    def tell(self, file: str, state: str) -> None:
        if state == CHANGED and not self.diff:
            put(os.fsencode(f"{'would change' if self.check else 'changed'} {file}\n"))


def tell_json(file: str, state: str) -> None:
    from json import dumps

    put(dumps({"file": file, "status": state}, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def put(data: bytes) -> None:
    """Writes to standard output: names of files and programs are bytes. Raises OutputLost."""
    writer("latin-1")(data.decode("latin-1"))


def summary(seen: list[str], check: bool) -> str:
    changed, wrong = seen.count(CHANGED), seen.count(WRONG)
    files = "1 file" if len(seen) == 1 else f"{len(seen)} files"
    text = f"{changed or 'none'} of {files} {'would change' if check else 'changed'}"
    return text + (f", {wrong} cannot be laid out" if wrong else "")


def programs(path: str) -> Iterator[str]:
    """The file itself, or every .nut below a directory in the order of names, but for what is hidden or guarded.

    Raises Diagnostic if there is none.
    """
    if not os.path.isdir(path):
        yield path
        return
    found = False
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if name[0] != "." and name != LIBRARIES)
        for name in sorted(names):
            file = os.path.normpath(os.path.join(folder, name))
            if name.endswith(EXTENSION) and (os.path.isfile(file) or not os.path.exists(file)):
                found = True
                yield file
    if not found:
        raise refused(f"no {EXTENSION} file in this directory", path)


def laid_out(data: bytes, path: str, style: Style) -> bytes:
    """The bytes of a program, laid out. Raises Diagnostic for what is no program."""
    from impsim.squirrel.formatter import same_program

    text = checked(data, shown(path)).decode("latin-1")
    mark = BYTE_ORDER_MARK if data.startswith(BYTE_ORDER_MARK) else b""
    if has_directives(data):
        made = with_directives(text, shown(path), style)
    else:
        made = plain(text, shown(path), style)
        if not same_program(text, made):
            raise AssertionError(f"laying out {path} would change the program")
    return mark + made.encode("latin-1")


def plain(text: str, path: str, style: Style) -> str:
    from impsim.squirrel import parser
    from impsim.squirrel.formatter import formatted

    parser.parse(text, path)
    return formatted(text, style, path)


def with_directives(text: str, path: str, style: Style) -> str:
    """The same for a program that is Squirrel only behind the preprocessor."""
    from impsim.errors import Diagnostic, located
    from impsim.impt.builder.shadow import Shadow
    from impsim.squirrel import parser
    from impsim.squirrel.formatter import formatted, same_program

    for only_first_branches in (False, True):
        shadow = Shadow(text, path, only_first_branches)
        try:
            parser.parse(shadow.text, path)
        except Diagnostic as found:
            problem = found
            continue
        made = formatted(shadow.text, style, path, text, shadow.fixed)
        if not same_program(shadow.text, Shadow(made, path, only_first_branches).text):
            raise AssertionError(f"laying out {path} would change the program")
        return made
    offset = sum(len(line) + 1 for line in text.split("\n")[: problem.line - 1]) + problem.column - 1
    hint = "without its lines of directives it must be Squirrel to be laid out"
    raise located(problem.message, text, offset, path, problem.hint or hint, problem.code)


def replace(file: str, data: bytes) -> None:
    """Writes a file at once or not at all; a link leads to the same file as before. Raises Diagnostic."""
    target = os.path.realpath(file)
    temporary = f"{target}.{os.getpid()}.tmp"
    try:
        if not os.access(target, os.W_OK):
            raise PermissionError(13, "Permission denied")
        try:
            with open(temporary, "xb") as out:
                out.write(data)
            os.chmod(temporary, os.stat(target).st_mode & 0o7777)
            os.replace(temporary, target)
        except BaseException:
            if os.path.exists(temporary):
                os.unlink(temporary)
            raise
    except OSError as error:
        raise refused(f"cannot be written: {(error.strerror or str(error)).lower()}", file) from None


def show_diff(before: bytes, after: bytes, path: str) -> None:
    """On standard output, in colours on a terminal."""
    from difflib import diff_bytes, unified_diff

    lines = diff_bytes(
        unified_diff, before.splitlines(True), after.splitlines(True), os.fsencode(path), os.fsencode(path)
    )
    for line in lines:
        text = line if line.endswith(b"\n") else line + b"\n\\ no line end at the end of the file\n"
        put(coloured(text))


def coloured(line: bytes) -> bytes:
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return line
    colour = {b"+": b"\033[32m", b"-": b"\033[31m", b"@": b"\033[36m"}.get(line[:1])
    return colour + line.rstrip(b"\n") + b"\033[0m\n" if colour else line
