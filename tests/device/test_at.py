"""What impOS and its modems say to each other."""

from __future__ import annotations

import pytest
from cell_harness import SERVER_CONNECTED, Rig

from impsim.device.radio.at import MOST_LINES


def test_what_a_cinterion_modem_says_on_its_way_up():
    rig = Rig().connect()
    line = "4G,6300,20,10,10,FDD,262,02,BF75,0345103,350,90,-94,-7,NOCONN"
    assert rig.dialogue == [
        ("AT", "OK"),
        ("ATE0", "OK"),
        ("AT+CMEE=2", "OK"),
        ("AT+CGMI", "M\nOK"),
        ("AT+CGMM", "m\nOK"),
        ("AT+CGMR", "v\nOK"),
        ("AT+CGSN", "357856080000005\nOK"),
        ("AT+CPIN?", "+CPIN: READY\nOK"),
        ("AT+CIMI", "262021234567890\nOK"),
        ("AT+CEREG=2", "OK"),
        ("AT+CREG=2", "OK"),
        ("AT+COPS=0", "OK"),
        ("AT+CEREG?", "+CEREG: 2,2\nOK"),
        ("AT+CEREG?", '+CEREG: 2,1,"BF75","0345103",7\nOK'),
        ("AT+COPS?", '+COPS: 0,2,"26202",7\nOK'),
        ("AT^SMONI", "^SMONI: %s\nOK" % line),
        ('AT+CGDCONT=1,"IP",""', "OK"),
        ("ATD*99***1#", "CONNECT 150000000"),
    ]
    assert rig.told("at", "sent", "answer") == rig.dialogue
    assert rig.told("at", "t_us") == [(t_us,) for t_us, _, _ in rig.modem.at.lines]
    rig.modem.stop()
    assert rig.dialogue[-1] == ("AT^SMSO", "^SMSO: MS OFF\nOK")


@pytest.mark.parametrize(("release", "command"), [("44", "AT+CGMR"), ("45.4", "AT+QGMR"), ("46", "AT+QGMR")])
def test_what_a_quectel_modem_says_on_its_way_up(release, command):
    rig = Rig("imp006", release, registration="roaming", generation="2G").connect()
    assert rig.dialogue[5:] == [
        (command, "v\nOK"),
        ("AT+CGSN", "357856080000005\nOK"),
        ("AT+CPIN?", "+CPIN: READY\nOK"),
        ("AT+CIMI", "262021234567890\nOK"),
        ("AT+CGREG=2", "OK"),
        ("AT+COPS=0", "OK"),
        ("AT+CGREG?", "+CGREG: 2,2\nOK"),
        ("AT+CGREG?", '+CGREG: 2,5,"0143","83BA",0\nOK'),
        ("AT+COPS?", '+COPS: 0,2,"26202",0\nOK'),
        ("AT+CGREG?", '+CGREG: 2,5,"0143","83BA",0\nOK'),
        ("AT+QCSQ", '+QCSQ: "GSM",-78\nOK'),
        ("AT+QNWINFO", '+QNWINFO: "EDGE","26202","GSM 900",71\nOK'),
        ('AT+CGDCONT=1,"IP",""', "OK"),
        ("ATD*99***1#", "CONNECT 150000000"),
    ]
    rig.modem.give_up()
    assert rig.dialogue[-1] == ("AT+QPOWD", "OK\nPOWERED DOWN")


@pytest.mark.parametrize(
    ("model", "coverage", "last"),
    [
        ("impC001", {"sim": "missing"}, ("AT+CPIN?", "+CME ERROR: SIM not inserted")),
        ("imp006", {"sim": "missing"}, ("AT+CPIN?", "+CME ERROR: SIM not inserted")),
        ("impC001", {"sim": "locked"}, ("AT+CPIN?", "+CPIN: SIM PIN\nOK")),
        ("imp006", {"sim": "locked"}, ("AT+CPIN?", "+CPIN: SIM PIN\nOK")),
        ("impC001", {"registration": "denied"}, ("AT+CEREG?", "+CEREG: 2,3\nOK")),
        ("impC001", {"registration": "denied", "generation": "2G"}, ("AT+CREG?", "+CREG: 2,3\nOK")),
        ("imp006", {"registration": "denied"}, ("AT+CGREG?", "+CGREG: 2,3\nOK")),
        ("impC001", {"registration": "none"}, ("AT+CEREG?", "+CEREG: 2,2\nOK")),
        ("imp006", {"registration": "none"}, ("AT+CGREG?", "+CGREG: 2,2\nOK")),
        ("impC001", {"ppp": False}, ("ATD*99***1#", "NO CARRIER")),
        ("imp006", {"ppp": False}, ("ATD*99***1#", "NO CARRIER")),
    ],
)
def test_the_at_log_ends_with_the_reason_of_a_failure(model, coverage, last):
    rig = Rig(model, **coverage)
    assert rig.attempted()[0] != SERVER_CONNECTED
    assert rig.dialogue[-1] == last


@pytest.mark.parametrize(
    ("model", "change", "heard"),
    [
        ("impC001", {"registration": "denied"}, ["+CEREG: 3", "NO CARRIER"]),
        ("imp006", {"registration": "denied"}, ["+CGREG: 3", "NO CARRIER"]),
        ("impC001", {"registration": "none"}, ["+CEREG: 2", "NO CARRIER"]),
        ("impC001", {"sim": "missing"}, ["+CEREG: 2", "^SCKS: 0", "NO CARRIER"]),
        ("imp006", {"sim": "missing"}, ["+CGREG: 2", "+QSIMSTAT: 1,0", "NO CARRIER"]),
        ("impC001", {"ppp": False}, ["NO CARRIER"]),
        ("impC001", {"generation": "2G"}, ['+CREG: 1,"0143","83BA",0']),
        ("imp006", {"generation": "2G"}, ['+CGREG: 1,"0143","83BA",0']),
        ("impC001", {"registration": "roaming"}, ['+CEREG: 5,"BF75","0345103",7']),
        ("impC001", {"rssi_dbm": -100}, []),
    ],
)
def test_what_a_modem_says_unasked(model, change, heard):
    rig = Rig(model).connect()
    before = len(rig.dialogue)
    rig.change(**change).wait(5)
    assert rig.dialogue[before:] == [("", answer) for answer in heard]


def test_the_at_log_is_bounded():
    rig = Rig(sim="missing")
    for _ in range(MOST_LINES // 8):
        rig.attempted()
        rig.modem.give_up()
    assert len(rig.told("at")) > MOST_LINES
    assert rig.dialogue == rig.told("at", "sent", "answer")[-MOST_LINES:]
