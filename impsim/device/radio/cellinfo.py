"""What modems say of the cell that serves them.

Cinterion modems: the answer to AT^SMONI without its prefix. The 4G line is documented by
developer.electricimp.com/api/imp/net/info, the 3G and 2G ones by the manual of the sibling
EHS6 (AT^SMONI; its samples are the defaults here). Area and cell are hexadecimal, all else
decimal. State: NOCONN, LIMSRV, SEARCH or CONN; a 3G or 2G cell in a dedicated connection
shows the channel's measurements in place of the word CONN.

Quectel modems: the answers to AT+CGREG?, AT+QCSQ and AT+QNWINFO, a row each, without their
prefixes (D/node/3083).

Who sets only a signal strength finds the powers that a cell's line tells moved with it, so
that the two never contradict each other; a field of Coverage.fields stands as it is given.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional

    from impsim.device.world import Carrier, Coverage

# Order and default of each field, by generation. "state" is last: what it is while a data session is up.
# Assumed: packet data leaves a 3G or 2G modem without a dedicated connection, as the manual's samples show it.
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
SEARCHING = "SEARCH"
LIMITED = "LIMSRV"  # it listens to a cell that does not let it register
IDLE = "NOCONN"
IN_SESSION = ""  # the generation's own, as SMONI has it

POWERS = {"4G": "rsrp", "3G": "rscp", "2G": "bcch"}  # what moves with the signal strength
SAMPLE_RSSI_DBM = -78  # assumed: where SMONI's powers were measured; the sample of D/api/imp/net/info has it
# Missing just after a change of generation (EHS6 manual, AT^SMONI). Assumed: that it is these.
LATE = ("srxlev", "squal", "rsrq", "ecn0", "c1", "c2")

NARROW = ("CAT-M1", "eMTC")  # a Quectel modem's own names of its 4G, in AT+QNWINFO as in AT+QCSQ
NARROW_ACCESS = "8"  # their access technology, as public logs of BG96 and BG95 have it
ACCESS = {"4G": "7", "3G": "2", "2G": "0"}  # access technologies of AT+CREG? (3GPP TS 27.007)
STATUS = {"home": "1", "roaming": "5", "denied": "3"}  # of AT+CREG?; all else is 2, it searches
QUECTEL_SIGNAL = {"4G": ",%(rsrp)s,120,%(rsrq)s", "3G": ",%(rscp)s,%(ecn0)s", "2G": ""}  # assumed: a SINR of 4 dB
QUECTEL_NETWORK = {"4G": "FDD LTE", "3G": "WCDMA", "2G": "EDGE"}  # of AT+QNWINFO
QUECTEL_BAND = {"4G": "LTE BAND %(band)s", "3G": "WCDMA 2100", "2G": "GSM 900"}
QUECTEL_CHANNEL = {"4G": "earfcn", "3G": "uarfcn", "2G": "arfcn"}
NO_SERVICE = ('"NOSERVICE"', "No Service")  # AT+QCSQ, AT+QNWINFO


class Cell:
    """The cell that a modem listens to.

    generation: 4G, 3G or 2G.  service: IN_SESSION, IDLE or LIMITED.  settled: False just after a change of
    generation, when some measurements are missing.
    """

    def __init__(
        self, coverage: Coverage, carrier: Carrier, generation: str, service: str = IN_SESSION, settled: bool = True
    ) -> None:
        self.coverage = coverage
        self.carrier = carrier
        self.generation = generation
        self.service = service
        self.settled = settled

    @property
    def status(self) -> str:
        """Its registration as AT+CREG? numbers it."""
        return STATUS.get(self.coverage.registration, "2")

    @property
    def operator(self) -> str:
        """The network's numeric name."""
        values = fields(self)
        return values["mcc"] + values["mnc"]

    @property
    def area(self) -> str:
        """Tracking or location area code, hexadecimal."""
        values = fields(self)
        return values.get("lac") or values["tac"]


def fields(cell: Cell) -> dict[str, str]:
    """The measurements of a cell in their order: the samples of its generation with what is known instead."""
    coverage, carrier = cell.coverage, cell.carrier
    known = SMONI[cell.generation]
    values = dict(known, mcc=carrier.mcc, mnc=carrier.mnc, state=cell.service or known["state"])
    power = POWERS[cell.generation]
    values[power] = str(int(known[power]) + coverage.rssi_dbm - SAMPLE_RSSI_DBM)
    values.update((name, text) for name, text in coverage.fields.items() if name in values)
    return values


def smoni(cell: Cell) -> str:
    """A Cinterion modem's line."""
    values = fields(cell)
    state = values.pop("state")
    if state == SEARCHING:
        return searching(cell.generation)
    if not cell.settled:
        values.update((name, "-") for name in LATE if name in values)
    tail = DEDICATED[cell.generation] if state == "CONN" else (state,)
    return ",".join((cell.generation, *values.values(), *tail))


def searching(generation: str) -> str:
    """A Cinterion modem's line while it looks for a cell. Assumed: a generation and the word."""
    return "%s,%s" % (generation, SEARCHING)


def quectel(cell: Optional[Cell], sysmodes: dict[str, str]) -> str:
    """A Quectel modem's three rows; sysmodes: its names of the generations in AT+QCSQ.  cell None: it searches."""
    return "\n".join(quectel_rows(cell, sysmodes))


def quectel_rows(cell: Optional[Cell], sysmodes: dict[str, str]) -> tuple[str, str, str]:
    """The answers to AT+CGREG?, AT+QCSQ and AT+QNWINFO."""
    if cell is None:
        return ("2,2", *NO_SERVICE)
    if cell.service == LIMITED:
        return ("2," + cell.status, *NO_SERVICE)
    values = fields(cell)
    mode = sysmodes[cell.generation]
    return "2," + place(cell, narrow=mode in NARROW), _signal(cell, values, mode), _network(cell, values, mode)


def place(cell: Cell, narrow: bool = False) -> str:
    """status,area,cell,access: what AT+CREG? and its like tell."""
    access = NARROW_ACCESS if narrow and cell.generation == "4G" else ACCESS[cell.generation]
    return '%s,"%s","%s",%s' % (cell.status, cell.area, fields(cell)["cell"], access)


def _signal(cell: Cell, values: dict[str, str], mode: str) -> str:
    """AT+QCSQ: sysmode,rssi[,rsrp,sinr,rsrq]."""
    return '"%s",%d%s' % (mode, cell.coverage.rssi_dbm, QUECTEL_SIGNAL[cell.generation] % values)


def _network(cell: Cell, values: dict[str, str], mode: str) -> str:
    """AT+QNWINFO: access,operator,band,channel."""
    named = mode if mode in NARROW else QUECTEL_NETWORK[cell.generation]
    band = QUECTEL_BAND[cell.generation] % values
    return '"%s","%s","%s",%s' % (named, cell.operator, band, values[QUECTEL_CHANNEL[cell.generation]])
