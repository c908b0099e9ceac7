"""What can happen to agents' HTTP: requests from outside to an agent's URL, and peers that fail."""

from __future__ import annotations

from impsim.cloud.peers import FAILURES
from impsim.scenario import fields as f
from impsim.scenario.documents import Document, Node
from impsim.scenario.http_peers import CONTENT, METHOD, check_content, content

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.scenario.devices import Device
    from impsim.scenario.stimuli import Args, Scene
    from impsim.scenario.timeline import Stimulus


def _path(value: str) -> str:
    if not value.startswith(("/", "?")) or any(character <= " " for character in value):
        raise f.Wrong("a path like /api/light", "what follows the agent's own URL")
    return value


REQUEST: f.Section = {
    "method": ("method", METHOD),
    "path": ("path", f.scalar(_path, type="string", pattern="^[/?]")),
    "query": ("query", f.named(f.listed(1, 100, "one value or a list of them", f.text(4096)), "fields")),
    **CONTENT,
}
FAIL: f.Section = {"fail": ("failure", f.choice(*FAILURES))}


def request(scene: Scene, args: Args) -> None:
    """Somebody outside sends a request to the URL of the imp's agent."""
    from impsim.cloud.messages import Request
    from impsim.impos.web import url_of

    headers, body = content(args)
    method = args.get("method") or ("POST" if body else "GET")
    url = url_of(scene.imp.device.numbers.device_id) + args.get("path", "") + _query(args)
    scene.simulation.internet.send(Request(method, url, tuple(headers), body), _unheard)


def _query(args: Args) -> str:
    from impsim.impos.conversions import to_bytes
    from impsim.impos.url_coding import encoded

    fields = [(name, value) for name, several in (args.get("query") or {}).items() for value in several]
    text = "&".join(["%s=%s" % (encoded(to_bytes(name)), encoded(to_bytes(value))) for name, value in fields])
    return text and ("&" if "?" in args.get("path", "") else "?") + text


def fail(scene: Scene, args: Args) -> None:
    """From now on every request to a peer fails."""
    scene.world.named_peers[args["peer"]].failure = args.get("failure", "refused")


def restore(scene: Scene, args: Args) -> None:
    """A peer answers again."""
    scene.world.named_peers[args["peer"]].failure = ""


def check(document: Document, found: list[Stimulus], devices: list[Device]) -> None:
    """Notes requests to agents that are not there."""
    for stimulus in found:
        if stimulus.verb != "http.request":
            continue
        check_content(document, stimulus.node, ("body", "json"))
        for device in devices:
            if stimulus.device in ("", device.name) and not device.agent:
                document.wrong(_do(stimulus), "%s has no agent that could answer" % device.name, "agent: FILE.nut")


def _do(stimulus: Stimulus) -> Node:
    node: Node = stimulus.node.map["do"]
    return node


def _unheard(answer: Any) -> None:
    """The trace has it."""
