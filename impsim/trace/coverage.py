"""Coverage of what can happen to a connection: which states, error codes, wake reasons and policies no test has seen.

    no test has seen the state CELLULAR_REGISTRATION_DENIED
    no test has lost its connection under RETURN_ON_ERROR

`Seen` listens to a simulation, or is given the events of a trace; what several have seen adds up. Only what models of
the suite can have is missed: an imp003 has no Ethernet whose states a test could meet.
"""

from __future__ import annotations

from impsim.device import errorcodes as codes
from impsim.device.profile import find
from impsim.device.release import parse_release
from impsim.device.states import NAMES, UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from impsim.device.profile import Profile
    from impsim.device.release import Release

    Event = dict[str, Any]
    Exists = Callable[[Profile, Release], bool]

SEEN = "seen"  # in the detail of a Result
STATE, CODE, WAKE, POLICY = "state", "error code", "wake reason", "policy"
MISSED = {
    STATE: "no test has seen the state %s",
    CODE: "no test has seen the error code %s",
    WAKE: "no test has started a program with the wake reason %s",
    POLICY: "no test has lost its connection under %s",
}
POLICIES = ("SUSPEND_ON_ERROR", "RETURN_ON_ERROR", "RETURN_ON_ERROR_NO_DISCONNECT")
SUSPENDS = 0  # the policy that a program finds
IN_GOOD_ORDER = ("closed", "power off")  # reasons for which a connection ends that are no loss
DEEPEST = 8  # tables inside tables of what a call has returned


def _always(profile: Profile, release: Release) -> bool:
    return True


def _having(*interfaces: str) -> Exists:
    """Models with one of these interfaces."""
    return lambda profile, release: any(kind in profile.interfaces for kind in interfaces)


def _modem_told(profile: Profile, release: Release) -> bool:
    return "cell" in profile.interfaces and release.has("cell_error_codes")


def _sleeping(profile: Profile, release: Release) -> bool:
    return bool(profile["power.deep_sleep"])


PREFIXES = {"WIFI": "wifi", "ETHERNET": "ethernet", "CELLULAR": "cell"}
STATES: dict[str, Exists] = {
    name: _having(PREFIXES[name.partition("_")[0]]) if name.partition("_")[0] in PREFIXES else _always
    for state, name in NAMES.items()
    if state != UNKNOWN  # of an interface that has never been on
}
STATES["STARTING"] = _having("ethernet", "cell")
CODES: dict[int, tuple[str, Exists]] = {
    codes.NO_WIFI: ("NO_WIFI (Ethernet: NO_LINK)", _having("wifi", "ethernet")),
    codes.NO_IP_ADDRESS: ("NO_IP_ADDRESS", _having("wifi", "ethernet")),
    codes.NOT_RESOLVED: ("NOT_RESOLVED", _always),
    codes.NO_SERVER: ("NO_SERVER", _always),
    codes.NO_PROXY: ("NO_PROXY", _having("wifi", "ethernet")),
    codes.NOT_AUTHORISED: ("NOT_AUTHORISED", _having("wifi", "ethernet")),
    codes.NO_MODEM: ("NO_MODEM", _modem_told),
    codes.SIM_ERROR: ("SIM_ERROR", _modem_told),
    codes.NO_REGISTRATION: ("NO_REGISTRATION", _modem_told),
    codes.REGISTRATION_DENIED: ("REGISTRATION_DENIED", _modem_told),
    codes.NO_PPP_CONNECTION: ("NO_PPP_CONNECTION", _modem_told),
}
# By hardware.wakereason() (D/node/2407), as far as a simulation can have them
WAKE_REASONS: dict[int, tuple[str, Exists]] = {
    0: ("POWER_ON", _always),
    1: ("TIMER", _sleeping),
    2: ("SW_RESET", _always),
    3: ("PIN", _sleeping),
    4: ("NEW_SQUIRREL", _always),
    5: ("SQUIRREL_ERROR", _always),
    7: ("SNOOZE", _sleeping),
    8: ("HW_RESET", lambda profile, release: profile.model not in ("imp001", "imp002")),
    9: ("BLINKUP", _having("wifi")),
    10: ("SW_RESTART", lambda profile, release: release >= (35, 0)),
}
ALL: dict[tuple[str, str], Exists] = {
    **{(STATE, name): exists for name, exists in STATES.items()},
    **{(CODE, name): exists for name, exists in CODES.values()},
    **{(WAKE, name): exists for name, exists in WAKE_REASONS.values()},
    **{(POLICY, name): _always for name in POLICIES},
}


class Seen:
    """A listener.  found: (group, name) of all that was seen."""

    def __init__(self) -> None:
        self.found: set[tuple[str, str]] = set()
        self._policies: dict[str, int] = {}  # of each device's program now

    def __call__(self, event: Event) -> None:
        reader = READERS.get(event["kind"])
        if reader is not None:
            reader(self, event)
        if type(event.get("code")) is int:
            self._code(event["code"])

    def plain(self) -> list[list[str]]:
        """What was seen in a form that JSON has; `add` takes it."""
        return [list(pair) for pair in sorted(self.found)]

    def told(self, imps: Iterable[tuple[Profile, Release]]) -> dict[str, Any]:
        """What the Result of a test that ran these imps says of it; `unseen` reads that."""
        return {SEEN: {"pairs": self.plain(), "imps": [[profile.name, str(release)] for profile, release in imps]}}

    def add(self, plain: Iterable[Iterable[str]]) -> None:
        """Adds what another one has seen, in another process perhaps."""
        for group, name in plain:
            self.found.add((group, name))

    def _code(self, code: int) -> None:
        if code in CODES:
            self.found.add((CODE, CODES[code][0]))

    def _state(self, event: Event) -> None:
        self.found.add((STATE, event["state"]))

    def _vm(self, event: Event) -> None:
        if event["state"] == "start":
            self._policies[event["device"]] = SUSPENDS
            reason = event.get("wake_reason")
            if reason in WAKE_REASONS:
                self.found.add((WAKE, WAKE_REASONS[reason][0]))

    def _call(self, event: Event) -> None:
        if event["call"] == "server.setsendtimeoutpolicy" and event["args"]:
            self._policies[event["device"]] = event["args"][0]
        for code in _errors_in(event.get("result"), 0):
            self._code(code)

    def _session(self, event: Event) -> None:
        if event["state"] == "closed" and event.get("reason") not in IN_GOOD_ORDER:
            policy = self._policies.get(event["device"], SUSPENDS)
            if type(policy) is int and 0 <= policy < len(POLICIES):
                self.found.add((POLICY, POLICIES[policy]))


READERS: dict[str, Callable[[Seen, Event], None]] = {
    "state": Seen._state,
    "vm": Seen._vm,
    "api": Seen._call,
    "cloud.session": Seen._session,
}


def _errors_in(value: Any, depth: int) -> list[int]:
    """Every lasterror in what a call has returned, such as imp.net.info()."""
    if depth > DEEPEST or not isinstance(value, (dict, list)):
        return []
    below = value.values() if isinstance(value, dict) else value
    found = [code for one in below for code in _errors_in(one, depth + 1)]
    own = value.get("lasterror") if isinstance(value, dict) else None
    return [*found, own] if type(own) is int else found


def possible(imps: Iterable[tuple[Profile, Release]]) -> list[tuple[str, str]]:
    """(group, name) of all that one of these models, with its release, could meet."""
    every = list(imps)
    return [pair for pair, exists in ALL.items() if any(exists(profile, release) for profile, release in every)]


def report(seen: Seen, imps: Iterable[tuple[Profile, Release]]) -> list[str]:
    """A line for everything that no test has seen, then how much was seen."""
    could = possible(imps)
    missed = [pair for pair in could if pair not in seen.found]
    lines = [MISSED[group] % name for group, name in missed]
    return [*lines, "%d of %d states, codes, wake reasons and policies seen" % (len(could) - len(missed), len(could))]


def unseen(details: Iterable[dict[str, Any]]) -> list[str]:
    """The report on all the tests whose Results have these details."""
    seen = Seen()
    imps: set[tuple[str, str]] = set()
    for told in [detail[SEEN] for detail in details if SEEN in detail]:
        seen.add(told["pairs"])
        imps.update((model, release) for model, release in told["imps"])
    return report(seen, [(find(model), parse_release(release)) for model, release in sorted(imps)])
