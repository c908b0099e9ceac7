"""How much charge an imp has taken, estimated from what it did.

One current per state, of the order that the data sheets of the modules give; no part, no pin, no transmit burst is
counted. It is good enough to see a sleep that does not happen, not to choose a battery.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ASLEEP_UA = 6  # assumed: deep sleep with the RTC running
OFFLINE_UA = 20000  # assumed: the processor runs, no radio has power
ONLINE_UA = {"wl0": 80000, "eth0": 120000, "cell0": 150000}  # assumed: with that radio, PHY or modem on
UNPOWERED = ("STOPPED", "STOPPED_UNHAPPY", "STOPPED_NO_LINK", "UNKNOWN")  # states of an interface without power
UA_US_PER_MAH = 3600 * 1000 * 1000000
SLEEPING = ("sleeping", "snoozing")


def consumed(events: list[dict[str, Any]], until_us: int) -> list[tuple[int, float]]:
    """(microseconds, mAh until then) of one device, at each of its changes and at the end."""
    power, interfaces = "off", dict[str, bool]()
    found, charge, before_us = [(0, 0.0)], 0, 0
    for event in events:
        if event["kind"] not in ("power", "state"):
            continue
        charge += _current_ua(power, interfaces) * (event["t_us"] - before_us)
        before_us = event["t_us"]
        found.append((before_us, charge / UA_US_PER_MAH))
        if event["kind"] == "power":
            power = event["state"]
        else:
            interfaces[event["interface"]] = not event["state"].endswith(UNPOWERED)
    charge += _current_ua(power, interfaces) * (until_us - before_us)
    return [*found, (until_us, charge / UA_US_PER_MAH)]


def _current_ua(power: str, interfaces: dict[str, bool]) -> int:
    if power == "off":
        return 0
    if power in SLEEPING:
        return ASLEEP_UA
    return OFFLINE_UA + sum(ONLINE_UA.get(name, 0) for name, on in interfaces.items() if on)
