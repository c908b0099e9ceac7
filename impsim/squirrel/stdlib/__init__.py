"""The standard library: default delegates of every type, and the functions of the root table.

Two installers: `install_stock` gives a VM what the reference's `sq` has, but for what would
reach the host (files, environment, processes); `install_impos` gives it what impOS has.
Default delegates are the same for all VMs but for two string methods: in impOS `tointeger` reads hexadecimal
and `find` takes a NUL for a byte like others. Compiled code for impOS takes them from IMPOS_STRING_METHODS.
"""

from __future__ import annotations

from impsim.squirrel.access import DELEGATES
from impsim.squirrel.stdlib.arguments import slots
from impsim.squirrel.stdlib.array_methods import ARRAY_METHODS
from impsim.squirrel.stdlib.base import (
    IMPOS_BASE,
    IMPOS_VERSION,
    PRINTING,
    STOCK_BASE,
    STOCK_VERSION,
    stock_vm_functions,
)
from impsim.squirrel.stdlib.blob_stream import BLOB_FUNCTIONS, IMPOS_BLOB, IMPOS_BLOB_FUNCTIONS, STOCK_BLOB, STREAM
from impsim.squirrel.stdlib.class_methods import CLASS_METHODS, INSTANCE_METHODS
from impsim.squirrel.stdlib.closure_methods import CLOSURE_METHODS, GENERATOR_METHODS, WEAKREF_METHODS
from impsim.squirrel.stdlib.mathlib import FLOAT_FUNCTIONS, PI, RAND_MAX, RANDOM_FUNCTIONS
from impsim.squirrel.stdlib.number_methods import NUMBER_METHODS
from impsim.squirrel.stdlib.per_vm import copies
from impsim.squirrel.stdlib.regexp import REGEXP
from impsim.squirrel.stdlib.string_library import STRING_FUNCTIONS
from impsim.squirrel.stdlib.string_methods import STRING_METHODS, string_find_impos, string_tointeger_impos
from impsim.squirrel.stdlib.system import IMPOS_SYSTEM, STOCK_SYSTEM
from impsim.squirrel.stdlib.table_methods import TABLE_METHODS
from impsim.squirrel.values.table import literal, stored_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

IMPOS_STRING_METHODS = {**STRING_METHODS, **slots(string_find_impos, string_tointeger_impos)}
_BLOB_FUNCTIONS = slots(*BLOB_FUNCTIONS)
_IMPOS_BLOB_FUNCTIONS = slots(*IMPOS_BLOB_FUNCTIONS)

_METHODS = {
    "integer": NUMBER_METHODS,
    "float": NUMBER_METHODS,
    "bool": NUMBER_METHODS,
    "string": STRING_METHODS,
    "array": ARRAY_METHODS,
    "table": TABLE_METHODS,
    "class": CLASS_METHODS,
    "instance": INSTANCE_METHODS,
    "function": CLOSURE_METHODS,
    "generator": GENERATOR_METHODS,
    "weakref": WEAKREF_METHODS,
}
for _name, _methods in _METHODS.items():
    DELEGATES[_name].update(_methods)


def _stored(values: dict[str, Any]) -> dict[Any, Any]:
    return {stored_key(name): value for name, value in values.items()}


_STOCK_SHARED = {**STOCK_BASE, **STOCK_VERSION, **_BLOB_FUNCTIONS, **STRING_FUNCTIONS, **FLOAT_FUNCTIONS}
_STOCK_SHARED.update({"PI": PI, "RAND_MAX": RAND_MAX, "stream": STREAM, "blob": STOCK_BLOB, "regexp": REGEXP})
_STOCK_ROOT = _stored(_STOCK_SHARED)
_STOCK_TEMPLATES = _stored({**PRINTING, **RANDOM_FUNCTIONS, **STOCK_SYSTEM})

_IMPOS_SHARED = {**IMPOS_BASE, **IMPOS_VERSION, **_IMPOS_BLOB_FUNCTIONS, **STRING_FUNCTIONS}
_IMPOS_SHARED.update({"PI": PI, "RAND_MAX": RAND_MAX, "blob": IMPOS_BLOB, "regexp": REGEXP})
_IMPOS_ROOT = _stored(_IMPOS_SHARED)
_IMPOS_TEMPLATES = _stored({**PRINTING, **IMPOS_SYSTEM})
_IMPOS_MATH = _stored(FLOAT_FUNCTIONS)
_IMPOS_MATH_TEMPLATES = _stored(RANDOM_FUNCTIONS)


def install_stock(vm: Any) -> None:
    """Gives a VM's root table the names that the reference's `sq` has."""
    vm.random = None
    slots_of_root = vm.root.__dict__
    slots_of_root.update(_STOCK_ROOT)
    slots_of_root.update(copies(_STOCK_TEMPLATES, vm))
    slots_of_root.update(_stored(stock_vm_functions(vm)))


def install_impos(vm: Any, agent: bool = False) -> None:
    """Gives a VM's root table the language's part of what impOS has, for a device or for an agent.

    Differences from stock: developer.electricimp.com/squirrel/learningsquirrel.
    """
    vm.random = None
    vm.is_agent = agent
    slots_of_root = vm.root.__dict__
    slots_of_root.update(_IMPOS_ROOT)
    slots_of_root.update(copies(_IMPOS_TEMPLATES, vm))
    slots_of_root["math"] = literal({**_IMPOS_MATH, **copies(_IMPOS_MATH_TEMPLATES, vm)})
    if agent:
        from impsim.squirrel.stdlib.regexp2 import REGEXP2

        slots_of_root["regexp2"] = REGEXP2
