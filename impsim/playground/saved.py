"""An experiment as a scenario file with its programs, for `impsim test` and `impsim run`."""

from __future__ import annotations

from io import BytesIO
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from impsim.playground import story
from impsim.playground.experiment import ONLY, PROGRAMS
from impsim.playground.observed import written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.playground.experiment import Experiment

SCENARIO = "experiment.scenario.yaml"
MORE_US = 60000000  # that it goes on after the last thing that happens


def files(experiment: Experiment, until_us: int) -> dict[str, str]:
    """Name -> text. The scenario expects that nothing fails; its author adds what else must hold. Raises Diagnostic."""
    with TemporaryDirectory(prefix="impsim-") as folder:
        happens = written(experiment, folder, until_us).timeline
    latest_us = max([until_us, *[(stimulus.t_us or 0) + MORE_US for stimulus in happens]])
    _, node = story.told(experiment, "", latest_us, "from the playground")
    named = node.map["devices"].map[ONLY].map
    programs = {name: experiment.programs[side] for side, name in PROGRAMS.items() if side in named}
    return {SCENARIO: story.as_yaml(node), **programs}


def archive(experiment: Experiment, until_us: int) -> bytes:
    """As a ZIP file whose bytes depend on nothing else."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as into:
        for name, text in files(experiment, until_us).items():
            into.writestr(ZipInfo(name), text.encode("utf-8"), ZIP_DEFLATED)
    return made.getvalue()
