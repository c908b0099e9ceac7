"""Profiles: what each model of imp is, as data.

The data is profiles/*.toml, where each value stands beside its source or the word assumed.
Start-up must be fast and PyPy's 3.9 has no TOML reader, so a generated module holds the
values: `python -m impsim.device.profile` writes it anew. A variant of a model (`imp006b`,
`impC001-us`) is a list of parts whose values replace the model's.
"""

from __future__ import annotations

from impsim.device._profiles import MODELS, PARTS, VARIANTS
from impsim.errors import Diagnostic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Which interface is tried first, and their names in impOS 42: developer.electricimp.com/api/imp/net/setserverinterfaces
PREFERENCE = ("ethernet", "wifi", "cell")
INTERFACE_NAMES = {"wifi": "wl0", "ethernet": "eth0", "cell": "cell0"}


class Profile:
    """One model or variant.  values: by dotted key, as in the TOML."""

    def __init__(self, name: str, values: dict[str, Any]) -> None:
        self.name = name
        self.model = VARIANTS[name][0]  # what imp.info().type tells
        self.values = values
        self.interfaces: list[str] = values["network.interfaces"]  # in the order of imp.net.info()
        self.first_line: int = values["lines.first"]
        self.last_line: int = values["lines.last"]

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    @property
    def preferred(self) -> list[str]:
        """Its interfaces in the order in which impOS tries them."""
        return [kind for kind in PREFERENCE if kind in self.interfaces]

    @property
    def bands(self) -> str:
        """Its Wi-Fi bands as imp.net.info() spells them, "" without Wi-Fi."""
        return ",".join(self.values["wifi.bands"]) if "wifi" in self.interfaces else ""


def names() -> list[str]:
    """Every name that `find` knows, models before their variants."""
    return list(VARIANTS)


def find(name: str) -> Profile:
    """The profile called name. Raises Diagnostic with the nearest names."""
    if name not in VARIANTS:
        raise Diagnostic("there is no model '%s'" % name, hint=_nearest(name), code="model")
    model, parts = VARIANTS[name]
    values = dict(MODELS[model])
    for part in parts:
        values.update(PARTS[model][part])
    return Profile(name, values)


def _nearest(name: str) -> str:
    for known in VARIANTS:
        if known.lower() == name.lower():
            return "did you mean %s?" % known
    from difflib import get_close_matches  # only here: it is slow to import

    close = get_close_matches(name.lower(), [known.lower() for known in VARIANTS], 1)
    if close:
        return _nearest(close[0])
    return "the models are %s" % ", ".join(MODELS)


def check_interface(profile: Profile, kind: str) -> None:
    """Raises Diagnostic when the model has no such interface."""
    if kind in profile.interfaces:
        return
    hint = "it has %s" % ", ".join(profile.interfaces)
    for known, system_name in INTERFACE_NAMES.items():
        if kind in (system_name, known[:3]) and known in profile.interfaces:
            hint = "did you mean %s?" % known
    raise Diagnostic("the %s has no interface '%s'" % (profile.name, kind), hint=hint, code="interface")


if __name__ == "__main__":
    from impsim.device.profile_writer import main

    main()
