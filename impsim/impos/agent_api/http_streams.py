"""How the object http of agents makes streams. Stub: squirrel_stubs/agent_side/http.streams.nut."""

from __future__ import annotations

from impsim.impos.agent_api.http import header_list

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.impos.agent import Agent


def requeststream(host: Agent, verb: str, url: str, headers: Any, callback: Any) -> Any:
    from impsim.cloud.messages import Request
    from impsim.impos.agent_instances import new_instance
    from impsim.impos.web_streams import Streaming

    instance = new_instance("httpstream")
    instance.ƒopened = Streaming(host.web, Request(verb, url, header_list(headers)), callback)
    return instance


def poststream(host: Agent, url: str, headers: Any, callback: Any) -> Any:
    return requeststream(host, "POST", url, headers, callback)


def putstream(host: Agent, url: str, headers: Any, callback: Any) -> Any:
    return requeststream(host, "PUT", url, headers, callback)


MEMBERS = {
    "requeststream": requeststream,
    "poststream": poststream,
    "putstream": putstream,
}
