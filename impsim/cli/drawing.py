"""`impsim trace FILE --html PAGE`, `--svg PICTURE`, `--perfetto JSON`: a trace in a file that other programs show."""

from __future__ import annotations

import os
import sys

from impsim.cli.options import Option, usage_error
from impsim.cli.output import OutputLost, flush_output
from impsim.cli.source import refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.cli.options import Command

    Event = dict[str, Any]

OPTIONS = {
    "--html": Option("a page that shows the devices at every moment; - is standard output", "PAGE"),
    "--svg": Option("a picture of the timeline", "PICTURE"),
    "--perfetto": Option("the trace for ui.perfetto.dev", "JSON"),
}


def drawn(command: Command, options: dict[str, Any], path: str) -> bool:
    """Writes what the options ask for; False: none of this. Raises Diagnostic."""
    wanted = {name.lstrip("-"): options[name.lstrip("-")] for name in OPTIONS}
    files = {name: target for name, target in wanted.items() if target is not None}
    if not files:
        return False
    _check(command, options, files, path)
    from impsim.trace.exports import FORMS
    from impsim.trace.jsonl import read

    header, *events = read(path)
    for name, target in files.items():
        try:
            data = b"".join(FORMS[name](header, events, os.path.basename(path)))
        except RecursionError:
            raise refused("nested too deeply", path) from None
        _write(target, data)
    return True


def _check(command: Command, options: dict[str, Any], files: dict[str, str], path: str) -> None:
    for name in ("kind", "from", "to", "bus"):
        if options[name] != command.options["--" + name].default:
            usage_error(command, f"--{name} chooses lines, but --{next(iter(files))} shows the whole trace")
    if list(files.values()).count("-") > 1:
        usage_error(command, "standard output takes one file only")
    for name, target in files.items():
        if not target:
            usage_error(command, f"--{name} needs a file")
        if target != "-" and _same(path, target):
            raise refused("this would overwrite the trace", target)


def _same(one: str, other: str) -> bool:
    try:
        return os.path.samefile(one, other)
    except (OSError, ValueError):
        return False


def _write(target: str, data: bytes) -> None:
    try:
        if target != "-":
            with open(target, "wb") as file:
                file.write(data)
            return
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refused(f"cannot be written: {reason.lower()}", target) from None
    try:
        sys.stdout.buffer.write(data)
    except OSError as error:
        raise OutputLost(error) from None
    flush_output()
