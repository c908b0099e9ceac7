"""What stands in the table hardware besides its functions: one instance for each pin and each part of the imp's own.

A maker tells what the host's model has of one sort: name -> (the class of the instance, what the instance stands for).
What an instance stands for has `host`, and `callbacks()`: the functions that impOS keeps for it. It belongs to one run
of a program.
"""

from __future__ import annotations

from impsim.impos.bluetooth import bluetooth_of
from impsim.impos.buses import buses_of
from impsim.impos.gnss import gnss_of
from impsim.impos.pins import pins_of
from impsim.impos.spiflash import flash_of
from impsim.impos.streams import streams_of
from impsim.impos.usb import usb_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from impsim.impos.imp import Imp
    from impsim.squirrel.values import Instance

MAKERS: tuple[Callable[[Imp], dict[str, tuple[str, Any]]], ...] = (
    pins_of,
    buses_of,
    flash_of,
    usb_of,
    streams_of,
    bluetooth_of,
    gnss_of,
)


def peripherals(host: Imp) -> dict[str, Instance]:
    """The instances by name; host.peripherals is what they stand for."""
    from impsim.impos.instances import new_instance

    found: dict[str, Instance] = {}
    host.peripherals = []
    for make in MAKERS:
        for name, (kind, bound) in make(host).items():
            found[name] = instance = new_instance(kind, host)
            instance.ƒopened = bound
            host.peripherals.append(bound)
    return found
