"""Sentences of NMEA 0183 as satellite receivers write them.

u-blox 8 / u-blox M8 receiver description, UBX-13003221, section 31.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from time import struct_time

KNOTS, KMH = 1.9438445, 3.6  # of a metre a second
MINUTES_DIGITS = 5


class Fix:
    """What a receiver knows.  at: UTC, hundredths: of the second.  kind: none, 2d or 3d."""

    def __init__(self, at: struct_time, hundredths: int, kind: str, latitude: float, longitude: float) -> None:
        self.at = at
        self.hundredths = hundredths
        self.kind = kind
        self.latitude = latitude
        self.longitude = longitude
        self.altitude_m = 0.0
        self.speed = 0.0  # metres a second
        self.course = 0.0
        self.satellites = 0
        self.hdop = 1.0

    @property
    def valid(self) -> bool:
        """Whether it knows where it is."""
        return self.kind != "none"

    @property
    def time(self) -> str:
        """hhmmss.ss"""
        at = self.at
        return "%02d%02d%02d.%02d" % (at.tm_hour, at.tm_min, at.tm_sec, self.hundredths)

    @property
    def date(self) -> str:
        """ddmmyy"""
        return "%02d%02d%02d" % (self.at.tm_mday, self.at.tm_mon, self.at.tm_year % 100)

    @property
    def place(self) -> str:
        """Latitude and longitude with their letters; empty without a fix."""
        if not self.valid:
            return ",,,"
        latitude = "%s,%s" % (degrees(self.latitude, 2), "N" if self.latitude >= 0 else "S")
        return latitude + ",%s,%s" % (degrees(self.longitude, 3), "E" if self.longitude >= 0 else "W")


def degrees(value: float, digits: int) -> str:
    """Degrees and minutes in one number."""
    scale = 10**MINUTES_DIGITS
    whole, part = divmod(round(abs(value) * 60 * scale), 60 * scale)
    minutes, fraction = divmod(part, scale)
    return "%0*d%02d.%0*d" % (digits, whole, minutes, MINUTES_DIGITS, fraction)


def checksum(body: str) -> int:
    """Of what stands between $ and *."""
    found = 0
    for letter in body:
        found ^= ord(letter)
    return found


def sentence(body: str) -> bytes:
    """With its frame."""
    return ("$%s*%02X\r\n" % (body, checksum(body))).encode("ascii")


def body_of(line: bytes) -> str:
    """What a sentence says; "" for one that is damaged."""
    text = line.decode("ascii", "replace").strip()
    body, star, told = text[1:].partition("*")
    return body if text[:1] == "$" and star and told.upper() == "%02X" % checksum(body) else ""


def gga(talker: str, fix: Fix) -> str:
    """Time, place, quality."""
    height = "%.1f" % fix.altitude_m if fix.valid else ""
    rest = (int(fix.valid), fix.satellites, fix.hdop if fix.valid else 99.99, height)
    return "%sGGA,%s,%s,%d,%02d,%.2f,%s,M,0.0,M,," % (talker, fix.time, fix.place, *rest)


def rmc(talker: str, fix: Fix) -> str:
    """The least that is recommended."""
    way = "%.3f,%.2f" % (fix.speed * KNOTS, fix.course) if fix.valid else ","
    state, mode = ("A", "A") if fix.valid else ("V", "N")
    return "%sRMC,%s,%s,%s,%s,%s,,,%s" % (talker, fix.time, state, fix.place, way, fix.date, mode)


def vtg(talker: str, fix: Fix) -> str:
    """Course and speed."""
    if not fix.valid:
        return "%sVTG,,,,,,,,,N" % talker
    return "%sVTG,%.2f,T,,M,%.3f,N,%.3f,K,A" % (talker, fix.course, fix.speed * KNOTS, fix.speed * KMH)


def gll(talker: str, fix: Fix) -> str:
    """Place and time."""
    state, mode = ("A", "A") if fix.valid else ("V", "N")
    return "%sGLL,%s,%s,%s,%s" % (talker, fix.place, fix.time, state, mode)


def gsa(talker: str, fix: Fix) -> str:
    """How good it is, and by which satellites."""
    used = ["%02d" % (number + 1) for number in range(min(fix.satellites, 12))] if fix.valid else []
    kind = {"none": 1, "2d": 2, "3d": 3}[fix.kind]
    dop = fix.hdop if fix.valid else 99.99
    numbers = ",".join([*used, *[""] * (12 - len(used))])
    return "%sGSA,A,%d,%s,%.2f,%.2f,%.2f" % (talker, kind, numbers, dop * 1.4, dop, dop)


def gsv(fix: Fix) -> list[str]:
    """The satellites in view, four in a sentence. Assumed: they stand evenly around, all equally loud."""
    count = fix.satellites
    sentences = max(1, -(-count // 4))
    found = []
    for number in range(sentences):
        those = range(4 * number, min(4 * number + 4, count))
        shown = "".join(",%02d,%02d,%03d,%02d" % (n + 1, 45, 360 * n // count, 38) for n in those)
        found.append("GPGSV,%d,%d,%02d%s" % (sentences, number + 1, count, shown))
    return found
