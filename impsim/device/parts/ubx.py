"""The binary protocol of u-blox receivers (u-blox 8 / M8 receiver description, UBX-13003221, section 32).

A frame is two letters, class, number, length, what it says, and two sums.
"""

from __future__ import annotations

from math import cos, radians, sin
from struct import pack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.device.parts.nmea import Fix

SYNC = b"\xb5\x62"
HEAD = 6
LONGEST = 1024  # bytes of what a frame says: longer ones are noise
NAV, ACK, CFG, MON, NMEA = 0x01, 0x05, 0x06, 0x0A, 0xF0
POSLLH, STATUS, PVT, VELNED, TIMEUTC = 0x02, 0x03, 0x07, 0x12, 0x21
PRT, MSG, RST, RATE = 0x00, 0x01, 0x04, 0x08
VER = 0x04
FIXES = {"none": 0, "2d": 2, "3d": 3}
MODEL = ("ROM CORE 3.01 (107888)", "00080000")
EXTENSIONS = ("FWVER=SPG 3.01", "PROTVER=18.00", "GPS;GLO;GAL;BDS", "SBAS;IMES;QZSS")


def sums(data: bytes) -> bytes:
    """Of class to the end of what is said: an 8-bit Fletcher checksum."""
    one = two = 0
    for byte in data:
        one = one + byte & 0xFF
        two = two + one & 0xFF
    return bytes([one, two])


def frame(group: int, number: int, payload: bytes = b"") -> bytes:
    """A whole message."""
    body = pack("<BBH", group, number, len(payload)) + payload
    return SYNC + body + sums(body)


def split(data: bytes) -> tuple[int, bytes, int]:
    """The first message in bytes that begin like one: (class << 8 | number, what it says, bytes it takes).

    Bytes 0: more has to come. Class -1: this was none.
    """
    if len(data) < HEAD:
        return 0, b"", 0
    length = data[4] | data[5] << 8
    if length > LONGEST:
        return -1, b"", 2
    end = HEAD + length + 2
    if len(data) < end:
        return 0, b"", 0
    body = data[2 : end - 2]
    if sums(body) != data[end - 2 : end]:
        return -1, b"", 2
    return data[2] << 8 | data[3], data[HEAD : end - 2], end


def acknowledged(group: int, number: int, yes: bool = True) -> bytes:
    """The answer to a setting."""
    return frame(ACK, int(yes), bytes([group, number]))


def version() -> bytes:
    """MON-VER."""
    text = b"".join(text.encode().ljust(size, b"\0") for text, size in zip(MODEL, (30, 10)))
    return frame(MON, VER, text + b"".join(text.encode().ljust(30, b"\0") for text in EXTENSIONS))


def _tow_ms(fix: Fix) -> int:
    """Milliseconds of the week, which begins on Sunday. Assumed: no leap seconds."""
    at = fix.at
    seconds = ((at.tm_wday + 1) % 7 * 24 + at.tm_hour) * 3600 + at.tm_min * 60 + at.tm_sec
    return seconds * 1000 + fix.hundredths * 10


def _where(fix: Fix) -> tuple[int, int, int]:
    if not fix.valid:
        return 0, 0, 0
    return round(fix.longitude * 1e7), round(fix.latitude * 1e7), round(fix.altitude_m * 1000)


ACCURACY_MM = 2500  # assumed: with an HDOP of 1


def pvt(fix: Fix) -> bytes:
    """NAV-PVT: all of it."""
    at = fix.at
    longitude, latitude, height = _where(fix)
    speed = round(fix.speed * 1000) if fix.valid else 0
    accuracy = round(ACCURACY_MM * fix.hdop) if fix.valid else 0xFFFFFFFF
    course, way = round(fix.course * 1e5), radians(fix.course)
    return frame(
        NAV,
        PVT,
        pack("<IHBBBBBBI", _tow_ms(fix), at.tm_year, at.tm_mon, at.tm_mday, at.tm_hour, at.tm_min, at.tm_sec, 7, 50)
        + pack("<iBBBB", fix.hundredths * 10000000, FIXES[fix.kind], int(fix.valid), 0, fix.satellites)
        + pack("<iiiiII", longitude, latitude, height, height, accuracy, accuracy)
        + pack("<iiiiiII", round(speed * cos(way)), round(speed * sin(way)), 0, speed, course, 500, 100000)
        + pack("<H6xi4x", round(fix.hdop * 140), course),
    )


def posllh(fix: Fix) -> bytes:
    """NAV-POSLLH: the place."""
    longitude, latitude, height = _where(fix)
    accuracy = round(ACCURACY_MM * fix.hdop)
    return frame(NAV, POSLLH, pack("<IiiiiII", _tow_ms(fix), longitude, latitude, height, height, accuracy, accuracy))


def status(fix: Fix) -> bytes:
    """NAV-STATUS: the fix."""
    return frame(NAV, STATUS, pack("<IBBBBII", _tow_ms(fix), FIXES[fix.kind], 0x0C | fix.valid, 0, 0, 0, 0))


def timeutc(fix: Fix) -> bytes:
    """NAV-TIMEUTC."""
    at = fix.at
    parts = (at.tm_year, at.tm_mon, at.tm_mday, at.tm_hour, at.tm_min, at.tm_sec)
    return frame(NAV, TIMEUTC, pack("<IIiHBBBBBB", _tow_ms(fix), 50, fix.hundredths * 10000000, *parts, 7))


NAVIGATION = {PVT: pvt, POSLLH: posllh, STATUS: status, TIMEUTC: timeutc}
