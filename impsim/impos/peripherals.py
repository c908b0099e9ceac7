"""What stands in the table hardware besides its functions: one instance for each pin and each part of the imp's own.

A maker tells what the host's model has of one sort: name -> (the class of the instance, what the instance stands for).
What an instance stands for has `host`, and `callbacks()`: the functions that impOS keeps for it. It belongs to one run
of a program.
"""

from __future__ import annotations

from impsim.impos.buses import buses_of
from impsim.impos.pins import pins_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from impsim.impos.imp import Imp
    from impsim.squirrel.values import Instance

    Maker = Callable[[Imp], dict[str, tuple[str, Any]]]

STREAMS = ("sampler", "dfsdm", "fixedfrequencydac", "pwmpairKD")


def makers(host: Imp) -> Iterator[Maker]:
    """One for each sort that the host's model has; what few models have is imported for them only."""
    device = host.device
    yield pins_of
    yield buses_of
    if device.flash is not None:
        from impsim.impos.spiflash import flash_of

        yield flash_of
    if device.usb is not None:
        from impsim.impos.usb import usb_of

        yield usb_of
    if any(name in device.profile["api.others"] for name in STREAMS):
        from impsim.impos.streams import streams_of

        yield streams_of
    if device.bluetooth is not None:
        from impsim.impos.bluetooth import bluetooth_of

        yield bluetooth_of
    if device.gnss is not None:
        from impsim.impos.gnss import gnss_of

        yield gnss_of


def peripherals(host: Imp) -> dict[str, Instance]:
    """The instances by name; host.peripherals is what they stand for."""
    from impsim.impos.instances import new_instance

    found: dict[str, Instance] = {}
    host.peripherals = []
    for make in makers(host):
        for name, (kind, bound) in make(host).items():
            found[name] = instance = new_instance(kind, host)
            instance.ƒopened = bound
            host.peripherals.append(bound)
    return found
