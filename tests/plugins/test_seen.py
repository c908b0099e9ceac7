"""Which states, codes, wake reasons and policies a suite has seen, and which it could have."""

from __future__ import annotations

import pytest

from impsim.device.profile import find
from impsim.device.release import parse_release
from impsim.trace.coverage import Seen, possible, report


def seen_in(*events) -> list[tuple[str, str]]:
    seen = Seen()
    for event in events:
        seen({"t_us": 0, "device": "imp", **event})
    return sorted(seen.found)


START = {"kind": "vm", "state": "start", "wake_reason": 0}
LOST = {"kind": "cloud.session", "state": "closed", "reason": "link lost"}


def policy(number: int) -> dict[str, object]:
    return {"kind": "api", "call": "server.setsendtimeoutpolicy", "args": [number, 0, 10.0], "result": None}


@pytest.mark.parametrize(
    ("events", "found"),
    [
        ([], []),
        ([{"kind": "state", "interface": "wl0", "state": "WIFI_JOINING"}], [("state", "WIFI_JOINING")]),
        ([{**START, "wake_reason": 9}], [("wake reason", "BLINKUP")]),
        ([{"kind": "vm", "state": "end"}], []),
        ([LOST], [("policy", "SUSPEND_ON_ERROR")]),
        ([policy(1), LOST], [("policy", "RETURN_ON_ERROR")]),
        ([policy(2), LOST], [("policy", "RETURN_ON_ERROR_NO_DISCONNECT")]),
        ([policy(1), {**LOST, "device": "other"}], [("policy", "SUSPEND_ON_ERROR")]),
        ([policy(1), START, LOST], [("policy", "SUSPEND_ON_ERROR"), ("wake reason", "POWER_ON")]),
        ([policy(1), {**LOST, "reason": "closed"}], []),
        ([{"kind": "connect", "code": 7}], [("error code", "NOT_AUTHORISED")]),
        ([{"kind": "connect", "code": 5}], []),
        (
            [{"kind": "api", "call": "imp.net.info", "args": [], "result": {"interface": [{"lasterror": 4}]}}],
            [("error code", "NO_SERVER")],
        ),
    ],
)
def test_what_an_event_shows(events, found: list[tuple[str, str]]) -> None:
    assert seen_in(*events) == found


def imps(*names: str):
    return [(find(model), parse_release(impos)) for model, impos in (name.split() for name in names)]


@pytest.mark.parametrize(
    ("models", "there", "not_there"),
    [
        (["imp003 36"], ["WIFI_JOINING", "TIMER"], ["ETHERNET_LINK_UP", "CELLULAR_REGISTERING", "NO_MODEM"]),
        (["imp005 36"], ["WIFI_JOINING", "ETHERNET_LINK_UP"], ["TIMER", "PIN", "CELLULAR_STOPPED"]),
        (["impC001 42"], ["CELLULAR_REGISTRATION_DENIED", "REGISTRATION_DENIED"], ["WIFI_JOINING", "BLINKUP"]),
        (["imp005 34"], ["SW_RESET"], ["SW_RESTART"]),
        (["imp003 36", "imp005 36"], ["TIMER", "ETHERNET_LINK_UP"], ["NO_MODEM"]),
        ([], [], ["POWER_ON"]),
    ],
)
def test_only_what_the_models_can_have_is_missed(models, there: list[str], not_there: list[str]) -> None:
    names = [name for _, name in possible(imps(*models))]
    assert set(there) <= set(names)
    assert not set(not_there) & set(names)
    assert "UNKNOWN" not in names


def test_a_suite_sees_what_its_tests_have_seen_together(simulation) -> None:
    sim = simulation(model="impC001", device="server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);\n")
    sim.run(to="1m")
    sim.do("cell.set", registered=False, cause="denied")
    sim.run(to="5m")
    seen, all_seen = Seen(), Seen()
    for event in sim.events:
        seen(event)
    all_seen.add(seen.plain())
    all_seen.add([["state", "CELLULAR_STOPPED"]])
    lines = report(all_seen, imps("impC001 42"))
    assert "no test has started a program with the wake reason PIN" in lines
    assert "no test has lost its connection under SUSPEND_ON_ERROR" in lines
    assert "no test has seen the error code NO_SERVER" in lines
    assert not any("CELLULAR_REGISTRATION_DENIED" in line or line[-21:] == "under RETURN_ON_ERROR" for line in lines)
    total = len(possible(imps("impC001 42")))
    assert lines[-1] == f"{total - len(lines) + 1} of {total} states, codes, wake reasons and policies seen"
