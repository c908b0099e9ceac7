"""Natives that belong to one VM, cheaply: print, rand, time.

They are declared once, as functions that close over `vm`. Each VM gets copies that share everything
but the cell with the VM: code, name, and the dict that makes them natives. 300 bytes each would
otherwise be 1,000, and a simulated fleet has tens of thousands of VMs.
"""

from __future__ import annotations

from impsim.squirrel.values import FunctionType as ClosureType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


FunctionType: Any = ClosureType


def cell_of(vm: Any) -> Any:
    """A cell that holds the VM."""

    def inner() -> Any:
        return vm

    return (inner.__closure__ or ())[0]


def copies(templates: dict[Any, Any], vm: Any) -> dict[Any, Callable[..., Any]]:
    """The natives for a VM. templates: by any key, plain natives whose only free variable is the VM."""
    closure = (cell_of(vm),)
    made: dict[Any, Any] = {}
    for key, template in templates.items():
        copy = FunctionType(template.__code__, template.__globals__, template.__name__, template.__defaults__, closure)
        copy.__dict__ = template.__dict__
        made[key] = copy
    return made
