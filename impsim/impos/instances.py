"""Classes of the instances that programs find, or get from API calls. They cannot make them themselves.

Their members have stubs like those of objects, with `@side instance`: so checks, help and implementation are in
the same places. All VMs share the classes, as they do blob's; an instance knows its own host. Where models or releases
differ in the members of an instance, there is a class for each set of members. A class is made for its first instance:
most programs need few. Its address tells what it is, so it does not depend on who came first.
"""

from __future__ import annotations

from impsim.impos.conversions import to_json
from impsim.impos.stubs import stubs_of
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.native import native, with_room
from impsim.squirrel.stdlib.native_class import native_class
from impsim.squirrel.values import type_name
from impsim.squirrel.values.klass import put

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from impsim.impos.stubs import Stub

SIDE = "instance"
MOST_MEMBERS = 14  # of an instance: bits of a number
# By what documents call them, in the order of their numbers: where their methods are in impsim.impos.api, and where
# their Python type is in impsim.impos. Both are imported when they are needed: no model has all of them.
KINDS: dict[str, tuple[str, str, str, str]] = {
    "dfsdm": ("dfsdm", "MEMBERS", "streams", "DfsdmInstance"),
    "fixedfrequencydac": ("fixedfrequencydac", "MEMBERS", "streams", "DacInstance"),
    "bluetooth": ("bluetooth", "MEMBERS", "bluetooth", "BluetoothInstance"),
    "btconnection": ("bluetooth", "CONNECTION_MEMBERS", "bluetooth", "ConnectionInstance"),
    "btinstance": ("bluetooth", "BT_MEMBERS", "bluetooth", "BtInstance"),
    "gnss": ("gnss", "MEMBERS", "gnss", "GnssInstance"),
    "gnssassist": ("gnss", "ASSIST_MEMBERS", "gnss", "AssistInstance"),
    "gnsssession": ("gnss", "SESSION_MEMBERS", "gnss", "SessionInstance"),
    "i2c": ("i2c", "MEMBERS", "buses", "I2cInstance"),
    "interface": ("interface", "MEMBERS", "local_network", "InterfaceInstance"),
    "pin": ("pin", "MEMBERS", "pins", "PinInstance"),
    "pwmpair": ("", "", "streams", "PairInstance"),
    "sampler": ("sampler", "MEMBERS", "streams", "SamplerInstance"),
    "spi": ("spi", "MEMBERS", "buses", "SpiInstance"),
    "spiflash": ("spiflash", "MEMBERS", "spiflash", "SpiFlashInstance"),
    "uart": ("uart", "MEMBERS", "buses", "UartInstance"),
    "udpsocket": ("udpsocket", "MEMBERS", "local_network", "SocketInstance"),
    "usb": ("usb", "MEMBERS", "usb", "UsbInstance"),
}
FIELDS = {"gnsssession": ("assist",)}  # slots with values: those of the Python type
STUBS = list(stubs_of((SIDE,)))
WRONG_INSTANCE = "wrong type of instance"  # assumed: of a method that is called on something else


def implementations_of(name: str) -> dict[str, Callable[..., Any]]:
    """The methods of instances called name."""
    module, members, _, _ = KINDS[name]
    return getattr(_imported("api." + module), members) if module else {}


def _python_of(name: str) -> Any:
    _, _, module, python = KINDS[name]
    return getattr(_imported(module), python)


def _imported(module: str) -> Any:
    return __import__("impsim.impos." + module, fromlist=["*"])


def method(stub: Stub, find: Callable[[], Callable[..., Any]], python: Any) -> Any:
    """The native that a stub declares, for instances of a Python type; find gives its function at the first call."""
    function: Any = None
    most = 0

    def called(this: Any, *given: Any) -> Any:
        nonlocal function, most
        if function is None:
            function = with_room(find)
            most = function.__code__.co_argcount - 1
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


def _members(name: str, model: str, release: tuple[int, int]) -> tuple[str, ...]:
    """What an instance called name has on a model and a release."""
    own = [stub for stub in STUBS if stub.object == name]
    return tuple([stub.name for stub in own if stub.is_on(model) and stub.is_in(release)])


@native("_typeof", 1, "x")
def _meta(this: Any) -> str:
    """The APA102 library tells an SPI bus by this; impUnit expects it of what impOS makes."""
    return "meta"


def _class(name: str, members: tuple[str, ...]) -> Any:
    """A class with a Python type of its own: compiled code finds members there."""
    shared = _python_of(name)
    python = type(shared.__name__, (shared,), {"__slots__": (), "ƒis_meta": True})
    own = [stub for stub in STUBS if stub.object == name and stub.kind == "method" and stub.name in members]
    natives = [method(stub, _finder(stub), shared) for stub in own]
    made = native_class(python, (_meta, *natives), number=_number(name, members))
    put(made, "ƒfields", dict.fromkeys(FIELDS.get(name, ())))
    return made


def _finder(stub: Stub) -> Callable[[], Callable[..., Any]]:
    return lambda: implementations_of(stub.object)[stub.name]


CLASSES: dict[tuple[str, tuple[str, ...]], Any] = {}
CLASSES_OF: dict[tuple[str, str, tuple[int, int]], Any] = {}  # the same by what they are for: kind, model, release
FIRST_NUMBER = 1000  # of these classes: what else is native has lower ones


def _number(name: str, members: tuple[str, ...]) -> int:
    """The same whoever comes first: which kind it is, and which of its members it has."""
    own = [stub.name for stub in STUBS if stub.object == name]
    has = sum(1 << bit for bit, member in enumerate(own) if member in members)
    return FIRST_NUMBER + (list(KINDS).index(name) << MOST_MEMBERS) + has


def class_of(name: str, members: tuple[str, ...]) -> Any:
    """The class of instances called name that have these members."""
    if (name, members) not in CLASSES:
        CLASSES[name, members] = _class(name, members)
    return CLASSES[name, members]


def new_instance(name: str, host: Any) -> Any:
    """An instance of the class called name, as the host's program finds it."""
    key = name, host.device.profile.model, host.device.release
    if key not in CLASSES_OF:
        CLASSES_OF[key] = class_of(name, _members(*key))
    return CLASSES_OF[key].ƒmake()
