"""Wi-Fi regions: how their codes are spelled, and on which channels they let a radio be.

A code holds two letters in its low half and a revision in its high one. Which codes there are
and which channels they mean: developer.electricimp.com/api/imp/setcountry.
"""

from __future__ import annotations

BANDS = ("2.4G", "5G")  # as profiles and imp.net.info() name them

TO_11 = tuple(range(1, 12))
TO_13 = tuple(range(1, 14))
UNII_1 = (36, 40, 44, 48)
UNII_2 = (52, 56, 60, 64)
TO_112 = UNII_1 + UNII_2 + (100, 104, 108, 112)
TO_136 = TO_112 + (116, 120, 124, 128, 132, 136)
FROM_149 = (149, 153, 157, 161, 165)

# The two letters of a code -> channels. Assumed: revisions of the same letters mean the same channels.
US = TO_11 + TO_136 + (140, 144) + FROM_149
CANADA = TO_11 + TO_112 + (116, 132, 136, 140, 144) + FROM_149
EUROPE = TO_13 + TO_136
CHANNELS = {"US": US, "XX": US, "CA": CANADA, "GB": EUROPE, "E0": EUROPE, "JP": EUROPE}
ANYWHERE = TO_11 + UNII_1  # assumed: a region that is not known gets what is allowed everywhere


def band_of(channel: int) -> str:
    """The band that a channel is in."""
    return BANDS[channel > 14]


def channels(country: int, bands: str) -> tuple[int, ...]:
    """The channels of a radio with bands (`2.4G,5G`) in the region of code country, in the order of a scan."""
    allowed = CHANNELS.get(_letters(country), ANYWHERE)
    return tuple(channel for channel in allowed if band_of(channel) in bands.split(","))


def country_text(code: int) -> str:
    """imp.net.info()'s spelling of a region code: two letters, and the revision where there is one.

    Assumed: that the string is made like this is not public.
    """
    return "%s/%d" % (_letters(code), code >> 16) if code >> 16 else _letters(code)


def _letters(code: int) -> str:
    return chr(code & 0xFF) + chr(code >> 8 & 0xFF)


def country_code(text: str) -> int:
    """The region code that `country_text` spells as text. Raises ValueError."""
    letters, slash, revision = text.partition("/")
    if len(letters) != 2 or not letters.isascii() or not letters.isalnum():
        raise ValueError(text)
    number = int(revision) if slash else 0
    if not 0 <= number < 1 << 15:
        raise ValueError(text)
    return number << 16 | ord(letters[1]) << 8 | ord(letters[0])
