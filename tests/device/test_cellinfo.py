"""What modems say of their cell, field by field."""

from __future__ import annotations

import pytest

from impsim.device.radio import cellinfo
from impsim.device.radio.cellinfo import IDLE, IN_SESSION, LIMITED, Cell
from impsim.device.world import Carrier, Coverage

DOCUMENTED = "4G,6300,20,10,10,FDD,262,02,BF75,0345103,350,90,-94,-7,CONN"  # developer.electricimp.com/api/imp/net/info
MANUAL_2G = "2G,71,-61,262,02,0143,83BA,33,33,3,6,G,NOCONN"  # Gemalto EHS6, AT^SMONI
MANUAL_3G = "3G,10737,131,-7.5,-103,260,01,7D3D,C80BC9A,21,11,NOCONN"
GENERATIONS = ("4G", "3G", "2G")


def cell_of(generation="4G", service=IN_SESSION, settled=True, carrier=None, **coverage):
    return Cell(Coverage(**coverage), carrier or Carrier(), generation, service, settled)


@pytest.mark.parametrize(
    ("generation", "carrier", "line"),
    [("4G", Carrier(), DOCUMENTED), ("3G", Carrier(mcc="260", mnc="01"), MANUAL_3G), ("2G", Carrier(), MANUAL_2G)],
)
def test_a_session_shows_the_public_line(generation, carrier, line):
    assert cellinfo.smoni(cell_of(generation, carrier=carrier)) == line


def test_3g_has_the_fields_where_public_code_reads_them():
    fields = cellinfo.smoni(cell_of("3G")).split(",")
    assert (fields[0], fields[5], fields[6], fields[11]) == ("3G", "262", "02", "NOCONN")
    int(fields[7], 16)
    int(fields[8], 16)


@pytest.mark.parametrize(("generation", "idle", "dedicated"), [("4G", 15, 15), ("3G", 12, 19), ("2G", 13, 18)])
def test_a_dedicated_connection_shows_its_channel(generation, idle, dedicated):
    counts = [
        len(cellinfo.smoni(cell_of(generation, fields={"state": state})).split(","))
        for state in ("NOCONN", "LIMSRV", "CONN")
    ]
    assert counts == [idle, idle, dedicated]


@pytest.mark.parametrize("generation", GENERATIONS)
@pytest.mark.parametrize("service", [IDLE, LIMITED])
def test_the_state_is_the_last_field(generation, service):
    assert cellinfo.smoni(cell_of(generation, service)).endswith("," + service)


@pytest.mark.parametrize("generation", GENERATIONS)
def test_a_modem_that_searches_says_so(generation):
    assert cellinfo.smoni(cell_of(generation, fields={"state": "SEARCH"})) == generation + ",SEARCH"
    assert cellinfo.searching(generation) == generation + ",SEARCH"


def test_values_of_the_world_replace_the_samples_in_place():
    line = cellinfo.smoni(cell_of(fields={"rsrp": "-111", "tac": "ABCD", "mnc": "003"}))
    assert line == DOCUMENTED.replace("-94", "-111").replace("BF75", "ABCD").replace(",02,", ",003,")


def test_fields_of_other_generations_add_nothing():
    assert cellinfo.smoni(cell_of(fields={"rscp": "-100", "lac": "1234"})) == DOCUMENTED


def test_the_network_is_the_carriers_unless_the_site_says_otherwise():
    carrier = Carrier(mcc="234", mnc="15")
    assert ",234,15," in cellinfo.smoni(cell_of(carrier=carrier))
    assert ",234,99," in cellinfo.smoni(cell_of(carrier=carrier, fields={"mnc": "99"}))


@pytest.mark.parametrize(("generation", "power", "weaker"), [("4G", -94, 12), ("3G", -103, 3), ("2G", -61, 4)])
def test_powers_move_with_the_signal_strength(generation, power, weaker):
    field = {"4G": "rsrp", "3G": "rscp", "2G": "bcch"}[generation]
    index = list(cellinfo.SMONI[generation]).index(field) + 1
    assert cellinfo.smoni(cell_of(generation)).split(",")[index] == str(power)
    assert cellinfo.smoni(cell_of(generation, rssi_dbm=-78 - weaker)).split(",")[index] == str(power - weaker)
    given = cell_of(generation, rssi_dbm=-78 - weaker, fields={field: "-88"})
    assert cellinfo.smoni(given).split(",")[index] == "-88"


@pytest.mark.parametrize("generation", GENERATIONS)
def test_measurements_are_missing_just_after_a_change_of_generation(generation):
    settled = cellinfo.smoni(cell_of(generation)).split(",")
    fresh = cellinfo.smoni(cell_of(generation, settled=False)).split(",")
    assert len(fresh) == len(settled)
    different = [(before, after) for before, after in zip(settled, fresh) if before != after]
    assert different
    assert {after for _, after in different} == {"-"}


def test_quectel_has_three_rows():
    rows = cellinfo.quectel(cell_of("2G", registration="roaming"), {"2G": "GSM"}).split("\n")
    assert rows == ['2,5,"0143","83BA",0', '"GSM",-78', '"EDGE","26202","GSM 900",71']


@pytest.mark.parametrize(
    ("generation", "mode", "rows"),
    [
        ("4G", "CAT-M1", ['2,1,"BF75","0345103",8', '"CAT-M1",-80,-96,120,-7', '"CAT-M1","26202","LTE BAND 20",6300']),
        ("4G", "eMTC", ['2,1,"BF75","0345103",8', '"eMTC",-80,-96,120,-7', '"eMTC","26202","LTE BAND 20",6300']),
        ("4G", "LTE", ['2,1,"BF75","0345103",7', '"LTE",-80,-96,120,-7', '"FDD LTE","26202","LTE BAND 20",6300']),
        ("3G", "WCDMA", ['2,1,"7D3D","C80BC9A",2', '"WCDMA",-80,-105,-7.5', '"WCDMA","26202","WCDMA 2100",10737']),
    ],
)
def test_quectel_on_faster_networks(generation, mode, rows):
    assert cellinfo.quectel(cell_of(generation, rssi_dbm=-80), {generation: mode}).split("\n") == rows


def test_quectel_without_a_network_still_has_three_rows():
    assert cellinfo.quectel(None, {}).split("\n") == ["2,2", '"NOSERVICE"', "No Service"]


def test_quectel_that_is_denied_says_so():
    refused = cell_of(service=LIMITED, registration="denied")
    assert cellinfo.quectel(refused, {"4G": "LTE"}).split("\n")[0] == "2,3"
