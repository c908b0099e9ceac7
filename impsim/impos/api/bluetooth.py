"""hardware.bluetooth, what its open() returns, and connections. Stub: squirrel_stubs/bluetooth.nut."""

from __future__ import annotations

from impsim.device.bluetooth.air import LONGEST, SCAN_RESPONSE
from impsim.device.bluetooth.radio import NO_SECURITY, SECURE, Rule
from impsim.impos.bluetooth import BtInstance, Characteristic, Opened
from impsim.impos.buses import UartInstance
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.stdlib.blob import Blob
from impsim.squirrel.values import Array, is_table, rawget

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.impos.bluetooth import BluetoothInstance, Connection, ConnectionInstance

OPEN_US = 500000  # assumed: what loading the radio's firmware takes
HEXADECIMAL = "0123456789abcdef"
ADDRESS_DIGITS = 12
SHORT_UUID, LONG_UUID = 4, 32  # digits
LEVELS = (NO_SECURITY, 3, SECURE)
FASTEST_MS, SLOWEST_MS = 20, 10240  # between advertisements (D/node/2904)
SHORTEST_MS = 3  # of a scan's interval and window
LOWEST_DBM, HIGHEST_DBM = -127, 20
INTERVAL_MS = 100  # assumed: where a program does not say
READ, WRITE = 0x02, 0x08  # the properties of a characteristic that its keys mean (D/node/2901)

# assumed: the texts; pages only say that there are errors
NO_ARGUMENTS = "bluetooth.open() takes no parameters on this imp"
NO_UART = "a UART expected"
NO_FIRMWARE = "Bluetooth firmware expected"
IN_USE = "Bluetooth is already open"
CLOSED = "Bluetooth is closed"
NO_BYTES = "a string or a blob expected"
TOO_LONG = "advertising data is longer than 31 bytes"
WRONG_INTERVAL = "invalid interval"
WRONG_WINDOW = "invalid window"
WRONG_LEVEL = "invalid security level"
WRONG_CODE = "invalid pairing code"
WRONG_ADDRESS = "invalid Bluetooth address"
WRONG_RULE = "invalid scan filter"
WRONG_SERVICE = "invalid GATT service"
WRONG_UUID = "invalid UUID"


# hardware.bluetooth


def open_(instance: BluetoothInstance, uart: Any = None, firmware: Any = None, options: Any = None) -> Any:
    from impsim.impos.instances import new_instance

    bound = instance.ƒopened
    device = bound.host.device
    if device.profile.model != "imp004m" and (uart, firmware, options) != (None, None, None):
        raise SquirrelError(NO_ARGUMENTS)
    address = device.numbers.bluetooth_address
    if device.profile.model == "imp004m":
        address = _checked(uart, firmware, options) or address
    if bound.opened is not None:
        raise SquirrelError(IN_USE)
    bound.host.loop.sleep(OPEN_US)
    made: BtInstance = new_instance("btinstance", bound.host)
    made.ƒopened = Opened(bound, made)
    bound.radio.open(address, bound.radio.rng.fork("pairing").digits(6))
    return made


def _checked(uart: Any, firmware: Any, options: Any) -> str:
    """What an imp004m needs; the address that the options may give."""
    if not isinstance(uart, UartInstance):
        raise SquirrelError(NO_UART)
    if not isinstance(firmware, (str, Blob)) or not firmware:
        raise SquirrelError(NO_FIRMWARE)
    given = rawget(options, "mac", None) if is_table(options) else None
    return "" if given is None else _address(given)


def _address(given: Any) -> str:
    digits = given.lower() if isinstance(given, str) else ""
    if len(digits) != ADDRESS_DIGITS or digits.strip(HEXADECIMAL):
        raise SquirrelError(WRONG_ADDRESS)
    return digits


# What open() returns


def _opened(instance: BtInstance) -> Opened:
    """What it stands for. Raises SquirrelError when that is closed."""
    if not instance.ƒopened.open:
        raise SquirrelError(CLOSED)
    return instance.ƒopened


def address(instance: BtInstance) -> str:
    return _opened(instance).radio.address


def close(instance: BtInstance) -> None:
    instance.ƒopened.close()


def startadvertise(
    instance: BtInstance,
    advert: Any,
    shortest: Optional[int] = None,
    longest: Optional[int] = None,
    response: Any = None,
) -> None:
    opened = _opened(instance)
    least = INTERVAL_MS if shortest is None else shortest
    most = max(least, INTERVAL_MS) if longest is None else longest
    if not FASTEST_MS <= least <= most <= SLOWEST_MS:
        raise SquirrelError(WRONG_INTERVAL)
    data, answer = _advertised(advert), b"" if response is None else _advertised(response)
    opened.radio.advertise(data, answer, (least + most) * 500)


def _advertised(given: Any) -> bytes:
    data = _bytes(given)
    if len(data) > LONGEST:
        raise SquirrelError(TOO_LONG)
    return data


def _bytes(given: Any) -> bytes:
    if isinstance(given, Blob):
        return bytes(given)
    if isinstance(given, str):
        return given.encode("latin-1")
    raise SquirrelError(NO_BYTES)


def stopadvertise(instance: BtInstance) -> None:
    _opened(instance).radio.stop_advertising()


def startscan(instance: BtInstance, callback: Any) -> None:
    opened = _opened(instance)
    opened.on_scan = callback
    opened.radio.scan()


def stopscan(instance: BtInstance) -> None:
    opened = _opened(instance)
    opened.on_scan = None
    opened.radio.stop_scan()


def setscanparams(instance: BtInstance, active: bool, interval: int = 10, window: int = 10) -> None:
    radio = _opened(instance).radio
    if not SHORTEST_MS <= interval <= SLOWEST_MS:
        raise SquirrelError(WRONG_INTERVAL)
    if not SHORTEST_MS <= window <= interval:
        raise SquirrelError(WRONG_WINDOW)
    radio.active, radio.interval_us, radio.window_us = active, interval * 1000, window * 1000


def setscanfilter(instance: BtInstance, rules: Any) -> None:
    radio = _opened(instance).radio
    radio.rules = [_rule(given) for given in rules]


def _rule(given: Any) -> Rule:
    if not is_table(given):
        raise SquirrelError(WRONG_RULE)
    own = {name: rawget(given, name, None) for name in RULES}
    values = {attribute: read(own[name]) for name, (attribute, read) in RULES.items() if own[name] is not None}
    return Rule(**values)


def _between(lowest: int, highest: int) -> Any:
    def read(value: Any) -> int:
        if type(value) is not int or not lowest <= value <= highest:
            raise SquirrelError(WRONG_RULE)
        return value

    return read


def _rule_address(value: Any) -> str:
    return _address(bytes(value).decode("latin-1") if isinstance(value, Blob) else value)


def _rule_data(value: Any) -> bytes:
    return _advertised(value)


def _collect(value: Any) -> int:
    if type(value) not in (int, float) or not 0 < value < 1 << 20:
        raise SquirrelError(WRONG_RULE)
    return int(value * 1000000)


def _most(value: Any) -> int:
    return max(1, _collect(value) // 1000000)


RULES: dict[str, tuple[str, Any]] = {
    "address": ("address", _rule_address),
    "addresstype": ("addresstype", _between(0, 1)),
    "minrssi": ("minrssi", _between(LOWEST_DBM, HIGHEST_DBM)),
    "type": ("kind", _between(0, SCAN_RESPONSE)),
    "data": ("data", _rule_data),
    "collect": ("collect_us", _collect),
    "collectmax": ("most", _most),
}


def servegatt(instance: BtInstance, services: Any) -> None:
    opened = _opened(instance)
    served: dict[str, Characteristic] = {}
    for service in services:
        characteristics = rawget(service, "chars", None) if is_table(service) else None
        if not isinstance(characteristics, Array):
            raise SquirrelError(WRONG_SERVICE)
        _uuid(rawget(service, "uuid", None))
        for given in characteristics:
            if not is_table(given):
                raise SquirrelError(WRONG_SERVICE)
            served[_uuid(rawget(given, "uuid", None))] = _characteristic(given)
    opened.services = served


def _uuid(given: Any) -> str:
    """Its digits. Assumed: a number of 16 bits, 4 or 32 hexadecimal digits, with or without hyphens."""
    digits = "%04x" % (given & 0xFFFF) if type(given) is int else given
    digits = digits.replace("-", "").lower() if isinstance(digits, str) else ""
    if len(digits) not in (SHORT_UUID, LONG_UUID) or digits.strip(HEXADECIMAL):
        raise SquirrelError(WRONG_UUID)
    return digits


def _characteristic(given: Any) -> Characteristic:
    value, read, write, flags = [rawget(given, name, None) for name in ("value", "read", "write", "flags")]
    computed = READ * (value is not None or read is not None) | WRITE * (write is not None)
    held = None if value is None else _bytes(value)
    return Characteristic(flags if type(flags) is int else computed, held, read, write)


def onconnect(instance: BtInstance, callback: Any) -> None:
    opened = _opened(instance)
    opened.on_connect = callback
    opened.radio.admit(callback is not None)


def setsecurity(instance: BtInstance, level: int, code: Optional[int] = None) -> None:
    radio = _opened(instance).radio
    if level not in LEVELS:
        raise SquirrelError(WRONG_LEVEL)
    if level > NO_SECURITY and (code is None or not 0 <= code <= 999999):
        raise SquirrelError(WRONG_CODE)
    radio.level = level
    if code is not None and level > NO_SECURITY:
        radio.code = "%06d" % code


def getsecuritycode(instance: BtInstance) -> int:
    return int(_opened(instance).radio.code)


# Connections


def connection_address(instance: ConnectionInstance) -> str:
    return instance.ƒopened.central.address


def connection_close(instance: ConnectionInstance) -> None:
    instance.ƒopened.close()


def connection_onclose(instance: ConnectionInstance, callback: Any) -> None:
    connection: Connection = instance.ƒopened
    connection.on_close = callback


def connection_security(instance: ConnectionInstance) -> int:
    return instance.ƒopened.opened.radio.level


MEMBERS = {"open": open_}
BT_MEMBERS = {
    "address": address,
    "close": close,
    "startadvertise": startadvertise,
    "stopadvertise": stopadvertise,
    "startscan": startscan,
    "stopscan": stopscan,
    "setscanparams": setscanparams,
    "setscanfilter": setscanfilter,
    "servegatt": servegatt,
    "onconnect": onconnect,
    "setsecurity": setsecurity,
    "getsecuritycode": getsecuritycode,
}
CONNECTION_MEMBERS = {
    "address": connection_address,
    "close": connection_close,
    "onclose": connection_onclose,
    "security": connection_security,
}
