"""URL encoding (RFC 3986), between strings of bytes; and tables of fields as in a query."""

from __future__ import annotations

from impsim.squirrel.text import tostring
from impsim.squirrel.values import Array, items, table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NULL = "(null : (nil))"  # D/node/2465
UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
HEXADECIMAL = frozenset("0123456789ABCDEFabcdef")
_ENCODED = {chr(code): chr(code) if chr(code) in UNRESERVED else "%%%02X" % code for code in range(256)}


def encoded(text: str) -> str:
    """Every byte but unreserved characters as %XX."""
    return "".join([_ENCODED[character] for character in text])


def decoded(text: str) -> str:
    """The bytes; a plus is a space. What only looks like %XX stays."""
    first, *parts = text.replace("+", " ").split("%")
    return first + "".join([_decoded_part(part) for part in parts])


def _decoded_part(part: str) -> str:
    """What follows a percent sign."""
    digits = part[:2]
    if len(digits) == 2 and digits[0] in HEXADECIMAL and digits[1] in HEXADECIMAL:
        return chr(int(digits, 16)) + part[2:]
    return "%" + part


def encoded_fields(fields: Any) -> str:
    """The fields of a table as in a query; an array as several fields of one name (D/node/2465).

    Assumed: what is neither string nor number is shown as tostring() shows it, but for null, which the page has.
    """
    found = []
    for key, value in items(fields):
        for single in value if type(value) is Array else (value,):
            found.append("%s=%s" % (encoded(tostring(key)), encoded(NULL if single is None else tostring(single))))
    return "&".join(found)


def decoded_fields(text: str) -> Any:
    """A table of the fields in `a=1&b=2`; of a name that stands there several times an array (D/node/2326).

    Assumed: a name alone has an empty string, and a semicolon separates nothing.
    """
    found: dict[str, Any] = {}
    for field in text.split("&"):
        if not field:
            continue
        name, _, value = field.partition("=")
        found.setdefault(decoded(name), []).append(decoded(value))
    return table({name: values[0] if len(values) == 1 else Array(values) for name, values in found.items()})
