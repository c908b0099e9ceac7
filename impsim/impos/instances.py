"""Classes of the instances that programs find, or get from API calls. They cannot make them themselves.

Their members have stubs like those of objects, with `@side instance`: so checks, help and implementation are in
the same places. All VMs share the classes, as they do blob's; an instance knows its own host.
"""

from __future__ import annotations

from impsim.impos.api import i2c, interface, pin, udpsocket
from impsim.impos.buses import I2cInstance
from impsim.impos.conversions import to_json
from impsim.impos.local_network import InterfaceInstance, SocketInstance
from impsim.impos.pins import PinInstance
from impsim.impos.stubs import every_stub
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.native import native
from impsim.squirrel.stdlib.native_class import native_class
from impsim.squirrel.values import type_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from impsim.impos.stubs import Stub

SIDE = "instance"
INSTANCE_IMPLEMENTATIONS: dict[str, dict[str, Any]] = {
    "i2c": i2c.MEMBERS,
    "interface": interface.MEMBERS,
    "pin": pin.MEMBERS,
    "udpsocket": udpsocket.MEMBERS,
}
PYTHON = {"i2c": I2cInstance, "interface": InterfaceInstance, "pin": PinInstance, "udpsocket": SocketInstance}
STUBS = [stub for stub in every_stub() if stub.side == SIDE]
WRONG_INSTANCE = "wrong type of instance"  # assumed: of a method that is called on something else


def _methods(name: str) -> tuple[Any, ...]:
    return tuple([_method(stub, INSTANCE_IMPLEMENTATIONS[name][stub.name]) for stub in STUBS if stub.object == name])


def _method(stub: Stub, function: Callable[..., Any]) -> Any:
    most = function.__code__.co_argcount - 1
    python = PYTHON[stub.object]

    def called(this: Any, *given: Any) -> Any:
        if not isinstance(this, python) or not hasattr(this, "ƒopened"):
            raise SquirrelError(WRONG_INSTANCE)
        host = this.ƒopened.host
        begun_us = host.clock.now_us
        result = function(this, *given[:most])
        if host.simulation.instruments.listening:
            _tell(host, stub, given, result, begun_us)
        return result

    return native(stub.name, stub.value, stub.mask)(called)


def _tell(host: Any, stub: Stub, given: tuple[Any, ...], result: Any, begun_us: int) -> None:
    fields = {"call": stub.path, "side": host.side, "args": [to_json(value, type_name) for value in given]}
    host.simulation.instruments.emit(host.name, "api", **fields, result=to_json(result, type_name), since_us=begun_us)


CLASSES = {name: native_class(PYTHON[name], _methods(name)) for name in INSTANCE_IMPLEMENTATIONS}


def new_instance(name: str) -> Any:
    """An instance of the class called name."""
    return CLASSES[name].ƒmake()
