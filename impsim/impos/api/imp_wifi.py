"""The object imp: scans for Wi-Fi networks. Stub: squirrel_stubs/imp.wifi.nut."""

from __future__ import annotations

from impsim.impos.conversions import to_squirrel
from impsim.squirrel.errors import SquirrelError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.device.radio.scanning import Rows, Scan
    from impsim.device.radio.wifi import Wifi
    from impsim.impos.imp import Imp


def scanwifinetworks(host: Imp, callback: Optional[Any] = None) -> Any:
    radio = host.device.wifi
    if callback is not None:
        return _scan_aside(host, radio, callback)
    return to_squirrel(_scan_now(host, radio) if radio else [])


def _scan_aside(host: Imp, radio: Optional[Wifi], callback: Any) -> None:
    program = host.vm

    def done(rows: Rows) -> None:
        if host.vm is program:
            host.in_line(callback, to_squirrel(rows))

    if radio:
        _started(radio.scan(program, done))
    else:
        host.answer(callback, to_squirrel([]))


def _scan_now(host: Imp, radio: Wifi) -> Any:
    wait = host.loop.wait()
    scan = _started(radio.scan(host.vm, wait.end))
    try:
        return host.loop.block(wait)
    finally:
        scan.forget()  # the program may have been ended while it waited


def _started(scan: Optional[Scan]) -> Scan:
    if scan is None:
        raise SquirrelError("scan already running in imp.scanwifinetworks(callback)")
    return scan


MEMBERS = {
    "scanwifinetworks": scanwifinetworks,
}
