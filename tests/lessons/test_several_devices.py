"""Where a check runs a program on several imps, the learner reads on which of them it went wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from impsim.lessons.checking import check
from impsim.lessons.lesson import Lesson
from impsim.lessons.loading import lesson

PAGE = "---\ntitle: Pins\n---\nPins.\n\n## Hint\nNo.\n"
PROGRAM = "server.log(imp.info().type);\nhardware.pin9.configure(DIGITAL_OUT, 0);\n"
CHECK = """\
impsim: 1
run: {until: 5s}
devices: {%s}
expect: [{about: Nothing is written., never: [0s, end], log: %s}]
"""
OLD = "old: {model: imp001, device: pins.device.nut}"
NEW = "new: {model: imp003, device: pins.device.nut}"


def made(folder: Path, devices: str, subject: str) -> Lesson:
    place = folder / "01-pins"
    for name in ("start", "solution", "naive/one"):
        (place / name).mkdir(parents=True)
        (place / name / "pins.device.nut").write_text(PROGRAM, encoding="utf-8")
    (place / "lesson.md").write_text(PAGE, encoding="utf-8")
    (place / "check.scenario.yaml").write_text(CHECK % (devices, subject), encoding="utf-8")
    return lesson(str(place))


@pytest.mark.parametrize(
    ("devices", "error", "line"),
    [
        (OLD + ", " + NEW, "on new: pins.device.nut:2:9: the index 'pin9' does not exist [M301]", "old: imp001"),
        (NEW, "pins.device.nut:2:9: the index 'pin9' does not exist [M301]", "imp003"),
    ],
    ids=["several", "one"],
)
def test_it_is_said_on_which_imp(tmp_path: Path, devices: str, error: str, line: str) -> None:
    subject = "{device: new, contains: imp}" if devices != NEW else "imp"
    result = check(made(tmp_path, devices, subject), {}, 1)
    told = [one.message.partition("\n")[0] for one in result.outcomes if "error that nothing catches" in one.name]
    assert told == [error]
    assert any(shown.endswith("  " + line) for shown in result.log), result.log
