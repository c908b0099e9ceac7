"""Durations and numbers given as options."""

from __future__ import annotations

import pytest

from impsim.cli.units import duration_us, whole_number
from impsim.errors import Diagnostic


@pytest.mark.parametrize(
    ("text", "us"),
    [
        ("0", 0),
        ("60", 60_000_000),
        ("60s", 60_000_000),
        ("1.5s", 1_500_000),
        ("0.1", 100_000),
        ("250ms", 250_000),
        ("7us", 7),
        ("2m", 120_000_000),
        ("1h30m", 5_400_000_000),
        ("124d", 124 * 86_400_000_000),
        (" 5s ", 5_000_000),
    ],
)
def test_durations(text: str, us: int) -> None:
    assert duration_us(text) == us


@pytest.mark.parametrize("text", ["", " ", "s", "1x", "-5s", "1..5s", "5 s", "1e3s", "inf", "nan", "5sm"])
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(Diagnostic, match="is not a duration"):
        duration_us(text)


def test_whole_numbers() -> None:
    assert [whole_number(text) for text in ("42", "-1", "0")] == [42, -1, 0]
    with pytest.raises(Diagnostic, match="'x' is not a whole number"):
        whole_number("x")
