"""Analogue values as impOS gives and takes them: 12 bits of a converter, as a number of 16 bits or a share of 1."""

from __future__ import annotations

STEPS = 4095  # of a converter with 12 bits (D/node/2520)


def sampled(mv: int, supply_mv: int) -> int:
    """What an analogue input reads of a voltage: 0 to 65535, which is the supply's (D/node/2520).

    Assumed: the four bits that the converter lacks repeat its upper ones, as otherwise 65520 would be the highest.
    """
    return filled(min(STEPS, max(0, (2 * mv * STEPS + supply_mv) // (2 * supply_mv))))


def filled(step: int) -> int:
    """A step as 16 bits."""
    return step << 4 | step >> 8


def whole(level: int) -> int:
    """What a converter makes of a number of 16 bits."""
    return filled(level >> 4)


def driven_mv(step: int, supply_mv: int) -> int:
    """What an analogue output drives at one of its steps, to the millivolt."""
    return (2 * step * supply_mv + STEPS) // (2 * STEPS)
