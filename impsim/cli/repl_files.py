"""Commands that write files of what was done and seen: a scenario, a trace, a page."""

from __future__ import annotations

import os

from impsim.cli.repl_commands import Meant, wrong
from impsim.cli.source import refused
from impsim.impos.simulation import ONLY
from impsim.live.saved import ENDING
from impsim.live.verified import there_already, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.cli.repl_console import Console
    from impsim.impos.simulation import Simulation

    Event = dict[str, Any]

DRAWN = {".html": "html", ".svg": "svg", ".json": "perfetto"}  # endings of files that trace/exports.py makes
SAVED_HERE: set[str] = set()  # files of this process, which may be replaced


def save(console: Console, text: str) -> None:
    """What was done as a scenario that passes."""
    if not text:
        raise wrong("which file?", ":save lost.scenario.yaml")
    path = text if text.endswith(ENDING) else text + ENDING
    saved = console.session.saved(path)
    others = [one for one in there_already(saved.files) if os.path.abspath(one) not in SAVED_HERE]
    if others:
        raise refused("is there already", others[0], "choose another name, or delete it")
    setup = console.session.setup
    left_out = written(saved, console.programs.libraries, console.programs.compiler, setup.allow_python)
    SAVED_HERE.update(map(os.path.abspath, saved.files))
    count = saved.count
    expects = "1 expectation" if count == 1 else f"{count} expectations"
    more = f"; {left_out} did not hold and were left out" if left_out else ""
    console.screen.note(f"{', '.join(saved.files)}: {expects}, and it passes{more}")


class Recorded:
    """The trace of a session from its beginning on, with what the viewer shows."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self.events: list[Event] = []

    def begin(self, simulation: Simulation) -> None:
        """A new simulation."""
        from impsim.trace.jsonl import heading
        from impsim.trace.recorder import Recorder

        setup = self._console.session.setup
        self.header = heading({**setup.header(), "epoch_s": simulation.clock.epoch_s})
        self.events.clear()
        self._recorder = Recorder(simulation, self.events.append)
        programs = {"device": setup.device, "agent": setup.agent}
        texts = [(side, program.path, program.text) for side, program in programs.items() if program.path]
        self._recorder.sources(ONLY, texts)

    def hear(self, event: Event) -> None:
        """Something happens."""
        self._recorder.hear(event)

    def pace(self, t_us: int) -> None:
        """Time is about to move."""
        self._recorder.pace(t_us)

    def end(self) -> None:
        """All is recorded."""
        self._recorder.end()


def trace(console: Console, text: str) -> None:
    """All that has happened, as a trace or a page of it."""
    if not text:
        raise wrong("which file?", ":trace out.html; .svg, .json (Perfetto), or any other name for the trace itself")
    recorded = Recorded(console)
    console.session.record(recorded)
    data = _drawn(recorded, text)
    try:
        with open(text, "wb") as file:
            file.write(data)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refused(f"cannot be written: {reason.lower()}", text) from None
    console.screen.note(f"{text}: {len(recorded.events)} events")


def _drawn(recorded: Recorded, path: str) -> bytes:
    from impsim.trace.exports import FORMS
    from impsim.trace.jsonl import line

    form = DRAWN.get(os.path.splitext(path)[1])
    if form is None:
        return b"".join(map(line, [recorded.header, *recorded.events]))
    return b"".join(FORMS[form](recorded.header, recorded.events, os.path.basename(path)))


COMMANDS: dict[str, Meant] = {
    "save": Meant(save, "FILE", "write what you have done as a scenario that `impsim test` runs", ":save lost"),
    "trace": Meant(trace, "FILE", "write all that has happened; .html makes a page of it", ":trace out.html"),
}
