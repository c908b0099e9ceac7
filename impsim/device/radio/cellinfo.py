"""What modems say of their serving cell.

Cinterion modems: the answer to AT^SMONI without its prefix. The 4G line is documented by
developer.electricimp.com/api/imp/net/info, the 3G and 2G ones by the manual of the sibling
EHS6 (AT^SMONI; its samples are the defaults here). Area and cell are hexadecimal, all else
decimal. State: NOCONN, LIMSRV, SEARCH or CONN; a 3G or 2G cell in a dedicated connection
shows the channel's measurements in place of the word CONN.

Quectel modems: the answers to AT+CGREG?, AT+QCSQ and AT+QNWINFO, a row each, without their
prefixes (D/node/3083).
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional

    from impsim.device.world import Carrier

# Order and default of each field, by generation. "state" is last and stands for itself.
SMONI = {
    "4G": {
        "earfcn": "6300",
        "band": "20",
        "dl_bandwidth": "10",
        "ul_bandwidth": "10",
        "mode": "FDD",
        "mcc": "262",
        "mnc": "02",
        "tac": "BF75",
        "cell": "0345103",
        "pci": "350",
        "srxlev": "90",
        "rsrp": "-94",
        "rsrq": "-7",
        "state": "CONN",
    },
    "3G": {
        "uarfcn": "10737",
        "psc": "131",
        "ecn0": "-7.5",
        "rscp": "-103",
        "mcc": "262",
        "mnc": "02",
        "lac": "7D3D",
        "cell": "C80BC9A",
        "squal": "21",
        "srxlev": "11",
        "state": "NOCONN",
    },
    "2G": {
        "arfcn": "71",
        "bcch": "-61",
        "mcc": "262",
        "mnc": "02",
        "lac": "0143",
        "cell": "83BA",
        "c1": "33",
        "c2": "33",
        "ncc": "3",
        "bcc": "6",
        "gprs": "G",
        "state": "NOCONN",
    },
}
# In place of CONN: PhysCh,SF,Slot,EC/n0,RSCP,ComMod,HSUPA,HSDPA and ARFCN,TS,timAdv,dBm,Q,ChMod.
# Assumed: the values of these fields.
DEDICATED = {
    "4G": ("CONN",),
    "3G": ("2", "32", "14", "-7.5", "-103", "0", "00", "00"),
    "2G": ("71", "2", "1", "-61", "0", "S_HR"),
}
STATES = ("CONN", "NOCONN", "LIMSRV", "SEARCH")

QUECTEL_ACCESS = {"4G": "7", "3G": "2", "2G": "0"}  # the access technologies of AT+CGREG?
QUECTEL_NETWORK = {"4G": "FDD LTE", "3G": "WCDMA", "2G": "EDGE"}  # of AT+QNWINFO
QUECTEL_BAND = {"4G": "LTE BAND %(band)s", "3G": "WCDMA 2100", "2G": "GSM 900"}
QUECTEL_CHANNEL = {"4G": "earfcn", "3G": "uarfcn", "2G": "arfcn"}


def fields(carrier: Carrier) -> dict[str, str]:
    """The measurements of the serving cell: the defaults of its generation with what the world says instead."""
    known = SMONI[carrier.generation]
    return {name: carrier.fields.get(name, value) for name, value in known.items()}


def smoni(carrier: Carrier) -> str:
    """A Cinterion modem's line."""
    values = fields(carrier)
    state = values.pop("state")
    if state == "SEARCH":
        return searching(carrier.generation)
    tail = DEDICATED[carrier.generation] if state == "CONN" else (state,)
    return ",".join((carrier.generation, *values.values(), *tail))


def searching(generation: str) -> str:
    """A Cinterion modem's line while it looks for a cell. Assumed: a generation and the word."""
    return "%s,SEARCH" % generation


def quectel(carrier: Optional[Carrier], sysmodes: dict[str, str]) -> str:
    """A Quectel modem's three rows; sysmodes: its names of the generations in AT+QCSQ."""
    if carrier is None:
        return '2,2\n"NOSERVICE"\nNo Service'
    generation = carrier.generation
    values = fields(carrier)
    area = values.get("lac", values.get("tac", ""))
    registered = "1" if carrier.registration == "home" else "5"
    attached = '2,%s,"%s","%s",%s' % (registered, area, values["cell"], QUECTEL_ACCESS[generation])
    signal = ",".join(['"%s"' % sysmodes[generation], *_quectel_levels(carrier, values)])
    operator = values["mcc"] + values["mnc"]
    named = sysmodes[generation] if sysmodes[generation] in ("CAT-M1", "eMTC") else QUECTEL_NETWORK[generation]
    band = QUECTEL_BAND[generation] % values
    network = '"%s","%s","%s",%s' % (named, operator, band, values[QUECTEL_CHANNEL[generation]])
    return "\n".join((attached, signal, network))


def _quectel_levels(carrier: Carrier, values: dict[str, str]) -> list[str]:
    """rssi[,rsrp,sinr,rsrq] of AT+QCSQ."""
    if carrier.generation == "4G":
        return [str(carrier.rssi_dbm), values["rsrp"], "120", values["rsrq"]]
    if carrier.generation == "3G":
        return [str(carrier.rssi_dbm), values["rscp"], values["ecn0"]]
    return [str(carrier.rssi_dbm)]
