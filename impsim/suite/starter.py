"""A project to begin with: programs, a scenario that tests them, a project file, and a job that runs it all."""

from __future__ import annotations

import os

from impsim.errors import Diagnostic

TEMPLATES = os.path.join(os.path.dirname(__file__), "templates")
FILES = {  # in the project: in the templates, where names that begin with a point would get lost
    "src/readings.device.nut": "src/readings.device.nut",
    "src/readings.agent.nut": "src/readings.agent.nut",
    "scenarios/outage.scenario.yaml": "scenarios/outage.scenario.yaml",
    "impsim.toml": "impsim.toml",
    ".github/workflows/impsim.yml": "workflow.yml",
    ".gitignore": "gitignore",
}


def start(folder: str) -> list[str]:
    """Writes the project into a folder, which is made, and gives its files.

    Raises Diagnostic, before anything is written, when one of them is there already; and when it cannot be written.
    """
    places = {os.path.join(folder, name): template for name, template in FILES.items()}
    there = [place for place in places if os.path.lexists(place)]
    if there:
        hint = "nothing was written; there is also " + ", ".join(there[1:]) if there[1:] else "nothing was written"
        raise Diagnostic("is there already", there[0], hint=hint, code="file")
    for place, template in places.items():
        _write(place, template)
    return list(places)


def _write(place: str, template: str) -> None:
    with open(os.path.join(TEMPLATES, template), encoding="utf-8") as file:
        text = file.read()
    try:
        os.makedirs(os.path.dirname(place) or ".", exist_ok=True)
        with open(place, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Diagnostic("cannot be written: " + reason.lower(), place, code="file") from None
