"""The same as impsim.impos.instances for what agents' programs get, which is the same on all models and releases."""

from __future__ import annotations

from impsim.impos.agent_api import httprequest, httpresponse, httpstream, mqttclient, mqttmessage
from impsim.impos.instances import STUBS, method
from impsim.impos.web import RequestInstance, ResponseInstance
from impsim.impos.web_streams import StreamInstance
from impsim.squirrel.stdlib.native_class import native_class

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from impsim.impos.stubs import Stub

AGENT_INSTANCES: dict[str, dict[str, Any]] = {
    "httprequest": httprequest.MEMBERS,
    "httpresponse": httpresponse.MEMBERS,
    "httpstream": httpstream.MEMBERS,
    "mqttclient": mqttclient.MEMBERS,
    "mqttmessage": mqttmessage.MEMBERS,
}
PYTHON = {
    "httprequest": RequestInstance,
    "httpresponse": ResponseInstance,
    "httpstream": StreamInstance,
    "mqttclient": mqttclient.ClientInstance,
    "mqttmessage": mqttmessage.MessageInstance,
}


def _class(name: str) -> Any:
    own = [stub for stub in STUBS if stub.object == name and stub.kind == "method"]
    return native_class(PYTHON[name], tuple([method(stub, _finder(stub), PYTHON[name]) for stub in own]))


def _finder(stub: Stub) -> Callable[[], Callable[..., Any]]:
    return lambda: AGENT_INSTANCES[stub.object][stub.name]


CLASSES = {name: _class(name) for name in AGENT_INSTANCES}


def new_instance(name: str) -> Any:
    """An instance of the class called name."""
    return CLASSES[name].ƒmake()
