"""Region codes: how they are spelled and which channels they allow."""

from __future__ import annotations

import pytest

from impsim.device.radio.regions import band_of, channels, country_code, country_text

# code -> (spelling, 2.4 GHz channels, some 5 GHz channels that it has, some that it has not): D/api/imp/setcountry
REGIONS = {
    0x00005355: ("US", 11, [36, 64, 100, 144, 165], [34, 68, 166]),
    0x00115858: ("XX/17", 11, [36, 64, 100, 144, 165], [34, 68, 166]),
    0x03B64143: ("CA/950", 11, [36, 112, 116, 132, 165], [120, 124, 128]),
    0x00004247: ("GB", 13, [36, 100, 136], [140, 149, 165]),
    0x037F3045: ("E0/895", 13, [36, 100, 136], [140, 149, 165]),
    0x03B8504A: ("JP/952", 13, [36, 100, 136], [140, 149, 165]),
    0x00005A5A: ("ZZ", 11, [36, 48], [52, 100, 149]),
}


@pytest.mark.parametrize("code", REGIONS)
def test_a_code_and_its_spelling(code):
    assert country_text(code) == REGIONS[code][0]
    assert country_code(REGIONS[code][0]) == code


@pytest.mark.parametrize("text", ["", "U", "USA", "US/", "US/x", "US/-1", "US/32768", "U/", "ÄÖ"])
def test_what_is_no_region(text):
    with pytest.raises(ValueError):
        country_code(text)


@pytest.mark.parametrize("code", REGIONS)
def test_channels_of_a_region(code):
    _, last, allowed, forbidden = REGIONS[code]
    assert channels(code, "2.4G") == tuple(range(1, last + 1))
    high = channels(code, "5G")
    assert set(allowed) <= set(high)
    assert not set(forbidden) & set(high)
    assert channels(code, "2.4G,5G") == channels(code, "2.4G") + high


@pytest.mark.parametrize(("channel", "band"), [(1, "2.4G"), (14, "2.4G"), (36, "5G"), (165, "5G")])
def test_bands(channel, band):
    assert band_of(channel) == band
