"""Wires the parts of a plan to an imp."""

from __future__ import annotations

from impsim.device.part import BUSES, Part, Place
from impsim.device.wires import Net, Wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.device.device import Device
    from impsim.device.part import Plan


def wire(device: Device, plans: dict[str, Plan]) -> dict[str, Part]:
    """The parts by name. Raises Diagnostic for a pin or bus that the imp lacks."""
    nets: dict[str, Net] = {}
    return {name: plan.make(_place(device, nets, name, plan)) for name, plan in plans.items()}


def _place(device: Device, nets: dict[str, Net], name: str, plan: Plan) -> Place:
    wires: dict[str, Wire] = {}
    buses: dict[str, Any] = {}
    for terminal, about in plan.make.terminals.items():
        joined = plan.terminals.get(terminal)
        if about.sort in BUSES:
            buses[terminal] = None if joined is None else device.buses[joined]
        else:
            wires[terminal] = Wire(None if joined is None else _net(device, nets, joined))
    return Place(name, plan, device.around, device.profile, wires, buses)


def _net(device: Device, nets: dict[str, Net], pin: str) -> Net:
    if pin not in nets:
        nets[pin] = Net(device.pins.named(pin))
    return nets[pin]
