"""What the world does to pins and supply: verbs of the timeline, their units, and what is wrong with them.

- {at: 5s, do: analog.set, pin: pinA, voltage: 1.65V}
- {at: 6s, do: analog.set, pin: pinA, signal: sine, frequency: 50Hz, low: 0.5V, high: 2V}
- {at: 7s, do: analog.set, pin: pinA, series: {0s: 0V, 10s: 1.2V, 20s: 0.7V}, repeat: 30s}
- {at: 8s, do: pin.pulses, pin: pin1, count: 5, period: 100ms}
- {at: 9s, do: battery.set, voltage: 2.9V}
"""

from __future__ import annotations

from impsim.scenario import fields as f

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.device.signals import Signal
    from impsim.scenario.documents import Document
    from impsim.scenario.stimuli import Args, Scene
    from impsim.scenario.timeline import Stimulus

HIGHEST_MV = 5500  # assumed: what a pin stands
LOWEST_SUPPLY_MV, HIGHEST_SUPPLY_MV = 1650, 3600  # of the microcontroller that most models have
LOWEST_HZ, HIGHEST_HZ = 0.001, 50000000.0
SHORTEST_US = 10  # of a step of noise, and of a pulse
NOISE_EVERY_US = 1000  # assumed: where the file does not say
FLOATING = "floating"
VOLTS = {"mV": 1, "V": 1000}
HERTZ = {"mHz": 0.001, "Hz": 1.0, "kHz": 1000.0, "MHz": 1000000.0}
SIGNALS = ("sine", "square", "triangle", "noise")


def _with_unit(value: str, units: dict[str, Any], what: str) -> float:
    """A number in the smallest unit of a table. Raises Wrong."""
    for unit in sorted(units, key=len, reverse=True):
        if value.endswith(unit):
            found = f.number_or_nan(value[: -len(unit)].strip())
            if found == found:
                return float(found * units[unit])
            break
    hint = "%s%s" % (value, min(units, key=len)) if f.number_or_nan(value) == f.number_or_nan(value) else ""
    raise f.Wrong(what, *([hint] if hint else []))


def _volts(lowest: int, highest: int) -> Any:
    def convert(value: str) -> int:
        found = _with_unit(value, VOLTS, "a voltage like 1.65V or 1650mV")
        if not lowest <= found <= highest:
            raise f.Wrong("a voltage from %gV to %gV" % (lowest / 1000, highest / 1000))
        return round(found)

    return convert


def _voltage_or_floating(value: str) -> Optional[int]:
    converted: int = _volts(0, HIGHEST_MV)(value) if value != FLOATING else -1
    return None if converted < 0 else converted


def _hertz(value: str) -> float:
    found = _with_unit(value, HERTZ, "a frequency like 50Hz or 1.5kHz")
    if not LOWEST_HZ <= found <= HIGHEST_HZ:
        raise f.Wrong("a frequency from 1mHz to 50MHz")
    return found


VOLT_PATTERN = r"^-?\d+(\.\d+)? ?m?V$"
voltage = f.scalar(_volts(0, HIGHEST_MV), type="string", pattern=VOLT_PATTERN)
voltage_or_floating = f.scalar(_voltage_or_floating, type="string", pattern=VOLT_PATTERN + "|^floating$")
supply = f.scalar(_volts(LOWEST_SUPPLY_MV, HIGHEST_SUPPLY_MV), type="string", pattern=VOLT_PATTERN)
battery = f.scalar(_volts(0, 5500), type="string", pattern=VOLT_PATTERN)
frequency = f.scalar(_hertz, type="string", pattern=r"^\d+(\.\d+)? ?(m|k|M)?Hz$")


@f.reading(type="object", additionalProperties=voltage.schema, minProperties=1)
def series(document: Document, node: Any) -> Any:
    """Times since the entry -> voltages, in order."""
    if node.kind != "map" or not node.map:
        document.wrong(node, "a table of times and voltages expected", "series: {0s: 0V, 10s: 1.2V}")
        return None
    found = []
    for name, below in node.map.items():
        try:
            found.append([f.duration_us(name), voltage(document, below)])
        except f.Wrong as error:
            document.problem("'%s' is not %s" % (name, error.args[0]), *node.keys[name])
    return sorted(found, key=lambda point: point[0])


PIN: f.Section = {"pin": ("pin", f.text(8))}
ANALOGUE: f.Section = {
    **PIN,
    "voltage": ("voltage_mv", voltage_or_floating),
    "signal": ("signal", f.choice(*SIGNALS)),
    "frequency": ("hz", frequency),
    "low": ("low_mv", voltage),
    "high": ("high_mv", voltage),
    "duty": ("duty", f.share),
    "every": ("every_us", f.duration),
    "series": ("series", series),
    "repeat": ("repeat_us", f.duration),
}
PULSES: f.Section = {
    **PIN,
    "frequency": ("hz", frequency),
    "period": ("period_us", f.duration),
    "count": ("count", f.integer(1, 1000000000)),
    "duty": ("duty", f.share),
}
SUPPLY: f.Section = {"voltage": ("mv", supply), "battery": ("battery_mv", battery)}
LIGHT: f.Section = {"level": ("level", f.integer(0, 65535))}


# What they do


def set_analogue(scene: Scene, args: Args) -> None:
    pin = scene.imp.device.pins.named(args["pin"])
    pin.drive_signal(_signal(scene, args))


def _signal(scene: Scene, args: Args) -> Optional[Signal]:
    from impsim.device import signals as s  # few scenarios have any

    now_us, device = scene.simulation.clock.now_us, scene.imp.device
    low_mv, high_mv = args.get("low_mv") or 0, args.get("high_mv") or device.pins.bank.supply_mv
    hz = args.get("hz") or 1.0
    if args.get("series"):
        return s.Series([(t_us, mv) for t_us, mv in args["series"]], now_us, args.get("repeat_us") or 0)
    if args.get("signal") == "sine":
        return s.sine(hz, low_mv, high_mv, now_us)
    if args.get("signal") == "triangle":
        return s.triangle(hz, low_mv, high_mv, now_us)
    if args.get("signal") == "square":
        return s.square(hz, low_mv, high_mv, now_us, 0.5 if args.get("duty") is None else args["duty"])
    if args.get("signal") == "noise":
        seed = device.around.rng.fork("noise " + args["pin"]).bits()
        return s.Noise(low_mv, high_mv, max(SHORTEST_US, args.get("every_us") or NOISE_EVERY_US), seed)
    mv = args.get("voltage_mv")
    return None if mv is None else s.Steady(mv)


def pulses(scene: Scene, args: Args) -> None:
    """A square wave, for ever or so many times; after that the world drives low."""
    from impsim.device import signals as s

    pin, clock = scene.imp.device.pins.named(args["pin"]), scene.simulation.clock
    period_ns = round(1e9 / args["hz"]) if args.get("hz") else max(SHORTEST_US, args.get("period_us") or 0) * 1000
    duty = 0.5 if args.get("duty") is None else args["duty"]
    wave = s.pulses(max(1, period_ns), 0, scene.imp.device.pins.bank.supply_mv, clock.now_us, round(duty * period_ns))
    pin.drive_signal(wave)
    if args.get("count"):
        ends_us = clock.now_us + args["count"] * period_ns // 1000
        scene.simulation.at(ends_us, lambda: _end(pin, wave))


def _end(pin: Any, wave: Signal) -> None:
    """Unless something else has been connected meanwhile."""
    if pin.driven_signal is wave:
        pin.drive(0)


def set_supply(scene: Scene, args: Args) -> None:
    for name, value in args.items():
        setattr(scene.site.supply, name, value)


def set_light(scene: Scene, args: Args) -> None:
    scene.site.light.level = args["level"]


ELECTRICAL_VERBS: dict[str, dict[str, Any]] = {
    "analog.set": {"act": set_analogue, "fields": ANALOGUE, "about": "imp", "required": ("pin",)},
    "pin.pulses": {"act": pulses, "fields": PULSES, "about": "imp", "required": ("pin",)},
    "battery.set": {"act": set_supply, "fields": SUPPLY, "about": "site"},
    "light.set": {"act": set_light, "fields": LIGHT, "about": "imp", "required": ("level",)},
}


# Before the run


def check(document: Document, stimulus: Stimulus) -> None:
    """Notes what does not go together."""
    if stimulus.verb in CHECKS:
        CHECKS[stimulus.verb](document, stimulus)


SORTS = ("voltage", "signal", "series")
OF_SIGNALS = {"frequency": ("sine", "square", "triangle"), "duty": ("square",), "every": ("noise",)}


def _check_analogue(document: Document, stimulus: Stimulus) -> None:
    given = stimulus.node.map
    if sum(name in given for name in SORTS) != 1:
        document.wrong(stimulus.node, "one of voltage, signal and series expected", "voltage: 1.65V")
        return
    signal = given["signal"].text if "signal" in given else ""
    for name, kinds in OF_SIGNALS.items():
        if name in given and signal not in kinds:
            document.problem("'%s' belongs to %s" % (name, " and ".join(kinds)), *given_at(stimulus, name))
    for name in ("low", "high"):
        if name in given and not signal:
            document.problem("'%s' belongs to a signal" % name, *given_at(stimulus, name))
    if "repeat" in given and "series" not in given:
        document.problem("'repeat' belongs to a series", *given_at(stimulus, "repeat"))
    if signal in OF_SIGNALS["frequency"] and "frequency" not in given:
        document.wrong(given["signal"], "a %s needs a frequency" % signal, "frequency: 50Hz")
    low_mv, high_mv = stimulus.args.get("low_mv"), stimulus.args.get("high_mv")
    if low_mv is not None and high_mv is not None and low_mv >= high_mv:
        document.wrong(given["high"], "%s is not above %s" % (given["high"].text, given["low"].text))
    _check_series(document, stimulus)


def _check_series(document: Document, stimulus: Stimulus) -> None:
    points, repeat_us = stimulus.args.get("series"), stimulus.args.get("repeat_us")
    if not points:
        return
    if points[0][0]:
        document.wrong(stimulus.node.map["series"], "a series begins at 0s", "series: {0s: 0V, ...}")
    if repeat_us is not None and repeat_us <= points[-1][0]:
        document.wrong(stimulus.node.map["repeat"], "the series is longer than that")


def given_at(stimulus: Stimulus, name: str) -> tuple[int, int]:
    """The place of a field's name."""
    place: tuple[int, int] = stimulus.node.keys[name]
    return place


def _check_pulses(document: Document, stimulus: Stimulus) -> None:
    given = stimulus.node.map
    if ("frequency" in given) == ("period" in given):
        document.wrong(stimulus.node, "one of frequency and period expected", "frequency: 100Hz, or period: 10ms")
    if "period" in given and (stimulus.args.get("period_us") or SHORTEST_US) < SHORTEST_US:
        document.wrong(
            given["period"], "a period of at least %d us expected" % SHORTEST_US, "a frequency can be higher"
        )


def _check_supply(document: Document, stimulus: Stimulus) -> None:
    if not {"voltage", "battery"} & set(stimulus.node.map):
        document.wrong(stimulus.node, "battery.set needs 'voltage' or 'battery'", "voltage: 2.9V")


CHECKS = {"analog.set": _check_analogue, "pin.pulses": _check_pulses, "battery.set": _check_supply}
