"""An experiment as a scenario file with its programs, for `impsim test` and `impsim run`."""

from __future__ import annotations

import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from impsim.playground.experiment import PROGRAMS, SCENARIO, Experiment


def files(experiment: Experiment, until_us: int) -> dict[str, str]:
    """Name -> text. The scenario expects that nothing fails: what else must hold, its author adds."""
    told = experiment.scenario(until_us, "from the playground")
    found = {SCENARIO: json.dumps(told, indent=2) + "\n"}
    for side, name in PROGRAMS.items():
        if name in told["devices"]["imp"].values():
            found[name] = experiment.programs[side]
    return found


def archive(experiment: Experiment, until_us: int) -> bytes:
    """As a ZIP file whose bytes depend on nothing else."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as into:
        for name, text in files(experiment, until_us).items():
            into.writestr(ZipInfo(name), text.encode("utf-8"), ZIP_DEFLATED)
    return made.getvalue()
