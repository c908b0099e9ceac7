"""`squirrel.run`: code that is executed in the program at a time, as somebody at a prompt would have it.

    - {at: 20s, do: squirrel.run, code: "readings.clear()"}
    - {at: 30s, do: squirrel.run, file: more.nut, side: agent}

What the last expression gives, or what was thrown, is an event `squirrel.run` after all that the code has done.
"""

from __future__ import annotations

from impsim.errors import Diagnostic
from impsim.impos import prompt
from impsim.impos.conversions import to_text
from impsim.scenario import fields as f
from impsim.scenario.beside import read_beside
from impsim.scenario.documents import Document, Node
from impsim.squirrel.parser import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.scenario.devices import Device
    from impsim.scenario.stimuli import Args, Scene
    from impsim.scenario.timeline import Stimulus

VERB = "squirrel.run"
LONGEST_CODE = 1 << 16  # bytes
DEVICE, AGENT = "device", "agent"
NO_AGENT = "%s has no agent"


@f.reading(type="string")
def _code(document: Document, node: Node) -> Optional[str]:
    text = f.text(LONGEST_CODE)(document, node)
    return text if text is None or _parses(document, node, text.encode("utf-8"), "code") else None


@f.reading(type="string")
def _file(document: Document, node: Node) -> Optional[str]:
    """The text of a file in the folder of the document, or below."""
    data = read_beside(document, node, LONGEST_CODE, "put it beside the file")
    if data is None:
        return None
    if len(data) > LONGEST_CODE:
        document.wrong(node, "'%s' is larger than %d bytes" % (node.text, LONGEST_CODE))
        return None
    data = data.removeprefix(b"\xef\xbb\xbf")
    return to_text(data.decode("latin-1")) if _parses(document, node, data, node.text) else None


def _parses(document: Document, node: Node, data: bytes, path: str) -> bool:
    """Notes what does not parse. Constants, which the program may define, are known only when it runs."""
    try:
        parse(data.decode("latin-1"), path)
    except Diagnostic as problem:
        document.wrong(node, "%s:%d:%d: %s" % (path, problem.line, problem.column, problem.message), problem.hint)
        return False
    return True


CODE: f.Section = {"code": ("code", _code), "file": ("code", _file), "side": ("side", f.choice(DEVICE, AGENT))}


def run(scene: Scene, args: Args) -> prompt.Outcome:
    """Runs the code of a stimulus, and tells what it gave."""
    side = args.get("side", DEVICE)
    program: Any = scene.imp if side == DEVICE else scene.imp.agent
    if program is None:
        outcome = prompt.Outcome(error=Diagnostic(NO_AGENT % scene.imp.name))
    else:
        outcome = prompt.run(program, args["code"], args.get("_path", VERB))
    scene.simulation.instruments.emit(scene.imp.name, VERB, side=side, **outcome.told())
    return outcome


def check(document: Document, found: list[Stimulus], devices: list[Device]) -> None:
    """Notes code for agents that are not there."""
    for stimulus in found:
        if stimulus.verb == VERB and stimulus.args.get("side") == AGENT:
            for device in devices:
                if stimulus.device in ("", device.name) and not device.agent:
                    place = stimulus.node.map["side"]
                    document.wrong(place, NO_AGENT % device.name, "agent: FILE.nut")


SQUIRREL_VERBS: dict[str, dict[str, Any]] = {
    VERB: {"act": run, "fields": CODE, "about": "imp", "required": ("code",)},
}
