"""Modems: their way up, what stops them, what ends a session, what programs see of it."""

from __future__ import annotations

import pytest
from cell_harness import (
    IDENTITY,
    MODELS,
    NO_MODEM,
    NO_PPP_CONNECTION,
    NO_REGISTRATION,
    REGISTRATION_DENIED,
    SERVER_CONNECTED,
    SIM_ERROR,
    Rig,
)

from impsim.device import states
from impsim.device.profile import find
from impsim.device.radio.cellular import Cellular

# On the way up


@pytest.mark.parametrize("model", MODELS)
def test_a_modem_connects_in_known_steps(model):
    rig = Rig(model)
    assert rig.attempted() == (SERVER_CONNECTED, 6500000)
    assert rig.told("state", "t_us", "state") == [
        (0, "STARTING"),
        (1000000, "CELLULAR_PINGING"),
        (1500000, "CELLULAR_WAITING_FOR_SIM"),
        (2000000, "CELLULAR_REGISTERING"),
        (5375000, "CELLULAR_PPP_CONNECTING"),
    ]
    assert rig.told("cell.registration", "t_us", "status", "generation", "carrier") == [
        (2000000, "searching", "", ""),
        (5375000, "home", "4G", "carrier"),
    ]
    assert rig.told("ppp", "t_us", "up") == [(6500000, True)]
    assert rig.modem.has_link


# What is wrong -> the code, the time until then, the last state, the state afterwards
FAILURES = [
    ({"sim": "missing"}, SIM_ERROR, 2000000, "CELLULAR_WAITING_FOR_SIM", "CELLULAR_STOPPED_UNHAPPY"),
    ({"sim": "locked"}, SIM_ERROR, 2000000, "CELLULAR_WAITING_FOR_SIM", "CELLULAR_STOPPED_UNHAPPY"),
    ({"registration": "none"}, NO_REGISTRATION, 7000000, "CELLULAR_REGISTERING", "CELLULAR_STOPPED_UNHAPPY"),
    ({"carrier": "unknown"}, NO_REGISTRATION, 7000000, "CELLULAR_REGISTERING", "CELLULAR_STOPPED_UNHAPPY"),
    (
        {"registration": "denied"},
        REGISTRATION_DENIED,
        4250000,
        "CELLULAR_REGISTRATION_DENIED",
        "CELLULAR_REGISTRATION_DENIED",
    ),
    ({"ppp": False}, NO_PPP_CONNECTION, 6500000, "CELLULAR_PPP_CONNECTING", "CELLULAR_STOPPED_UNHAPPY"),
]


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(("coverage", "code", "took_us", "last", "after"), FAILURES)
def test_each_fault_has_its_code_its_time_and_its_states(model, coverage, code, took_us, last, after):
    rig = Rig(model, **coverage)
    assert rig.attempted() == (code, took_us)
    assert states.NAMES[rig.modem.state] == last
    assert not rig.modem.has_link
    rig.modem.give_up()
    assert states.NAMES[rig.modem.state] == after
    assert not rig.losses


def expected_code(sim, registration, ppp):
    if sim != "ready":
        return SIM_ERROR
    refusals = {"denied": REGISTRATION_DENIED, "none": NO_REGISTRATION}
    return refusals.get(registration) or (SERVER_CONNECTED if ppp else NO_PPP_CONNECTION)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("sim", ["ready", "missing", "locked"])
@pytest.mark.parametrize("registration", ["home", "roaming", "denied", "none"])
@pytest.mark.parametrize("ppp", [True, False])
def test_what_comes_first_decides(model, sim, registration, ppp):
    for generation in ("4G", "3G", "2G"):
        rig = Rig(model, sim=sim, registration=registration, ppp=ppp, generation=generation)
        usable = [known for known in find(model)["cell.generations"] if known <= generation]
        code = expected_code(sim, registration if usable else "none", ppp)
        assert rig.attempted()[0] == code
        assert rig.modem.has_link == (code == SERVER_CONNECTED)
        if rig.modem.has_link:
            assert rig.told("cell.registration", "status", "generation")[-1] == (registration, usable[0])


def test_a_carrier_that_is_down_takes_nobody():
    rig = Rig(registration="denied").change_carrier(up=False)
    assert rig.attempted() == (NO_REGISTRATION, 7000000)


@pytest.mark.parametrize(
    ("model", "offered", "covered", "used"),
    [
        ("impC001", ("4G", "3G", "2G"), "4G", "4G"),
        ("impC001", ("4G", "3G", "2G"), "3G", "2G"),
        ("impC001", ("3G",), "4G", ""),
        ("impC001", ("3G", "2G"), "4G", "2G"),
        ("impC001-us", ("4G", "3G", "2G"), "3G", "3G"),
        ("impC001-us", ("4G", "3G", "2G"), "2G", ""),
        ("imp006", ("2G",), "2G", "2G"),
        ("imp006c-ec25-e", ("2G", "3G", "4G"), "4G", "4G"),
        ("imp006c-ec25-e", (), "4G", ""),
    ],
)
def test_a_modem_uses_the_best_generation_that_it_shares_with_its_carrier(model, offered, covered, used):
    rig = Rig(model, generation=covered).change_carrier(generations=offered)
    code, _ = rig.attempted()
    assert code == (SERVER_CONNECTED if used else NO_REGISTRATION)
    assert rig.told("cell.registration", "generation")[-1] == (used,)


@pytest.mark.parametrize(
    ("asked", "has", "code"),
    [
        ("", "", SERVER_CONNECTED),
        ("", "iot.example", SERVER_CONNECTED),
        ("iot.example", "iot.example", SERVER_CONNECTED),
        ("iot.example", "", SERVER_CONNECTED),
        ("wrong", "iot.example", NO_PPP_CONNECTION),
    ],
)
def test_a_wrong_apn_is_no_data_session(asked, has, code):
    rig = Rig().change_carrier(apn=has)
    assert rig.attempted(apn=asked) == (code, 6500000)
    assert ('AT+CGDCONT=1,"IP","%s"' % (asked or has), "OK") in rig.dialogue


# The world changes on the way: when, what -> the code and the time that it took
CHANGES_ON_THE_WAY = [
    (1.9, {"sim": "missing"}, SIM_ERROR, 2000000),
    (3, {"sim": "missing"}, SIM_ERROR, 5375000),
    (3, {"registration": "none"}, NO_REGISTRATION, 5375000),
    (3, {"registration": "denied"}, REGISTRATION_DENIED, 5375000),
    (6, {"registration": "denied"}, REGISTRATION_DENIED, 6500000),
    (6, {"sim": "missing"}, SIM_ERROR, 6500000),
    (6, {"carrier": "unknown"}, NO_REGISTRATION, 6500000),
    (6, {"ppp": False}, NO_PPP_CONNECTION, 6500000),
    (6, {"generation": "2G"}, SERVER_CONNECTED, 6500000),
    (6, {"carrier": "other"}, SERVER_CONNECTED, 6500000),
]


@pytest.mark.parametrize(("after_s", "change", "code", "took_us"), CHANGES_ON_THE_WAY)
def test_a_change_on_the_way_counts_at_the_next_step(after_s, change, code, took_us):
    rig = Rig().begin().wait(after_s).change(**change)
    assert rig.code is None
    rig.wait(10)
    assert rig.code == code
    assert rig.modem.has_link == (code == SERVER_CONNECTED)
    assert max(event["t_us"] for event in rig.events) == took_us
    assert not rig.losses


@pytest.mark.parametrize(
    ("before", "found", "code", "took_us"),
    [
        ({"registration": "none"}, {"registration": "home"}, SERVER_CONNECTED, 11500000),
        ({"registration": "denied"}, {"registration": "roaming"}, SERVER_CONNECTED, 8750000),
        ({"registration": "none"}, {"registration": "denied"}, REGISTRATION_DENIED, 7000000),
        ({"registration": "denied"}, {"registration": "none"}, NO_REGISTRATION, 4250000),
    ],
)
def test_a_network_that_comes_while_the_modem_searches_is_tried(before, found, code, took_us):
    rig = Rig(**before).begin().wait(3).change(**found).wait(20)
    assert rig.code == code
    assert max(event["t_us"] for event in rig.events) == took_us


def test_an_attempt_can_be_cut_short_anywhere():
    for tenths in range(65):
        rig = Rig().begin().wait(tenths / 10)
        rig.process.stop()
        rig.modem.stop()
        told = len(rig.events)
        assert rig.modem.state == states.CELLULAR_STOPPED
        assert not rig.modem.has_link
        rig.change(registration="none").wait(30)
        assert len(rig.events) == told
        assert rig.change(registration="home").attempted() == (SERVER_CONNECTED, 6500000)


# While a session is up: the fault -> why it is lost, and how long after
LOSSES = [
    ({"sim": "missing"}, SIM_ERROR, 1),
    ({"registration": "denied"}, REGISTRATION_DENIED, 1),
    ({"registration": "none"}, NO_REGISTRATION, 3),
    ({"carrier": "unknown"}, NO_REGISTRATION, 3),
    ({"carrier": "other"}, NO_PPP_CONNECTION, 2),
    ({"ppp": False}, NO_PPP_CONNECTION, 2),
    ({"modem": "dead"}, NO_MODEM, 1),
]


@pytest.mark.parametrize("model", ["impC001", "imp006"])
@pytest.mark.parametrize(("fault", "code", "seconds"), LOSSES)
def test_a_session_is_lost_once_and_for_its_cause(model, fault, code, seconds):
    rig = Rig(model).connect().change(**fault)
    rig.wait(seconds - 0.001)
    assert not rig.losses
    assert rig.modem.has_link
    rig.change().wait(0.001)
    assert rig.losses == [code]
    assert not rig.modem.has_link
    assert "rssi" not in rig.record
    rig.change(rssi_dbm=-100).wait(60)
    assert rig.losses == [code]
    assert rig.told("ppp", "up") == [(True,), (False,)]
    rig.modem.give_up()
    denied = code == REGISTRATION_DENIED
    assert rig.modem.state == (states.CELLULAR_REGISTRATION_DENIED if denied else states.CELLULAR_STOPPED_UNHAPPY)
    assert rig.told("ppp", "up") == [(True,), (False,)]


def test_a_carrier_that_goes_down_is_a_lost_registration():
    assert Rig().connect().change_carrier(up=False).wait(3).losses == [NO_REGISTRATION]


def test_a_link_is_lost_before_the_server_has_answered_too():
    rig = Rig().begin().wait(7).change(registration="none").wait(3)
    assert rig.losses == [NO_REGISTRATION]


def test_what_comes_back_in_time_was_never_lost():
    rig = Rig().connect().change(registration="none").wait(2.9).change(registration="home").wait(60)
    assert not rig.losses
    assert rig.modem.has_link
    rig.change(registration="none").wait(2.9)
    assert not rig.losses
    assert rig.wait(0.1).losses == [NO_REGISTRATION]


def test_the_cause_of_a_loss_is_what_is_wrong_when_it_is_noticed():
    rig = Rig().connect().change(registration="none").wait(1).change(registration="denied").wait(2)
    assert rig.losses == [REGISTRATION_DENIED]


def test_a_modem_that_is_switched_off_loses_nothing():
    rig = Rig().connect().change(ppp=False).wait(1)
    rig.modem.stop()
    assert rig.modem.state == states.CELLULAR_STOPPED
    assert not rig.wait(10).losses
    assert rig.told("ppp", "up") == [(True,), (False,)]


def test_a_lost_modem_connects_again():
    rig = Rig().connect().change(registration="none").wait(3)
    rig.modem.give_up()
    rig.change(registration="roaming").connect()
    assert rig.told("cell.registration", "status")[-1] == ("roaming",)
    rig.change(sim="missing").wait(1)
    assert rig.losses == [NO_REGISTRATION, SIM_ERROR]


def test_home_and_roaming_are_the_same_session():
    rig = Rig().connect().change(registration="roaming").wait(60)
    assert not rig.losses
    assert rig.told("cell.registration", "status")[-1] == ("roaming",)


# Generations


@pytest.mark.parametrize("model", ["imp006c-ec25-e", "impC001"])
def test_a_change_of_generation_keeps_the_session(model):
    known = find(model)["cell.generations"]
    rig = Rig(model).connect()
    for generation in ("3G", "2G", "3G", "4G"):
        rig.change(generation=generation).wait(10)
        used = next(one for one in known if one <= generation)
        assert rig.told("cell.registration", "status", "generation")[-1] == ("home", used)
        told = {"4G": ("4G", '2,1,"BF75"'), "3G": ("3G", '2,1,"7D3D"'), "2G": ("2G", '2,1,"0143"')}[used]
        assert rig.record["cellinfo"].startswith(told)
    assert not rig.losses
    assert rig.told("ppp", "up") == [(True,)]


def test_the_last_generation_that_goes_takes_the_session_along():
    rig = Rig("impC001-us").connect().change(generation="3G").wait(10)
    assert not rig.losses
    assert rig.change(generation="2G").wait(3).losses == [NO_REGISTRATION]


def test_some_measurements_are_missing_after_a_change_of_generation():
    rig = Rig().connect()
    assert "-" not in rig.record["cellinfo"].split(",")
    rig.change(generation="2G").wait(0.9)
    assert "-" in rig.record["cellinfo"].split(",")
    assert "-" not in rig.wait(0.1).record["cellinfo"].split(",")


# What programs see


ALWAYS = {"type": "cell", **IDENTITY}


def test_the_record_on_the_way_up_and_down():
    rig = Rig()
    assert rig.record == ALWAYS
    rig.begin().wait(0.5)
    for _ in range(7):
        assert rig.record == {**ALWAYS, "voltage": 3807}
        rig.wait(1)
    rig.modem.enter(states.CONNECTED)
    line = "4G,6300,20,10,10,FDD,262,02,BF75,0345103,350,90,-94,-7,CONN"
    assert rig.record == {**ALWAYS, "voltage": 3807, "rssi": -78, "cellinfo": line}
    rig.change(rssi_dbm=-90, fields={"rsrp": "-101", "rsrq": "-12"})
    assert rig.record["rssi"] == -90
    assert rig.record["cellinfo"] == line.replace("-94,-7", "-101,-12")
    rig.modem.stop()
    assert rig.record == ALWAYS
    assert list(rig.record) == ["type", "manufacturer", "model", "imei", "imsi", "swver"]


@pytest.mark.parametrize(
    ("fault", "line"),
    [({"registration": "none"}, "4G,SEARCH"), ({"registration": "denied"}, "LIMSRV"), ({"sim": "missing"}, "SEARCH")],
)
def test_cellinfo_tells_of_a_fault_before_the_session_is_lost(fault, line):
    assert Rig().connect().change(**fault).record["cellinfo"].endswith(line)


def asked_at(rig, seconds):
    """Asks for cellinfo when that many seconds have passed; returns the list of answers."""
    answers = []
    rig.wait(seconds).modem.ask(lambda text: answers.append((rig.clock.now_us, text)))
    return answers


@pytest.mark.parametrize("model", ["impC001", "imp006"])
def test_cellinfo_is_answered_a_second_later(model):
    rig = Rig(model).connect()
    answers = asked_at(rig, 0)
    rig.wait(0.999)
    assert not answers
    rig.change(rssi_dbm=-100).wait(0.001)
    assert answers == [(8000000, rig.record["cellinfo"])]


@pytest.mark.parametrize(
    ("seconds", "end"),
    [(0, "4G,SEARCH"), (2, "4G,SEARCH"), (5, ",NOCONN"), (6, ",CONN")],
)
def test_cellinfo_can_be_asked_for_while_the_modem_connects(seconds, end):
    rig = Rig().begin()
    answers = asked_at(rig, seconds)
    rig.wait(1)
    assert [text.endswith(end) for _, text in answers] == [True]


def test_a_modem_that_starts_anew_knows_no_cell():
    rig = Rig().connect()
    rig.modem.stop()
    answers = asked_at(rig.begin(), 0)
    rig.wait(1)
    assert answers == [(8000000, "4G,SEARCH")]


def test_cellinfo_of_a_modem_that_is_off_is_empty():
    rig = Rig()
    answers = asked_at(rig, 1)
    rig.wait(1)
    assert answers == [(1001000, "")]


@pytest.mark.parametrize("way_down", [Cellular.stop, Cellular.give_up])
def test_no_question_is_forgotten_when_the_modem_goes_off(way_down):
    rig = Rig().connect()
    first = asked_at(rig, 0)
    second = asked_at(rig, 0.5)
    way_down(rig.modem)
    assert [first, second] == [[(7500000, "")], [(7500000, "")]]
    rig.wait(10)
    assert len(first + second) == 2


def test_questions_are_answered_in_their_order():
    rig = Rig().connect()
    answers = [asked_at(rig, 0.25) for _ in range(3)]
    rig.wait(5)
    assert [[t_us for t_us, _ in each] for each in answers] == [[8250000], [8500000], [8750000]]
