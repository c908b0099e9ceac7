"""What the page's menus offer, as data that is made when the page is built: it is there before Python is."""

from __future__ import annotations

import json
from pathlib import Path

from impsim import __version__
from impsim.device.part import SORTS
from impsim.device.parts import every_kind
from impsim.device.profile import find, names
from impsim.device.release import lines_of, newest, newest_for
from impsim.diagnosis import catalogue as catalogue_of_codes
from impsim.lessons.loading import as_dict, course
from impsim.scenario.stimuli import VERBS
from impsim.scenario.timeline import able
from impsim.scenario.wiring import there_are
from impsim.trace.html import radios_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.device.part import Part
    from impsim.device.quantity import Quantity

HERE = Path(__file__).parent
EXAMPLES = HERE / "examples"


def catalogue() -> dict[str, Any]:
    """All of it."""
    return {
        "version": __version__,
        "models": models(),
        "faults": faults(),
        "parts": parts(),
        "examples": examples(),
        "lessons": lessons(),
    }


def models() -> list[dict[str, Any]]:
    """Every model and variant: the releases that it ran, its radios, and the verbs that can happen to it."""
    return [_model(name) for name in names()]


def _model(name: str) -> dict[str, Any]:
    profile = find(name)
    return {
        "name": name,
        "lines": [{"line": line, "release": str(newest(line))} for line in lines_of(profile)],
        "newest": newest_for(profile).line,
        "radios": radios_of(name),
        "joints": {sort: there_are(profile, sort) for sort in SORTS},
        "verbs": [verb for verb, found in VERBS.items() if not found.needs or able(profile, found.needs)],
    }


def parts() -> list[dict[str, Any]]:
    """Every kind of part: its terminals, what can be set, what can break."""
    return [_part(made) for made in every_kind()]


def _part(made: type[Part]) -> dict[str, Any]:
    return {
        "kind": made.kind,
        "about": made.about,
        "terminals": {name: {"sort": found.sort, "optional": found.optional} for name, found in made.terminals.items()},
        "one_of": list(made.one_of),
        "quantities": {name: _quantity(found) for name, found in made.quantities.items()},
        "faults": made.faults,
    }


def _quantity(found: Quantity) -> dict[str, Any]:
    about = {"default": found.default, "unit": found.unit, "lowest": found.lowest, "highest": found.highest}
    return {**about, "choices": list(found.choices), "about": found.about}


def faults() -> list[dict[str, Any]]:
    """Groups of buttons.  needs: what a model must have for them."""
    found: list[dict[str, Any]] = json.loads((HERE / "faults.json").read_text(encoding="utf-8"))
    return found


def lessons() -> list[dict[str, Any]]:
    """What a page shows of each lesson."""
    return [as_dict(lesson) for lesson in course()]


def codes() -> dict[str, dict[str, str]]:
    """The page of each code: its name, its title, its text."""
    return {
        page.code: {"name": page.name, "title": page.title, "text": page.text} for page in catalogue_of_codes.pages()
    }


def examples() -> list[dict[str, Any]]:
    """Experiments to begin with, each with a title and what it is about."""
    return [_example(found) for found in json.loads((EXAMPLES / "examples.json").read_text(encoding="utf-8"))]


def _example(found: dict[str, Any]) -> dict[str, Any]:
    programs = {side: _text(f"{found['id']}.{side}.nut") for side in ("device", "agent")}
    given = {name: value for name, value in found.items() if name not in ("id", "title", "about")}
    return {**{name: found[name] for name in ("id", "title", "about")}, "experiment": {**programs, **given}}


def _text(name: str) -> str:
    path = EXAMPLES / name
    return path.read_text(encoding="utf-8") if path.exists() else ""
