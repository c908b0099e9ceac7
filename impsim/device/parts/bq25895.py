"""BQ25895: a battery charger on I2C, with a converter that measures (Texas Instruments, SLUSC88).

The watchdog sets most settings back when nobody has written its bit for a while, as programs that sleep find out.
Assumed: charging follows from the input and the battery's voltage alone; the input's current limit shows in nothing.
"""

from __future__ import annotations

from impsim.device.part import Quantity
from impsim.device.registers import Register, RegisterPart, address

WATCHDOG_S = (0, 40, 80, 160)
CONVERSION_US = 10000
AGAIN_US = 1000000
START, CONTINUOUS = 0x80, 0x40
CHARGING = 0x10
INPUTS = {
    "none": 0x00,
    "SDP": 0x20,
    "CDP": 0x40,
    "DCP": 0x60,
    "HVDCP": 0x80,
    "unknown": 0xA0,
    "nonstandard": 0xC0,
    "OTG": 0xE0,
}
PRE_CHARGE_MV = 2800
NOT_CHARGING, PRE, FAST, DONE = 0x00, 0x08, 0x10, 0x18
EXPIRED = 0x80
FAULTS = {"thermal": 0x20, "timer": 0x30, "battery": 0x08, "cold": 0x01, "hot": 0x02}
KEPT = (0x00, 0x01, 0x0D)  # what the watchdog leaves: the limits of the input


class BQ25895(RegisterPart):
    """A charger."""

    kind = "BQ25895"
    about = "Battery charger with a watchdog and a converter"
    sheet = "Texas Instruments, SLUSC88"
    options = {"address": address(0x6A)}
    quantities = {
        "input": Quantity("DCP", choices=tuple(INPUTS), about="what it is plugged into"),
        "battery": Quantity(3800.0, "mV", 0, 4800, "the voltage of the battery"),
        "vbus": Quantity(5000.0, "mV", 0, 14000, "the voltage of the input"),
    }
    faults = {
        **RegisterPart.faults,
        "thermal": "it is too hot and has shut down",
        "timer": "charging took too long",
        "battery": "the battery's voltage is too high",
        "cold": "the battery is too cold",
        "hot": "the battery is too hot",
    }
    shows = {
        "charging": "whether it charges",
        "charge_mv": "the voltage to which it charges",
        "charge_ma": "its current",
    }
    registers = {
        0x00: Register("REG00", 0x48, writable=0xFF),
        0x01: Register("REG01", 0x06, writable=0xFF),
        0x02: Register("REG02", 0x3D, writable=0xFF, wrote="_converter_set"),
        0x03: Register("REG03", 0x1A, writable=0xFF, wrote="_set"),
        0x04: Register("REG04", 0x20, writable=0xFF, wrote="_set"),
        0x05: Register("REG05", 0x13, writable=0xFF),
        0x06: Register("REG06", 0x5E, writable=0xFF, wrote="_set"),
        0x07: Register("REG07", 0x9D, writable=0xFF, wrote="_watchdog_set"),
        0x08: Register("REG08", 0x03, writable=0xFF),
        0x09: Register("REG09", 0x44, writable=0xFF),
        0x0A: Register("REG0A", 0x73, writable=0xFF),
        0x0B: Register("REG0B", read="_status"),
        0x0C: Register("REG0C", read="_faults"),
        0x0D: Register("REG0D", 0x12, writable=0xFF),
        0x0E: Register("REG0E"),
        0x0F: Register("REG0F"),
        0x10: Register("REG10"),
        0x11: Register("REG11"),
        0x12: Register("REG12"),
        0x13: Register("REG13"),
        0x14: Register("REG14", 0x39, writable=0x80, wrote="_reset_asked"),
    }
    _runs = 0

    def reset(self) -> None:
        super().reset()
        self._expired = False
        self._runs += 1
        self._watch()

    @property
    def charge_mv(self) -> int:
        """The voltage at which it stops."""
        return (self["REG06"] >> 2) * 16 + 3840

    @property
    def charge_ma(self) -> int:
        """The current with which it charges."""
        return (self["REG04"] & 0x7F) * 64

    @property
    def _plugged(self) -> bool:
        return self.values["input"] not in ("none", "OTG")

    @property
    def charging(self) -> bool:
        """Whether current flows into the battery."""
        return self._phase() in (PRE, FAST)

    def _phase(self) -> int:
        if not self._plugged or not self["REG03"] & CHARGING or self.broken & set(FAULTS):
            return NOT_CHARGING
        if self.values["battery"] >= self.charge_mv:
            return DONE
        return PRE if self.values["battery"] < PRE_CHARGE_MV else FAST

    def _status(self) -> int:
        power_good = 0x04 if self._plugged else 0
        return INPUTS[self.values["input"]] | self._phase() | power_good | 0x01

    def _faults(self) -> int:
        """Reading it forgets the watchdog's."""
        expired, self._expired = self._expired, False
        value = EXPIRED if expired else 0
        for name, bits in FAULTS.items():
            value |= bits if name in self.broken else 0
        return value

    def _set(self, byte: int) -> None:
        if self["REG03"] & 0x40:  # the watchdog's bit clears itself
            self["REG03"] &= ~0x40
            self._watch()
        self.tell()

    def _reset_asked(self, byte: int) -> None:
        if byte & 0x80:
            self.reset()
            self.tell()

    # The watchdog

    def _watchdog_set(self, byte: int) -> None:
        self._watch()

    def _watch(self) -> None:
        seconds = WATCHDOG_S[self["REG07"] >> 4 & 3]
        self._runs += 1
        run = self._runs
        if seconds:
            self.place.clock.after(seconds * 1000000, lambda: self._expire(run), background=True)

    def _expire(self, run: int) -> None:
        """Settings are as after a reset, but for the input's."""
        if run != self._runs:
            return
        kept = {number: self.file[number] for number in KEPT}
        self.file.update({number: register.value for number, register in self.registers.items()})
        self.file.update(kept)
        self._expired = True
        self.tell()

    # The converter

    def _converter_set(self, byte: int) -> None:
        if byte & (START | CONTINUOUS):
            self.place.clock.after(CONVERSION_US, self._converted, background=True)

    def _converted(self) -> None:
        """Assumed: the system has a little more than the battery while there is an input."""
        battery = self.values["battery"]
        vbus = self.values["vbus"] if self._plugged else 0.0
        system = max(battery + 50, 3500.0) if self._plugged else battery
        self["REG0E"] = _coded(battery, 2304, 20)
        self["REG0F"] = _coded(system, 2304, 20)
        self["REG10"] = 0x38
        self["REG11"] = _coded(vbus, 2600, 100) | (0x80 if self._plugged else 0)
        self["REG12"] = _coded(self.charge_ma if self.charging else 0, 0, 50)
        if self["REG02"] & CONTINUOUS:
            self.place.clock.after(AGAIN_US, self._converted, background=True)
        self["REG02"] &= ~START


def _coded(value: float, offset: int, step: int) -> int:
    return max(0, min(0x7F, round((value - offset) / step)))
