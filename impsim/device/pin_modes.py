"""What a pin can be: its modes, and how the pins of each model start."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional

LOW, HIGH = 0, 1


class Mode:
    """name: as events tell it.  low, high: what an output drives when that is written, None lets go.

    pull: where its resistor pulls, None without one.  writable: it is a digital output.  wakes: it ends deep sleep.
    needs: the list of the model's profile, below `abilities`, on which a pin has to be for it; "" is for every pin.
    """

    def __init__(
        self,
        name: str,
        *,
        low: Optional[int] = None,
        high: Optional[int] = None,
        pull: Optional[int] = None,
        writable: bool = False,
        wakes: bool = False,
        needs: str = "",
    ) -> None:
        self.name = name
        self.low = low
        self.high = high
        self.pull = pull
        self.writable = writable
        self.wakes = wakes
        self.needs = needs


# D/node/2538. The pull-down of DIGITAL_IN_WAKEUP: forums.electricimp.com/t/2234
DIGITAL_OUT = Mode("DIGITAL_OUT", low=LOW, high=HIGH, writable=True)
DIGITAL_OUT_OD = Mode("DIGITAL_OUT_OD", low=LOW, writable=True)
DIGITAL_OUT_OD_PULLUP = Mode("DIGITAL_OUT_OD_PULLUP", low=LOW, pull=HIGH, writable=True)
DIGITAL_IN = Mode("DIGITAL_IN")
DIGITAL_IN_PULLUP = Mode("DIGITAL_IN_PULLUP", pull=HIGH)
DIGITAL_IN_PULLDOWN = Mode("DIGITAL_IN_PULLDOWN", pull=LOW)
DIGITAL_IN_WAKEUP = Mode("DIGITAL_IN_WAKEUP", pull=LOW, wakes=True)
ANALOG_IN = Mode("ANALOG_IN", needs="adc")
ANALOG_OUT = Mode("ANALOG_OUT", needs="dac")
PWM_OUT = Mode("PWM_OUT", needs="pwm")
PULSE_COUNTER = Mode("PULSE_COUNTER", needs="count")
PTPG_OUT = Mode("PTPG_OUT", low=LOW, high=HIGH, needs="ptpg")

# How pins start.
TRISTATE = Mode("tri-state")
DRIVEN_LOW = Mode("driven low", low=LOW, high=LOW)
DRIVEN_HIGH = Mode("driven high", low=HIGH, high=HIGH)
PULLED_UP = Mode("pulled up", pull=HIGH)
STARTS = {  # D/hardware/imp/imp005_hardware_guide; all pins of other models start tri-stated
    "imp005": {
        **dict.fromkeys(("pinB", "pinD", "pinK"), DRIVEN_HIGH),
        **dict.fromkeys(("pinA", "pinE", "pinF", "pinG", "pinJ", "pinQ", "pinS", "pinU", "pinV"), DRIVEN_LOW),
        **dict.fromkeys(("pinXB", "pinXC", "pinXD", "pinXE"), PULLED_UP),
    }
}
