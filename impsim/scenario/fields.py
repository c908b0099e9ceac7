"""Readers of what stands in a world file: from a node with its place to a value, or a mistake noted at that place.

A reader is called with the document and a node and always returns; what cannot be read gives None and a problem
of the document, so that one look at a file finds every mistake in it. Each reader also tells the JSON Schema of what
it takes, from which editors know the format: one table is both.
"""

from __future__ import annotations

from math import nan

from impsim.device.lease import is_quad, number
from impsim.device.radio.regions import country_code
from impsim.scenario.documents import Document, Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, Optional

    Schema = dict[str, Any]  # JSON Schema, 2020-12
    Section = dict[str, "tuple[str, Reader]"]  # name in the file -> attribute of the part, reader


class Wrong(Exception):
    """A scalar that cannot be what it should be.  Arguments: what was expected, and a hint if there is one."""


class Reader:
    """read(document, node): gives a value.  schema: what it takes."""

    __slots__ = ("read", "schema")

    def __init__(self, read: Callable[[Document, Node], Any], schema: Schema) -> None:
        self.read = read
        self.schema = schema

    def __call__(self, document: Document, node: Node) -> Any:
        return self.read(document, node)


def reading(**schema: Any) -> Callable[[Callable[[Document, Node], Any]], Reader]:
    """Makes a function a reader of what the schema says."""
    return lambda read: Reader(read, schema)


def number_or_nan(value: str) -> float:
    """What a text means as a number."""
    try:
        return float(value)
    except ValueError:
        return nan


def scalar(convert: Callable[[str], Any], **schema: Any) -> Reader:
    """A reader of a scalar; convert raises Wrong."""

    def read(document: Document, node: Node) -> Any:
        try:
            if node.kind != "scalar":
                raise Wrong("one value")
            return convert(node.text)
        except Wrong as error:
            what, *hint = error.args
            shown = "'%s' is not %s" % (node.text, what) if node.kind == "scalar" else "%s expected" % what
            document.wrong(node, shown, *hint)

    return Reader(read, schema or {"type": ["string", "number", "boolean"]})


def text(longest: int = 64) -> Reader:
    """Text of up to so many bytes."""

    def convert(value: str) -> str:
        if len(value.encode("utf-8")) > longest:
            raise Wrong("at most %d bytes long" % longest)
        return value

    return scalar(convert, type=["string", "number", "boolean"], maxLength=longest)


def integer(lowest: int, highest: int) -> Reader:
    """A decimal number in a range."""

    def convert(value: str) -> int:
        try:
            found = int(value)
        except ValueError:
            found = lowest - 1
        if not lowest <= found <= highest:
            raise Wrong("a number from %d to %d" % (lowest, highest))
        return found

    return scalar(convert, type="integer", minimum=lowest, maximum=highest)


def choice(*choices: str) -> Reader:
    """One of some words."""

    def convert(value: str) -> str:
        if value not in choices:
            raise Wrong("one of " + ", ".join(choices))
        return value

    return scalar(convert, enum=[int(word) if word.isdigit() else word for word in choices])


SHORT = 3  # digits: a code like an MNC loses its zero when something takes it for a number


def digits(shortest: int, alphabet: str = "0123456789", longest: int = 0) -> Reader:
    """So many digits; hexadecimal ones may have colons between them."""
    counted = "%d or %d" % (shortest, longest) if longest else str(shortest)

    def convert(value: str) -> str:
        bare = value.replace(":", "").lower() if "f" in alphabet else value
        if not shortest <= len(bare) <= (longest or shortest) or not set(bare) <= set(alphabet):
            zeros = "zeros count: write '%s'" % bare.zfill(shortest) if bare and set(bare) <= set(alphabet) else ""
            what = "%s %s digits" % (counted, "hexadecimal" if "f" in alphabet else "decimal")
            raise Wrong(what, zeros if len(bare) < shortest <= SHORT else "")
        return bare

    pattern = "^[0-9A-Fa-f:]+$" if "f" in alphabet else "^[0-9]+$"
    return scalar(convert, type=["string", "integer"], pattern=pattern)


def _flag(value: str) -> bool:
    if value not in ("true", "false"):
        raise Wrong("true or false")
    return value == "true"


def _quad(value: str) -> str:
    if not is_quad(value):
        raise Wrong("an IPv4 address like 192.168.0.3")
    return value


def _optional_quad(value: str) -> str:
    return _quad(value) if value else ""


def _netmask(value: str) -> str:
    inverted = ~number(_quad(value)) & 0xFFFFFFFF
    if inverted & (inverted + 1):
        raise Wrong("a netmask like 255.255.255.0")
    return value


def _country(value: str) -> int:
    try:
        return country_code(value)
    except ValueError:
        raise Wrong("a region like GB or XX/17") from None


UNITS_US = {"us": 1, "ms": 1000, "s": 1000000, "m": 60000000, "h": 3600000000, "d": 86400000000}
LONGEST_US = 1 << 50


def duration_us(value: str) -> int:
    """`15s`, `300ms`, `1.5s`, `1m30s`. Raises Wrong."""
    found, rest = 0.0, value
    while rest and found >= 0:
        amount = rest[: len(rest) - len(rest.lstrip("0123456789."))]
        after = rest[len(amount) :]
        rest = after.lstrip("umshd")
        try:
            found += float(amount) * UNITS_US[after[: len(after) - len(rest)]]
        except (ValueError, KeyError):
            found = -1
    if not value or not 0 <= found < LONGEST_US:
        raise Wrong("a time like 15s or 300ms")
    return round(found)


def _lease_s(value: str) -> int:
    return max(1, duration_us(value) // 1000000)


def _share(value: str) -> float:
    """`10%` is 0.1."""
    try:
        found = float(value[:-1]) / 100 if value.endswith("%") else -1
    except ValueError:
        found = -1
    if not 0 <= found <= 1:
        raise Wrong("a percentage like 10%")
    return found


LOUDEST_DBM, FAINTEST_DBM = 0, -127


def _reception(value: str) -> Optional[int]:
    """dBm, or None for `out`."""
    if value == "out":
        return None
    try:
        found = int(value)
    except ValueError:
        found = 1
    if not FAINTEST_DBM <= found <= LOUDEST_DBM:
        raise Wrong("a number from %d to %d, or out" % (FAINTEST_DBM, LOUDEST_DBM))
    return found


QUAD = r"(\d{1,3}\.){3}\d{1,3}"
TIME = r"(\d+(\.\d+)?(us|ms|s|m|h|d))+"

flag = scalar(_flag, type="boolean")
quad = scalar(_quad, type="string", pattern="^%s$" % QUAD)
optional_quad = scalar(_optional_quad, type="string", pattern="^(%s)?$" % QUAD)
netmask = scalar(_netmask, type="string", pattern="^%s$" % QUAD)
country = scalar(_country, type="string")
duration = scalar(duration_us, type="string", pattern="^%s$" % TIME)
lease_s = scalar(_lease_s, type="string", pattern="^%s$" % TIME)
share = scalar(_share, type="string", pattern=r"^\d+(\.\d+)?%$")
reception_dbm = scalar(_reception, type=["integer", "string"])
hexadecimal = "0123456789abcdef"


def listed(lowest: int, highest: int, what: str, read: Reader) -> Reader:
    """A tuple of so many values; one alone needs no list."""

    def read_all(document: Document, node: Node) -> Any:
        nodes = node.list if node.kind == "list" else [node]
        if not lowest <= len(nodes) <= highest:
            document.wrong(node, what + " expected")
        return tuple(read(document, below) for below in nodes)

    several = {"type": "array", "items": read.schema, "minItems": lowest, "maxItems": highest}
    return Reader(read_all, {"anyOf": [read.schema, several]})


dns = listed(1, 2, "one or two DNS servers", quad)  # which may be 0.0.0.0: unknown


def reference(kind: str) -> Reader:
    """The name of something else in the file."""

    def read(document: Document, node: Node) -> Any:
        if node.kind != "scalar":
            document.wrong(node, "the name of one %s expected" % kind)
        else:
            check_name(document, kind, node.text, (node.line, node.column))
        return node.text

    return Reader(read, {"type": ["string", "number", "boolean"]})


@reading()
def plain(document: Document, node: Node) -> Any:
    """A value as JSON has them; only words without quotes mean numbers, true, false and null."""
    if node.kind == "map":
        return {name: plain(document, below) for name, below in node.map.items()}
    if node.kind == "list":
        return [plain(document, below) for below in node.list]
    return node.text if node.quoted else core(node.text)


WORDS = {"true": True, "false": False, "null": None}
CORE = {"~": None, "": None, **{form(name): WORDS[name] for name in WORDS for form in (str, str.title, str.upper)}}


def core(value: str) -> Any:
    """As YAML 1.2 reads it; Squirrel's integers have 32 bits."""
    if value in CORE:
        return CORE[value]
    if value.strip("0123456789+-.eE"):
        return value
    try:
        found = float(value)
    except ValueError:
        return value
    return int(value) if value.lstrip("+-").isdigit() and -(1 << 31) <= found < 1 << 31 else found


def section(fields: Section) -> Reader:
    """A reader of a map whose members become attributes: a dict by attribute."""
    return Reader(lambda document, node: members(document, node, fields), table_schema(fields))


def table_schema(fields: Section, *required: str) -> Schema:
    """Of a map with these members."""
    made: Schema = {"type": "object", "additionalProperties": False}
    made["properties"] = {name: read.schema for name, (_, read) in fields.items()}
    return {**made, "required": list(required)} if required else made


def named(read: Reader, what: str, names: str = "") -> Reader:
    """A reader of a map from names to things of one kind; names: the kind of thing that they must be names of."""

    def read_all(document: Document, node: Node) -> Any:
        if node.kind != "map":
            document.wrong(node, "a table of %s by name expected" % what)
        for name in node.map if names else ():
            check_name(document, names, name, node.keys[name])
        return {name: read(document, below) for name, below in node.map.items()}

    return Reader(read_all, {"type": "object", "additionalProperties": read.schema})


def check_name(document: Document, kind: str, name: str, place: tuple[int, int]) -> None:
    """Notes a name that nothing of its kind has."""
    known = document.names[kind]
    if name not in known:
        document.problem("there is no %s '%s'" % (kind, name), *place, nearest(name, known))


def members(document: Document, node: Node, fields: Section) -> dict[str, Any]:
    """The members of a map by attribute; notes unknown names and wrong values."""
    if node.kind != "map":
        document.wrong(node, "a table of %s expected" % ", ".join(fields))
        return {}
    found = {}
    for name, below in node.map.items():
        if name in fields:
            attribute, read_field = fields[name]
            found[attribute] = read_field(document, below)
        else:
            document.problem("there is no '%s' here" % name, *node.keys[name], nearest(name, fields))
    return found


def nearest(name: str, known: Iterable[str]) -> str:
    """Did you mean; else what there is."""
    from difflib import get_close_matches

    names = list(known)
    close = get_close_matches(name, names, 1)
    if close:
        return "did you mean %s?" % close[0]
    return "known: " + ", ".join(names) if names else ""
