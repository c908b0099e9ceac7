"""A peer on the Internet that is a program: its function answer(request) says what each request gets.

    function answer(request) {
        if (request.method != "POST") return 405;
        return { status = 201, headers = { Location = "/7" }, json = { id = 7 }, latency = 0.3 };
    }

It runs in a VM of its own that knows Squirrel, its library, and what http encodes and decodes; nothing else, and no
time passes while it runs. Its variables last from one request to the next. What it gives may be a string or a blob, for
a body; an integer, for a status; a table; or null, for no answer at all. One that throws answers 500.
"""

from __future__ import annotations

from impsim.cloud.peers import FAILURES, TIMEOUT, Reply
from impsim.impos.agent_api import http_coding
from impsim.impos.agent_api.http import body_bytes, header_list
from impsim.impos.web import request_table
from impsim.squirrel.access import call
from impsim.squirrel.errors import SquirrelError, Stop
from impsim.squirrel.native import hosted
from impsim.squirrel.stdlib import install_impos
from impsim.squirrel.stdlib.blob import Blob
from impsim.squirrel.text import tostring
from impsim.squirrel.traceback import thrown
from impsim.squirrel.values import is_table, items, rawget, rawset, table
from impsim.squirrel.vm import VM

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.cloud.messages import Request, Url
    from impsim.sim.clock import Clock

CODINGS = {"jsonencode": -2, "jsondecode": 2, "urlencode": 2, "urldecode": 2, "base64encode": 2, "base64decode": 2}
FUNCTION = "answer"
LONGEST_LATENCY_S = 86400
WRONG_REPLY = "a peer answers with a table, a string, a status or null"
FIELDS = ("status", "headers", "body", "json", "latency", "fail")


class PeerProgram:
    """unit: the compiled program, which runs when the first request comes."""

    def __init__(self, unit: Any) -> None:
        self._unit = unit
        self._clock: Optional[Clock] = None
        self._vm: Optional[VM] = None

    def attach(self, clock: Clock) -> None:
        """Tells it the time."""
        self._clock = clock

    def __call__(self, request: Request, url: Url) -> Reply:
        try:
            vm = self._started()
            vm.enter()
            asked = request_table(request, url, request.headers)
            rawset(asked, "url", request.url)
            return _reply(call(rawget(vm.root, FUNCTION, None), vm.root, asked))
        except Stop as stop:
            return _failed(stop.reason)
        except Exception as error:
            return _failed(tostring(thrown(error)))

    def _started(self) -> VM:
        if self._vm is not None:
            return self._vm
        self._vm = vm = VM(print=_unheard, error_print=_unheard, impos=True)
        clock = self._clock
        if clock is not None:
            vm.now_us = lambda: clock.now_us
            vm.wall_s = lambda: clock.wall_us() // 1000000
        install_impos(vm, agent=True)
        rawset(vm.root, "http", table({}))
        for name, count in CODINGS.items():
            function: Any = http_coding.MEMBERS[name]
            rawset(rawget(vm.root, "http"), name, hosted(name, count, "", function, None))
        vm.run(self._unit)
        return vm


def _reply(value: Any) -> Reply:
    """What a function's value means."""
    if value is None:
        return Reply(failure=TIMEOUT)
    if isinstance(value, (str, Blob)):
        return Reply(body=body_bytes(value))
    if type(value) is int:
        return Reply(_status(value))
    if not is_table(value):
        raise SquirrelError(WRONG_REPLY)
    found = dict(items(value))
    unknown = [name for name in found if name not in FIELDS]
    if unknown:
        raise SquirrelError("an answer has no '%s'" % tostring(unknown[0]))
    return _from_table(found)


def _from_table(found: dict[str, Any]) -> Reply:
    headers = header_list(found.get("headers"))
    body = body_bytes(found.get("body", ""))
    if "json" in found:
        body = http_coding.jsonencode(None, found["json"]).encode("latin-1")  # type: ignore[arg-type]
        headers = (*headers, ("Content-Type", "application/json"))
    failure = found.get("fail", "")
    latency = found.get("latency", 0)
    if failure and (type(failure) is not str or failure not in FAILURES):
        raise SquirrelError("nothing called '%s' can fail" % tostring(failure))
    if type(latency) not in (int, float) or not 0 <= latency <= LONGEST_LATENCY_S:
        raise SquirrelError("a latency is a number of seconds")
    return Reply(_status(found.get("status", 200)), headers, body, int(latency * 1000000), failure)


def _status(value: Any) -> int:
    if type(value) is not int or not 100 <= value <= 999:
        raise SquirrelError("a status is a number from 100 to 999")
    return value


def _failed(text: str) -> Reply:
    return Reply(500, (("Content-Type", "text/plain"),), text.encode("latin-1", "replace"))


def _unheard(text: str) -> None:
    """A peer's program has no log."""
