"""A-law, as ITU-T G.711 has it: 13 bits of a sample, of which the upper ones of 16 are taken, as 8.

A code has a sign, three bits of the segment and four of the place in it; every second bit is inverted. An even code
before that inversion is the middle of what it stands for, so that a code expanded and compressed again is the same.
"""

from __future__ import annotations

INVERTED = 0x55
SIGN = 0x80  # set for what is not negative


def _expanded(code: int) -> int:
    bits = code ^ INVERTED
    segment, place = bits >> 4 & 7, bits & 15
    magnitude = (place << 4) + 8 if segment == 0 else ((place << 4) + 0x108) << (segment - 1)
    return magnitude if bits & SIGN else -magnitude


def _compressed(sample: int) -> int:
    sign = SIGN if sample >= 0 else 0
    magnitude = (sample if sample >= 0 else -sample - 1) >> 4  # a negative one is its inversion
    segment = max(0, magnitude.bit_length() - 4)
    place = magnitude >> max(0, segment - 1) & 15
    return (sign | segment << 4 | place) ^ INVERTED


EXPANDED = [_expanded(code) for code in range(256)]
COMPRESSED = bytes(_compressed((step << 4) - 0x8000) for step in range(4096))  # of unsigned ones, by the upper 12 bits


def compress(sample: int) -> int:
    """The code of a signed sample of 16 bits."""
    return _compressed(max(-0x8000, min(0x7FFF, sample)))


def expand(code: int) -> int:
    """The signed sample of 16 bits that a code stands for."""
    return EXPANDED[code]
