"""MAX17055: a fuel gauge, and the battery that it watches (Maxim, MAX17055 data sheet, 19-100210).

The battery is what the world sets: how full it is, and the current that flows. In virtual time the charge follows from
the current. The gauge tells it without error, as one does that has learned its battery.
"""

from __future__ import annotations

from impsim.device.part import Quantity, Terminal
from impsim.device.registers import BUS_FAULTS, I2C, I2cPart, address, signed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

STATUS, V_ALERT, T_ALERT, S_ALERT, REP_CAP, REP_SOC, TEMP, V_CELL = 0x00, 0x01, 0x02, 0x03, 0x05, 0x06, 0x08, 0x09
CURRENT, AVG_CURRENT, MIX_CAP, AV_SOC, FULL, TTE = 0x0A, 0x0B, 0x0F, 0x0E, 0x10, 0x11
DESIGN_CAP, AVG_V, CONFIG, AV_CAP, TTF, NAME, F_STAT = 0x18, 0x19, 0x1D, 0x1F, 0x20, 0x21, 0x3D
SOFT_WAKE, I_ALERT, CONFIG_2, MODEL_CFG, OCV = 0x60, 0xB4, 0xBB, 0xDB, 0xFB
REGISTERS = 256
DEFAULTS = {  # data sheet, table 20
    STATUS: 0x0002,
    V_ALERT: 0xFF00,
    T_ALERT: 0x7F80,
    S_ALERT: 0xFF00,
    DESIGN_CAP: 0x0BB8,
    CONFIG: 0x2210,
    0x1E: 0x0640,
    NAME: 0x4010,
    0x3A: 0xA561,
    F_STAT: 0x0001,
    0xB4: 0x7F80,
    0xBA: 0x870C,
    CONFIG_2: 0x3658,
    MODEL_CFG: 0x8400,
}
POWERED_ON, PERCENT_CHANGED = 0x0002, 0x0080
LOW_V, LOW_T, LOW_S, HIGH_V, HIGH_T, HIGH_S, LOW_I, HIGH_I = (
    0x0100,
    0x0200,
    0x0400,
    0x1000,
    0x2000,
    0x4000,
    0x0004,
    0x0040,
)
ALERTS = 0x77C4
ALERTS_ON, PERCENT_ON, REFRESH = 0x0004, 0x0080, 0x8000
READY_US = 710000  # until DNR clears
REFRESH_US = 300000  # assumed: how long a new model takes
LOOK_US = 5625000  # assumed: how often it looks at its thresholds; the data sheet has 351 ms in active mode
HOUR_US = 3600000000
MV_PER_COUNT, UV_PER_COUNT, UVH_PER_COUNT, S_PER_COUNT = 0.078125, 1.5625, 5.0, 5.625
LONGEST = 0xFFFF
# Open-circuit voltage of a lithium cell at each tenth of its charge. assumed: a typical LiCoO2 cell
CURVE_MV = (3300, 3600, 3690, 3740, 3770, 3800, 3850, 3920, 4000, 4090, 4200)


def open_circuit_mv(percent: float) -> float:
    """The voltage of a cell that nothing is taken from."""
    tenth, rest = divmod(min(max(percent, 0.0), 100.0), 10)
    low = CURVE_MV[int(tenth)]
    high = CURVE_MV[min(int(tenth) + 1, len(CURVE_MV) - 1)]
    return low + (high - low) * rest / 10


class MAX17055(I2cPart):
    """A fuel gauge."""

    kind = "MAX17055"
    about = "Fuel gauge with a lithium battery, whose charge follows from the current"
    sheet = "Maxim, MAX17055, 19-100210"
    terminals = {**I2C, "alert": Terminal("opendrain", "its alert pin, low when it is active", optional=True)}
    options = {
        "address": address(0x36),
        "capacity": Quantity(2000.0, "mAh", 10, 100000, "of the battery"),
        "sense": Quantity(0.01, "ohm", 0.001, 1, "the resistor through which the current flows"),
        "resistance": Quantity(0.1, "ohm", 0, 10, "inside the battery"),
    }
    quantities = {
        "charge": Quantity(80.0, "%", 0, 100, "how full the battery is"),
        "current": Quantity(-50.0, "mA", -20000, 20000, "that flows into the battery; negative while it discharges"),
        "temperature": Quantity(22.0, "C", -40, 85, "of the battery"),
    }
    faults = BUS_FAULTS
    shows = {"voltage_mv": "of the battery", "alert": "whether its alert pin is active"}

    def reset(self) -> None:
        self._file = [DEFAULTS.get(number, 0) for number in range(REGISTERS)]
        self._pointer = -1
        self._half = 0
        self._low_byte = 0
        self._powered_us = self.place.clock.now_us
        self._refreshed_us = self._powered_us + REFRESH_US
        self._updated_us = self._powered_us
        self._percent = int(self.values["charge"])
        self.alert = False

    def wired(self) -> None:
        super().wired()
        self._look()

    # The battery

    @property
    def voltage_mv(self) -> float:
        """What its terminals have."""
        drop_mv = self.values["current"] * self.option["resistance"]
        return float(round(open_circuit_mv(self.values["charge"]) + drop_mv, 3))

    def changing(self) -> None:
        self._update()

    def changed(self, name: str) -> None:
        self._compare()

    def _update(self) -> None:
        """The charge that has flowed since it was last looked at."""
        now_us = self.place.clock.now_us
        flowed = self.values["current"] * (now_us - self._updated_us) / HOUR_US
        self._updated_us = now_us
        charge = self.values["charge"] + 100 * flowed / self.option["capacity"]
        self.values["charge"] = min(max(charge, 0.0), 100.0)

    def state(self) -> dict[str, object]:
        self._update()
        return super().state()

    # Alerts

    def _look(self) -> None:
        """Now and then, while somebody could hear of it."""
        if self._file[CONFIG] & ALERTS_ON and self.place.wire("alert"):
            self._compare()
        self.place.clock.after(LOOK_US, self._look, background=True)

    def _compare(self) -> None:
        self._update()
        found = self._beyond()
        percent = int(self.values["charge"])
        if self._file[CONFIG_2] & PERCENT_ON and percent != self._percent:
            found |= PERCENT_CHANGED
        self._percent = percent
        self._file[STATUS] |= found
        self._signal()

    def _beyond(self) -> int:
        """The thresholds that are exceeded: each register has the highest and the lowest value."""
        current = self.values["current"] * self.option["sense"] * 1000  # microvolts
        found = 0
        for register, value, signs, low, high in (
            (V_ALERT, self.voltage_mv / 20, False, LOW_V, HIGH_V),
            (T_ALERT, self.values["temperature"], True, LOW_T, HIGH_T),
            (S_ALERT, self.values["charge"], False, LOW_S, HIGH_S),
            (I_ALERT, current / 400, True, LOW_I, HIGH_I),
        ):
            most, least = self._file[register] >> 8, self._file[register] & 0xFF
            if signs:
                most, least = (most ^ 0x80) - 0x80, (least ^ 0x80) - 0x80
            found |= (high if value > most else 0) | (low if value < least else 0)
        return found

    def _signal(self) -> None:
        before = self.alert
        self.alert = bool(self._file[CONFIG] & ALERTS_ON and self._file[STATUS] & ALERTS)
        self.place.wire("alert").drive(0 if self.alert else None)
        if self.alert != before:
            self.tell()

    # The bus: registers of 16 bits, the lower byte first

    def begun(self, reading: bool) -> bool:
        self._half = 0
        if not reading:
            self._pointer = -1
        else:
            self._update()
        return True

    def took(self, byte: int) -> bool:
        if self._pointer < 0:
            self._pointer = byte
        elif not self._half:
            self._half, self._low_byte = 1, byte
        else:
            self._half = 0
            self._store(self._pointer, byte << 8 | self._low_byte)
            self._pointer = self._pointer + 1 & 0xFF
        return True

    def give(self) -> int:
        value = self._value(max(self._pointer, 0))
        self._half = 1 - self._half
        if self._half:
            return value & 0xFF
        self._pointer = self._pointer + 1 & 0xFF
        return value >> 8

    def _store(self, number: int, value: int) -> None:
        if number in MEASURED or number in (NAME, F_STAT):
            return
        self._file[number] = value
        if number == MODEL_CFG and value & REFRESH:
            self._refreshed_us = self.place.clock.now_us + REFRESH_US
        if number in (STATUS, CONFIG, CONFIG_2, V_ALERT, T_ALERT, S_ALERT, I_ALERT):
            self._signal()

    def _value(self, number: int) -> int:
        now_us = self.place.clock.now_us
        if number in MEASURED:
            return round(MEASURED[number](self)) & LONGEST
        if number == F_STAT:
            return int(now_us - self._powered_us < READY_US)
        if number == MODEL_CFG and now_us >= self._refreshed_us:
            return self._file[number] & ~REFRESH
        return self._file[number]

    def _capacity(self, mah: float) -> float:
        return float(mah * self.option["sense"] * 1000 / UVH_PER_COUNT)

    @property
    def left(self) -> float:
        """The charge in it, as a register has it."""
        return self._capacity(self.option["capacity"] * self.values["charge"] / 100)

    @property
    def full(self) -> float:
        """The charge that it can have."""
        return self._capacity(self.option["capacity"])

    @property
    def flowing(self) -> int:
        """The current."""
        return signed(round(self.values["current"] * self.option["sense"] * 1000 / UV_PER_COUNT), 16)

    def lasts(self, way: int) -> float:
        """How long until it is empty (-1) or full (1), which it never is while the current flows the other way."""
        current = self.values["current"] * way
        if current <= 0:
            return LONGEST
        share = self.values["charge"] if way < 0 else 100 - self.values["charge"]
        return float(min(self.option["capacity"] * share / 100 / current * 3600 / S_PER_COUNT, LONGEST))


MEASURED: dict[int, Callable[[MAX17055], float]] = {
    REP_CAP: lambda gauge: gauge.left,
    MIX_CAP: lambda gauge: gauge.left,
    AV_CAP: lambda gauge: gauge.left,
    FULL: lambda gauge: gauge.full,
    REP_SOC: lambda gauge: gauge.values["charge"] * 256,
    AV_SOC: lambda gauge: gauge.values["charge"] * 256,
    TEMP: lambda gauge: signed(round(gauge.values["temperature"] * 256), 16),
    V_CELL: lambda gauge: gauge.voltage_mv / MV_PER_COUNT,
    AVG_V: lambda gauge: gauge.voltage_mv / MV_PER_COUNT,
    OCV: lambda gauge: open_circuit_mv(gauge.values["charge"]) / MV_PER_COUNT,
    CURRENT: lambda gauge: gauge.flowing,
    AVG_CURRENT: lambda gauge: gauge.flowing,
    TTE: lambda gauge: gauge.lasts(-1),
    TTF: lambda gauge: gauge.lasts(1),
}
