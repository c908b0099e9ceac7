"""What a simulation in a test is made with, where the test says little: the model, the release, times."""

from __future__ import annotations

from impsim.device.profile import find
from impsim.device.release import check_ran, newest_for, parse_release
from impsim.errors import Diagnostic
from impsim.scenario import fields as f
from impsim.scenario.devices import DEFAULT_MODEL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Union

    from impsim.device.profile import Profile
    from impsim.device.release import Release
    from impsim.testcase.defaults import Defaults


def chosen(model: str, impos: str, defaults: Defaults) -> tuple[Profile, Release]:
    """A model and a release, "" where the configuration says or the usual is meant. Raises Diagnostic."""
    profile = find(model or defaults.model or DEFAULT_MODEL)
    wanted = str(impos or defaults.impos)
    release = parse_release(wanted) if wanted else newest_for(profile)
    check_ran(profile, release)
    return profile, release


def duration_us(given: Union[str, int, float]) -> int:
    """A time like "2m30s", or in seconds. Raises Diagnostic."""
    if not isinstance(given, str):
        return round(given * 1e6)
    try:
        return f.duration_us(given)
    except f.Wrong as wrong:
        raise Diagnostic("'%s' is not %s" % (given, wrong), "run") from None
