"""An experiment as a scenario file with its programs, for `impsim test` and `impsim run`."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from impsim.playground import story
from impsim.playground.experiment import ONLY, PROGRAMS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.playground.experiment import Experiment

SCENARIO = "experiment.scenario.yaml"


def files(experiment: Experiment, until_us: int) -> dict[str, str]:
    """Name -> text. The scenario expects that nothing fails: what else must hold, its author adds."""
    document, node = story.told(experiment, "", until_us, "from the playground")
    document.check()
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
