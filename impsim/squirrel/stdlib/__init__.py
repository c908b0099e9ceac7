"""The standard library: default delegates of every type, and the functions of the root table.

Two installers: `install_stock` gives a VM what the reference's `sq` has, but for what would
reach the host (files, environment, processes); `install_impos` gives it what impOS has.
Default delegates are the same for all VMs but for the string method `tointeger`, which
in impOS reads hexadecimal: compiled code for impOS takes it from IMPOS_STRING_METHODS.
"""

from __future__ import annotations

from impsim.squirrel.access import DELEGATES
from impsim.squirrel.stdlib.arguments import slots
from impsim.squirrel.stdlib.array_methods import ARRAY_METHODS
from impsim.squirrel.stdlib.base import IMPOS_VERSION, STOCK_VERSION, impos_base_functions, stock_base_functions
from impsim.squirrel.stdlib.blob_stream import BLOB_FUNCTIONS, blob_class, stream_class
from impsim.squirrel.stdlib.class_methods import CLASS_METHODS, INSTANCE_METHODS
from impsim.squirrel.stdlib.closure_methods import CLOSURE_METHODS, GENERATOR_METHODS, WEAKREF_METHODS
from impsim.squirrel.stdlib.mathlib import FLOAT_FUNCTIONS, PI, RAND_MAX, random_functions
from impsim.squirrel.stdlib.number_methods import NUMBER_METHODS
from impsim.squirrel.stdlib.regexp import regexp_class
from impsim.squirrel.stdlib.string_library import STRING_FUNCTIONS
from impsim.squirrel.stdlib.string_methods import STRING_METHODS, string_tointeger_impos
from impsim.squirrel.stdlib.system import impos_system_functions, stock_system_functions
from impsim.squirrel.stdlib.table_methods import TABLE_METHODS
from impsim.squirrel.values import rawset, table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

IMPOS_STRING_METHODS = {**STRING_METHODS, **slots(string_tointeger_impos)}
_BLOB_FUNCTIONS = slots(*BLOB_FUNCTIONS)

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


def _put(vm: Any, slots: dict[str, Any]) -> None:
    for name, value in slots.items():
        rawset(vm.root, name, value)


def install_stock(vm: Any) -> None:
    """Gives a VM's root table the names that the reference's `sq` has."""
    stream = stream_class()
    _put(vm, {**stock_base_functions(vm), **STOCK_VERSION, **_BLOB_FUNCTIONS, **STRING_FUNCTIONS})
    _put(vm, {**FLOAT_FUNCTIONS, **random_functions(seed=1, reseeds=True), "PI": PI, "RAND_MAX": RAND_MAX})
    _put(vm, {**stock_system_functions(vm), "stream": stream, "blob": blob_class(stream), "regexp": regexp_class()})


def install_impos(vm: Any, agent: bool = False) -> None:
    """Gives a VM's root table the language's part of what impOS has, for a device or for an agent.

    Differences from stock: developer.electricimp.com/squirrel/learningsquirrel.
    """
    vm.blob_class = blob_class()
    math = {**FLOAT_FUNCTIONS, **random_functions(vm.seed, reseeds=False)}
    _put(vm, {**impos_base_functions(vm), **IMPOS_VERSION, **_BLOB_FUNCTIONS, **STRING_FUNCTIONS})
    _put(vm, {"math": table(math), "PI": PI, "RAND_MAX": RAND_MAX, **impos_system_functions(vm, agent)})
    _put(vm, {"blob": vm.blob_class, "regexp": regexp_class()})
    if agent:
        from impsim.squirrel.stdlib.regexp2 import regexp2_class

        _put(vm, {"regexp2": regexp2_class()})
