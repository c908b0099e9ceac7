"""Whether the parts of an imp can be wired as a file says: refused before anything runs.

A pin or bus must be there. Only one part may drive a wire, unless all of them can only pull it low. A bus keeps the
pins of its signals for itself; on I2C each address is one part's, on SPI each select line, on a UART there is one part.
"""

from __future__ import annotations

from impsim.device.part import BUSES, DRIVING
from impsim.scenario import fields as f
from impsim.scenario.documents import Document, Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from impsim.device.profile import Profile
    from impsim.scenario.parts import Found

    Parts = dict[str, Found]
    Claims = dict[str, list["Claim"]]

CONTACT_OF_ITS_OWN = "-"  # in a profile's wiring: a signal that is on no pin


class Claim:
    """A terminal that wants a pin, by itself or as a signal of a bus.  node: what says so.  use: for people."""

    def __init__(self, part: Found, sort: str, node: Node, use: str) -> None:
        self.part = part
        self.sort = sort
        self.node = node
        self.use = use


def check(document: Document, parts: Parts, profile: Profile) -> None:
    """Notes what cannot be wired."""
    sound = True
    for part in parts.values():
        sound = _check_terminals(document, part, profile) and sound
    if sound:
        _check_wires(document, parts, profile)
        _check_buses(document, parts)


def _check_terminals(document: Document, part: Found, profile: Profile) -> bool:
    """Notes terminals that lead nowhere. True: there is none."""
    before = len(document.problems)
    for name, terminal in part.make.terminals.items():
        known = there_are(profile, terminal.sort)
        node = part.joined.get(name)
        if node is None:
            if not terminal.optional:
                hint = "%s: %s" % (name, known[0]) if known else ""
                document.wrong(part.node, "%s needs its terminal '%s'" % (part.name, name), hint)
        elif node.text and node.text not in known:
            what = terminal.sort if terminal.sort in BUSES else "pin"
            document.wrong(node, "the %s has no %s '%s'" % (profile.name, what, node.text), f.nearest(node.text, known))
    joined = [name for name in part.make.one_of if name in part.joined]
    if part.make.one_of and len(joined) != 1:
        words = " and ".join(part.make.one_of)
        document.wrong(part.node, "%s needs one of its terminals %s" % (part.name, words))
    return len(document.problems) == before


def there_are(profile: Profile, sort: str) -> list[str]:
    """What a terminal of a sort can be joined to."""
    names: list[str] = list(profile.values.get("api.%s" % (sort if sort in BUSES else "pins"), ()))
    return [*names, "bus"] if sort == "select" else names


def _check_wires(document: Document, parts: Parts, profile: Profile) -> None:
    claims: Claims = {}
    for part in parts.values():
        for pin, claim in _claims(part, profile):
            claims.setdefault(pin, []).append(claim)
    for pin, those in claims.items():
        _check_pin(document, pin, those)


def _claims(part: Found, profile: Profile) -> Iterator[tuple[str, Claim]]:
    """The pins that a part uses."""
    for name, node in part.joined.items():
        terminal = part.make.terminals[name]
        if terminal.sort not in BUSES:
            if node.text != "bus":
                yield node.text, Claim(part, terminal.sort, node, "%s.%s" % (part.name, name))
            continue
        signals = dict(word.split("=") for word in profile["wiring." + node.text].split())
        for signal in terminal.signals:
            if signals.get(signal, CONTACT_OF_ITS_OWN) != CONTACT_OF_ITS_OWN:
                yield signals[signal], Claim(part, node.text, node, "%s of %s" % (signal, node.text))


def _check_pin(document: Document, pin: str, claims: list[Claim]) -> None:
    """Notes the first claim of a pin that does not go with those before it."""
    for number, claim in enumerate(claims):
        for other in claims[:number]:
            if not _agree(claim, other):
                document.wrong(claim.node, *_conflict(pin, claim, other))
                return


def _buses(claim: Claim) -> tuple[str, ...]:
    return () if claim.sort in (*DRIVING, "input", "sense", "select") else (claim.sort,)


def _agree(one: Claim, other: Claim) -> bool:
    """Whether two may be on one wire."""
    if _buses(one) or _buses(other):
        return one.sort == other.sort
    driving = [claim.sort for claim in (one, other) if claim.sort in DRIVING]
    return len(driving) < 2 or driving == ["opendrain", "opendrain"]


def _conflict(pin: str, claim: Claim, other: Claim) -> tuple[str, str]:
    """What is wrong, and a hint."""
    if _buses(other):
        return "%s is %s, which %s uses" % (pin, other.use, other.part.name), ""
    if _buses(claim):
        return "%s is %s, and %s is on it" % (pin, claim.use, other.use), ""
    return "%s is driven by %s already" % (pin, other.use), "only parts that can but pull a wire low share one"


def _check_buses(document: Document, parts: Parts) -> None:
    """Notes parts that would answer at the same time."""
    taken: dict[tuple[str, object], str] = {}
    for part in parts.values():
        for name, node in part.joined.items():
            sort = part.make.terminals[name].sort
            for key in _calls(part, sort):
                if (node.text, key) in taken:
                    document.wrong(node, _clash(sort, node.text, key, taken[node.text, key]), CLASHES[sort])
                taken[node.text, key] = part.name


CLASHES = {"i2c": "some parts have an option 'address'", "spi": "cs: pin1 gives each its own select line", "uart": ""}


def _calls(part: Found, sort: str) -> list[object]:
    """What a part hears to on a bus."""
    if sort == "i2c":
        return list(part.make.addresses({name: part.option(name) for name in part.make.options}))
    if sort == "spi":
        cs = part.joined.get("cs")
        return ["" if cs is None else cs.text]
    return [""] if sort == "uart" else []


def _clash(sort: str, bus: str, key: Any, other: str) -> str:
    if sort == "i2c":
        return "%s has address 0x%02X on %s already" % (other, key, bus)
    if sort == "spi":
        return "%s is selected at the same time on %s" % (other, bus)
    return "%s is on %s already" % (other, bus)


def driven(parts: Parts, pin: str) -> str:
    """The part that drives a pin, "" for none."""
    for part in parts.values():
        for name, node in part.joined.items():
            if node.text == pin and part.make.terminals[name].sort in DRIVING:
                return part.name
    return ""
