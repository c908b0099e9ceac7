"""A satellite receiver of u-blox's M8 family on a UART: NMEA sentences, and enough of UBX to be configured and asked.

It sends every second what its settings say, at its own baud rate. Assumed: settings are lost with its power, and a fix
is what the world says, at once.
"""

from __future__ import annotations

from struct import pack, unpack_from
from time import gmtime

from impsim.device.part import Part, Quantity, Terminal
from impsim.device.parts import nmea, ubx

BAUDS = (9600, 4800, 19200, 38400, 57600, 115200, 230400, 460800)
# Messages by class and number -> how many measurements there are between two of them; 0: it is not sent
DEFAULT_RATES = {(ubx.NMEA, number): 1 for number in range(6)}
SENTENCES = {0x00: nmea.gga, 0x01: nmea.gll, 0x02: nmea.gsa, 0x04: nmea.rmc, 0x05: nmea.vtg}
GSV = 0x03
ORDER = (0x04, 0x05, 0x00, 0x02, GSV, 0x01)
MESSAGES = [(ubx.NMEA, number) for number in ORDER] + [(ubx.NAV, number) for number in ubx.NAVIGATION]
UBX, NMEA = 1, 2  # protocols, as bits
UART_1 = 1
HELLO = "%sTXT,01,01,02,u-blox AG - www.u-blox.com"
FRAME = 0x000008C0  # of CFG-PRT: 8 bits, no parity, one stop bit
TOLERANCE = 0.03
LONGEST = 512  # bytes that may wait for the end of a message
NAMES = {"GGA": 0x00, "GLL": 0x01, "GSA": 0x02, "GSV": 0x03, "RMC": 0x04, "VTG": 0x05}


class Gps(Part):
    """A receiver."""

    kind = "GPS"
    about = "A satellite receiver (u-blox M8) that speaks NMEA and UBX"
    sheet = "u-blox, UBX-13003221"
    terminals = {
        "uart": Terminal("uart", "its serial port"),
        "enable": Terminal("input", "what switches it on; always on where it is left open", optional=True),
    }
    options = {
        "baud": Quantity(9600, lowest=4800, highest=460800, about="its rate at power-on", choices=BAUDS),
        "talker": Quantity("GN", choices=("GN", "GP"), about="what its sentences begin with"),
    }
    quantities = {
        "fix": Quantity("3d", choices=("none", "2d", "3d"), about="whether it knows where it is"),
        "latitude": Quantity(51.4779, "deg", -90, 90, "north of the equator"),
        "longitude": Quantity(-0.0015, "deg", -180, 180, "east of Greenwich"),
        "altitude": Quantity(46.0, "m", -500, 50000, "above the sea"),
        "speed": Quantity(0.0, "m/s", 0, 600, "over ground"),
        "course": Quantity(0.0, "deg", 0, 360, "over ground"),
        "satellites": Quantity(9, "", 0, 24, "that it uses"),
        "hdop": Quantity(0.95, "", 0.1, 99, "how the satellites dilute the precision"),
    }
    faults = {"silent": "it sends nothing", "crc": "its checksums are wrong"}
    shows = {"baud": "its rate now"}
    _wired = False

    def reset(self) -> None:
        self.baud = self.option["baud"]
        self._rates = dict(DEFAULT_RATES)
        self._interval_us = 1000000
        self._measured = 0
        self._in = self._out = UBX | NMEA
        self._heard = b""
        self._runs = getattr(self, "_runs", 0) + 1
        if self._wired:
            self._begin()

    def wired(self) -> None:
        self._wired = True
        self.place.bus("uart").attach(self)
        self.place.wire("enable").watch(self._switched)
        self._on = self._is_on()
        self._begin()

    def _is_on(self) -> bool:
        enable = self.place.wire("enable")
        return not enable or bool(enable.level)

    def _switched(self) -> None:
        if self._is_on() != self._on:
            self._on = self._is_on()
            self.reset()

    def _begin(self) -> None:
        if self._on:
            self._send_text(HELLO % self.option["talker"])
            self._plan(self._runs)

    def _plan(self, run: int) -> None:
        """While nobody listens to it, it keeps no run going."""
        background = not self.place.bus("uart").enabled
        self.place.clock.after(self._interval_us, lambda: self._measure(run), background)

    def _measure(self, run: int) -> None:
        if run != self._runs or not self._on:
            return
        self._measured += 1
        fix = self._fix()
        for group, number in MESSAGES:
            rate = self._rates.get((group, number), 0)
            if rate and self._measured % rate == 0:
                self._send_message(group, number, fix)
        self._plan(run)

    def _fix(self) -> nmea.Fix:
        now_us = self.place.clock.wall_us()
        values = self.values
        at = gmtime(now_us // 1000000)
        fix = nmea.Fix(at, now_us % 1000000 // 10000, values["fix"], values["latitude"], values["longitude"])
        fix.altitude_m, fix.speed, fix.course = values["altitude"], values["speed"], values["course"]
        fix.satellites, fix.hdop = values["satellites"], values["hdop"]
        return fix

    # Sending

    def _send_message(self, group: int, number: int, fix: nmea.Fix) -> None:
        if group == ubx.NAV:
            self._send(ubx.NAVIGATION[number](fix), UBX)
        elif number == GSV:
            for text in nmea.gsv(fix):
                self._send_text(text)
        else:
            self._send_text(SENTENCES[number](self.option["talker"], fix))

    def _send_text(self, body: str) -> None:
        self._send(nmea.sentence(body), NMEA)

    def _send(self, message: bytes, protocol: int) -> None:
        if not self._out & protocol or "silent" in self.broken:
            return
        if "crc" in self.broken:
            at = len(message) - (1 if protocol == UBX else 4)
            message = message[:at] + bytes([message[at] ^ 1]) + message[at + 1 :]
        self.place.bus("uart").feed(message, self.baud)

    # Hearing

    def receive(self, data: bytes, baud: int, frame: str) -> None:
        """Bytes of the imp, which are noise at another rate than its own."""
        if not self._on or abs(baud - self.baud) > self.baud * TOLERANCE:
            return
        self._heard = (self._heard + data)[-LONGEST:]
        while self._take_one():
            pass

    def _take_one(self) -> bool:
        """One message from the beginning of what was heard."""
        data = self._heard
        begins = [at for at in (data.find(ubx.SYNC[:1]), data.find(b"$")) if at >= 0]
        self._heard = data = data[min(begins) :] if begins else b""
        if data[:1] == b"$":
            return self._take_sentence(data)
        if len(data) > 1 and data[1:2] != ubx.SYNC[1:]:
            self._heard = data[1:]
            return True
        group, payload, size = ubx.split(data)
        self._heard = data[size:]
        if size and group >= 0 and self._in & UBX:
            self._obey(group >> 8, group & 0xFF, payload)
        return size > 0

    def _take_sentence(self, data: bytes) -> bool:
        end = data.find(b"\n")
        if end < 0:
            return False
        self._heard = data[end + 1 :]
        fields = nmea.body_of(data[:end]).split(",")
        if self._in & NMEA and fields[0] == "PUBX":
            self._configure_by_text(fields)
        return True

    def _configure_by_text(self, fields: list[str]) -> None:
        """PUBX,41 sets the port, PUBX,40 how often a sentence comes."""
        try:
            if fields[1] == "41" and int(fields[2]) == UART_1:
                self._set_port(int(fields[3], 16), int(fields[4], 16), int(fields[5]))
            elif fields[1] == "40" and fields[2] in NAMES:
                self._rates[ubx.NMEA, NAMES[fields[2]]] = int(fields[4])
        except (IndexError, ValueError):
            pass  # it says nothing to what it does not understand

    def _set_port(self, takes: int, gives: int, baud: int) -> None:
        self._in, self._out = takes, gives
        if baud in BAUDS:
            self.baud = baud
        self.tell()

    def _obey(self, group: int, number: int, payload: bytes) -> None:
        if group == ubx.CFG:
            self._configure(number, payload)
        elif group == ubx.MON and number == ubx.VER:
            self._send(ubx.version(), UBX)
        elif group == ubx.NAV and number in ubx.NAVIGATION and not payload:
            self._send(ubx.NAVIGATION[number](self._fix()), UBX)

    def _configure(self, number: int, payload: bytes) -> None:
        """A setting, or with an empty one the question what it is."""
        settings = {ubx.PRT: self._port, ubx.MSG: self._message, ubx.RATE: self._rate, ubx.RST: self._restart}
        if number not in settings:
            self._send(ubx.acknowledged(ubx.CFG, number, False), UBX)
            return
        answer = settings[number](payload)
        if answer is None:
            return
        self._send(ubx.acknowledged(ubx.CFG, number, answer is not False), UBX)
        if isinstance(answer, bytes):
            self._send(answer, UBX)

    def _port(self, payload: bytes) -> object:
        if len(payload) < 20:
            shown = pack("<BBHIIHHHH", UART_1, 0, 0, FRAME, self.baud, self._in, self._out, 0, 0)
            return ubx.frame(ubx.CFG, ubx.PRT, shown)
        port, _, _, _, baud, takes, gives = unpack_from("<BBHIIHH", payload)
        if port != UART_1:
            return False
        self._send(ubx.acknowledged(ubx.CFG, ubx.PRT), UBX)  # still at the old rate
        self._set_port(takes, gives, baud)
        return None

    def _message(self, payload: bytes) -> object:
        if len(payload) not in (3, 8):
            return False
        key = payload[0], payload[1]
        if key[0] == ubx.NAV and key[1] not in ubx.NAVIGATION:
            return False
        self._rates[key] = payload[2] if len(payload) == 3 else payload[2 + UART_1]
        return True

    def _rate(self, payload: bytes) -> object:
        if len(payload) < 6:
            return ubx.frame(ubx.CFG, ubx.RATE, pack("<HHH", self._interval_us // 1000, 1, 1))
        (interval_ms,) = unpack_from("<H", payload)
        self._interval_us = max(50, interval_ms) * 1000
        return True

    def _restart(self, payload: bytes) -> None:
        """It is not acknowledged."""
        self.reset()
