"""Values of options that carry units."""

from __future__ import annotations

UNITS_US = {"us": 1, "ms": 1000, "s": 1000000, "m": 60000000, "h": 3600000000, "d": 86400000000}


def duration_us(text: str) -> int:
    """`90`, `1.5s`, `250ms`, `1h30m` in microseconds; a number alone is seconds. Raises Diagnostic."""
    rest, total = text.strip(), 0.0
    while rest:
        number = leading(rest, "0123456789.")
        rest = rest[len(number) :]
        unit = leading(rest, "usmhd")
        rest = rest[len(unit) :]
        try:
            total += float(number) * UNITS_US[unit or "s"]
        except (ValueError, KeyError):
            raise not_a_duration(text) from None
    if not text.strip():
        raise not_a_duration(text)
    return round(total)


def leading(text: str, letters: str) -> str:
    """The longest beginning that has only these letters."""
    return text[: len(text) - len(text.lstrip(letters))]


def not_a_duration(text: str) -> Exception:
    from impsim.errors import Diagnostic

    hint = "write a number and a unit: 250ms, 60s, 1h30m, 2d"
    return Diagnostic(f"'{text}' is not a duration", path="impsim", hint=hint, code="usage")


def whole_number(text: str) -> int:
    """An integer of any sign. Raises Diagnostic."""
    try:
        return int(text)
    except ValueError:
        from impsim.errors import Diagnostic

        raise Diagnostic(f"'{text}' is not a whole number", path="impsim", code="usage") from None
