"""The parts that impsim has, by their kinds. Their modules are loaded when a scenario has one of them."""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.device.part import Part

# kind -> the module, and the class in it
KINDS = {
    "HTS221": ("hts221", "HTS221"),
    "LIS3DH": ("lis3dh", "LIS3DH"),
    "LPS22HB": ("lps22hb", "LPS22HB"),
    "SI7021": ("si7021", "SI7021"),
    "TMP102": ("tmp102", "TMP102"),
    "MAX17055": ("max17055", "MAX17055"),
    "BQ25895": ("bq25895", "BQ25895"),
    "MCP3208": ("mcp3208", "MCP3208"),
    "APDS9007": ("analogue", "Apds9007"),
    "thermistor": ("analogue", "Thermistor"),
    "potentiometer": ("analogue", "Potentiometer"),
    "voltage": ("analogue", "Voltage"),
    "pulses": ("analogue", "Pulses"),
    "WS2812": ("pixels", "Ws2812"),
    "APA102": ("pixels", "Apa102"),
    "GPS": ("gps", "Gps"),
    "LCD": ("lcd", "LcdPins"),
    "LCD-I2C": ("lcd", "LcdI2c"),
    "flash25": ("flash", "Flash25"),
    "button": ("switches", "Button"),
    "switch": ("switches", "Switch"),
    "relay": ("switches", "Relay"),
    "LED": ("switches", "Led"),
    "resistor": ("switches", "Resistor"),
}


def find(kind: str) -> type[Part]:
    """The class of a kind that is there."""
    module, name = KINDS[kind]
    found: type[Part] = getattr(import_module("impsim.device.parts." + module), name)
    return found


def every_kind() -> list[type[Part]]:
    """All classes, in the order of the table."""
    return [find(kind) for kind in KINDS]
