"""Seeded randomness: the same seed gives the same numbers on every Python, for ever.

SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
Each user draws from a stream of its own, forked by name, so that one more draw in one
place changes nothing in another.
"""

from __future__ import annotations

MASK = 0xFFFFFFFFFFFFFFFF
STEP = 0x9E3779B97F4A7C15


class Rng:
    """A stream of numbers made by a seed."""

    def __init__(self, seed: int) -> None:
        self._seed = self._state = seed & MASK

    def bits(self) -> int:
        """The next 64 bits."""
        self._state = z = (self._state + STEP) & MASK
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def below(self, limit: int) -> int:
        """A number in 0..limit-1; limit is at most 2**32, which keeps the bias below 2**-32."""
        return (self.bits() >> 32) * limit >> 32

    def digits(self, length: int) -> str:
        """That many decimal digits."""
        return "".join("%d" % self.below(10) for _ in range(length))

    def fork(self, name: str) -> Rng:
        """The stream called name: the same one whatever was drawn from this one before."""
        mixed = 0xCBF29CE484222325  # FNV-1a, because hash() differs from run to run
        for byte in name.encode("utf-8"):
            mixed = ((mixed ^ byte) * 0x100000001B3) & MASK
        return Rng(self._seed ^ mixed)
