"""`gnss` of a device, where it is and what its receiver finds there, and the verb that changes that."""

from __future__ import annotations

from impsim.scenario import fields as f

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.scenario.stimuli import Args, Scene


def decimal(lowest: float, highest: float) -> f.Reader:
    """A number with a point in a range."""

    def convert(value: str) -> float:
        found = f.number_or_nan(value)
        if not lowest <= found <= highest:
            raise f.Wrong("a number from %g to %g" % (lowest, highest))
        return found

    return f.scalar(convert, type="number", minimum=lowest, maximum=highest)


POSITION: f.Section = {
    "lat": ("latitude", decimal(-89.99999, 89.99999)),
    "lon": ("longitude", decimal(-179.99999, 179.99999)),
    "alt": ("altitude_m", decimal(-1000, 20000)),
    "fix": ("fix", f.choice("3d", "2d", "none")),
    "hdop": ("hdop", decimal(0.5, 99.9)),
    "satellites": ("satellites", f.integer(0, 99)),
    "speed": ("speed_kmh", decimal(0, 2000)),
    "course": ("course_deg", decimal(0, 360)),
}
position = f.section(POSITION)


def change(scene: Scene, args: Args) -> None:
    """The imp is elsewhere, or its receiver finds more, or less."""
    for name, value in args.items():
        setattr(scene.site.position, name, value)


GNSS_VERBS: dict[str, dict[str, Any]] = {
    "gnss.set": {"act": change, "fields": POSITION, "about": "imp", "needs": "gnss"},
}
