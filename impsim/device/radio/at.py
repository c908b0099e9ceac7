"""What impOS and a modem say to each other: AT commands and their answers, to be looked at.

Nothing depends on these lines; they tell in the modem's own words what the model in cellular.py
does. Answers are in the forms of 3GPP TS 27.007 and of the makers' manuals. Which commands impOS
sends, and when, is not public. Assumed: all that is here. Only AT^SMONI (D/api/imp/net/info) and
AT+CGREG?, AT+QCSQ, AT+QNWINFO (D/node/3083) are known to be among them. What a modem says
unasked has "" as its command.
"""

from __future__ import annotations

from impsim.device.radio import cellinfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional

    from impsim.device.profile import Profile
    from impsim.device.radio.cellinfo import Cell
    from impsim.device.surroundings import Surroundings

MOST_LINES = 500  # kept to be shown: some dozen attempts

OK = "OK"
SIM_ANSWERS = {
    "ready": "+CPIN: READY\nOK",
    "missing": "+CME ERROR: SIM not inserted",
    "locked": "+CPIN: SIM PIN\nOK",
}
EPS = "CEREG"  # registration in a 4G network, in AT+CEREG
CIRCUITS = "CREG"  # in an older one
PACKETS = "CGREG"  # for packet data
DIAL = "ATD*99***1#"
SESSION_UP = "CONNECT 150000000"
SESSION_DOWN = "NO CARRIER"


class Dialogue:
    """One modem's.  lines: (t_us, command, answer), the latest MOST_LINES of them.

    identity: manufacturer, model, imei, imsi and swver, as imp.net.info() tells them.
    """

    revision_command = "AT+CGMR"
    off_command = "AT"
    off_answer = OK

    def __init__(self, around: Surroundings, profile: Profile, identity: dict[str, str]) -> None:
        self._around = around
        self._identity = identity
        self._first: str = profile["cell.generations"][0]
        self.lines: list[tuple[int, str, str]] = []

    def says(self, sent: str, answer: str) -> None:
        """One command and all of its answer."""
        self.lines.append((self._around.clock.now_us, sent, answer))
        del self.lines[:-MOST_LINES]
        self._around.emit("at", sent=sent, answer=answer)

    def tells(self, text: str) -> None:
        """The modem says something unasked."""
        self.says("", text)

    def greet(self) -> None:
        """Whether it is alive, and what it is."""
        for command in ("AT", "ATE0", "AT+CMEE=2"):
            self.says(command, OK)
        identity = self._identity
        self._reads("AT+CGMI", identity["manufacturer"])
        self._reads("AT+CGMM", identity["model"])
        self._reads(self.revision_command, identity["swver"])
        self._reads("AT+CGSN", identity["imei"])

    def _reads(self, command: str, text: str) -> None:
        self.says(command, "%s\n%s" % (text, OK))

    def read_sim(self, sim: str) -> None:
        """sim: ready, missing or locked."""
        self.says("AT+CPIN?", SIM_ANSWERS[sim])
        if sim == "ready":
            self._reads("AT+CIMI", self._identity["imsi"])

    def search(self) -> None:
        """It is told to register where it likes, and to tell when that changes."""
        for area in self.areas:
            self.says("AT+%s=2" % area, OK)
        self.says("AT+COPS=0", OK)
        self.registration(None)

    def registration(self, cell: Optional[Cell]) -> None:
        """How far it is with registering; cell None: it searches."""
        area = self._area(cell)
        self._reads("AT+%s?" % area, "+%s: 2,%s" % (area, self._place(cell)))

    def registration_changed(self, cell: Optional[Cell]) -> None:
        """It tells that of itself."""
        self.tells("+%s: %s" % (self._area(cell), self._place(cell)))

    def _place(self, cell: Optional[Cell]) -> str:
        if cell is None:
            return "2"
        return cell.status if cell.service == cellinfo.LIMITED else self.place(cell)

    def _area(self, cell: Optional[Cell]) -> str:
        return self.areas[0] if cell is None or cell.generation == "4G" else self.areas[-1]

    def operator(self, cell: Cell) -> None:
        """Whose network it is registered with."""
        access = self.place(cell).rpartition(",")[2]
        self._reads("AT+COPS?", '+COPS: 0,2,"%s",%s' % (cell.operator, access))

    def dial(self, apn: str, up: bool) -> None:
        """The data session begins, or does not."""
        self.says('AT+CGDCONT=1,"IP","%s"' % apn, OK)
        self.says(DIAL, SESSION_UP if up else SESSION_DOWN)

    def switch_off(self) -> None:
        """The last thing that it is told."""
        self.says(self.off_command, self.off_answer)

    areas: tuple[str, ...] = ()  # in what it registers: for 4G, and for older networks

    def place(self, cell: Cell) -> str:
        """Its registration and cell, as the answer to the command of an area has them."""
        return cellinfo.place(cell)

    def cellinfo(self, cell: Optional[Cell]) -> str:
        """What imp.net.getcellinfo() gives; cell None: it searches."""
        raise NotImplementedError

    def measure(self, cell: Optional[Cell]) -> str:
        """Asks for that."""
        raise NotImplementedError

    def sim_changed(self, sim: str) -> None:
        """It tells that its SIM is no longer what it was."""
        raise NotImplementedError


class Cinterion(Dialogue):
    """The modems of the impC001."""

    areas = (EPS, CIRCUITS)
    off_command = "AT^SMSO"
    off_answer = "^SMSO: MS OFF\nOK"

    def cellinfo(self, cell: Optional[Cell]) -> str:
        return cellinfo.smoni(cell) if cell else cellinfo.searching(self._first)

    def measure(self, cell: Optional[Cell]) -> str:
        found = self.cellinfo(cell)
        self._reads("AT^SMONI", "^SMONI: " + found)
        return found

    def sim_changed(self, sim: str) -> None:
        self.tells("^SCKS: %d" % (sim != "missing"))


class Quectel(Dialogue):
    """The modems of the imp006."""

    areas = (PACKETS,)
    off_command = "AT+QPOWD"
    off_answer = "OK\nPOWERED DOWN"

    def __init__(self, around: Surroundings, profile: Profile, identity: dict[str, str]) -> None:
        super().__init__(around, profile, identity)
        self._sysmodes: dict[str, str] = profile["cell.sysmodes"]
        if around.release.has("full_modem_version"):
            self.revision_command = "AT+QGMR"

    def place(self, cell: Cell) -> str:
        return cellinfo.place(cell, self._sysmodes[cell.generation] in cellinfo.NARROW)

    def cellinfo(self, cell: Optional[Cell]) -> str:
        return cellinfo.quectel(cell, self._sysmodes)

    def measure(self, cell: Optional[Cell]) -> str:
        attached, signal, network = cellinfo.quectel_rows(cell, self._sysmodes)
        self._reads("AT+CGREG?", "+CGREG: " + attached)
        self._reads("AT+QCSQ", "+QCSQ: " + signal)
        self._reads("AT+QNWINFO", "+QNWINFO: " + network)
        return self.cellinfo(cell)

    def sim_changed(self, sim: str) -> None:
        self.tells("+QSIMSTAT: 1,%d" % (sim != "missing"))


DIALOGUES = {"smoni": Cinterion, "quectel": Quectel}  # by the profiles' cell.cellinfo
