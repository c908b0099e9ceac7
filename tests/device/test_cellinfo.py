"""What modems say of their cell, field by field."""

from __future__ import annotations

import pytest

from impsim.device.radio import cellinfo
from impsim.device.world import Carrier

DOCUMENTED = "4G,6300,20,10,10,FDD,262,02,BF75,0345103,350,90,-94,-7,CONN"  # developer.electricimp.com/api/imp/net/info
MANUAL_2G = "2G,71,-61,262,02,0143,83BA,33,33,3,6,G,NOCONN"  # Gemalto EHS6, AT^SMONI


def test_4g_is_the_documented_line():
    assert cellinfo.smoni(Carrier()) == DOCUMENTED


def test_2g_is_the_line_of_the_manual():
    assert cellinfo.smoni(Carrier(generation="2G")) == MANUAL_2G


def test_3g_has_the_fields_where_public_code_reads_them():
    fields = cellinfo.smoni(Carrier(generation="3G")).split(",")
    assert (fields[0], fields[5], fields[6], fields[11]) == ("3G", "262", "02", "NOCONN")
    int(fields[7], 16)
    int(fields[8], 16)


@pytest.mark.parametrize(("generation", "idle", "dedicated"), [("4G", 15, 15), ("3G", 12, 19), ("2G", 13, 18)])
def test_a_dedicated_connection_shows_its_channel(generation, idle, dedicated):
    counts = [
        len(cellinfo.smoni(Carrier(generation=generation, fields={"state": state})).split(","))
        for state in ("NOCONN", "LIMSRV", "CONN")
    ]
    assert counts == [idle, idle, dedicated]


@pytest.mark.parametrize("state", ["NOCONN", "LIMSRV"])
def test_the_state_is_the_last_field(state):
    assert cellinfo.smoni(Carrier(fields={"state": state})).endswith("," + state)


def test_a_modem_that_searches_says_so():
    assert cellinfo.smoni(Carrier(generation="2G", fields={"state": "SEARCH"})) == "2G,SEARCH"


def test_values_of_the_world_replace_the_defaults_in_place():
    line = cellinfo.smoni(Carrier(fields={"rsrp": "-111", "tac": "ABCD", "mnc": "003"}))
    assert line == DOCUMENTED.replace("-94", "-111").replace("BF75", "ABCD").replace(",02,", ",003,")


def test_quectel_has_three_rows():
    rows = cellinfo.quectel(Carrier(generation="2G", registration="roaming"), {"2G": "GSM"}).split("\n")
    assert rows == ['2,5,"0143","83BA",0', '"GSM",-78', '"EDGE","26202","GSM 900",71']


def test_quectel_on_4g():
    rows = cellinfo.quectel(Carrier(rssi_dbm=-80), {"4G": "CAT-M1"}).split("\n")
    assert rows == ['2,1,"BF75","0345103",7', '"CAT-M1",-80,-94,120,-7', '"CAT-M1","26202","LTE BAND 20",6300']
    rows = cellinfo.quectel(Carrier(), {"4G": "LTE"}).split("\n")
    assert rows[2].startswith('"FDD LTE"')


def test_quectel_without_a_network_still_has_three_rows():
    assert len(cellinfo.quectel(None, {}).split("\n")) == 3
