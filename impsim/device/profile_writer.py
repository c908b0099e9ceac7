"""Writes _profiles.py from profiles/*.toml and releases.toml, and reads them for reports. Needs Python 3.11."""

from __future__ import annotations

import pathlib
import sys
from typing import Any

HERE = pathlib.Path(__file__).parent
TARGET = HERE / "_profiles.py"
DOCUMENTATION = "https://developer.electricimp.com/"
PROVENANCE = ("source", "assumed")


def _load(path: pathlib.Path) -> dict[str, Any]:
    if sys.version_info < (3, 11):
        raise SystemExit("profiles are read with Python 3.11 or later")
    import tomllib

    with path.open("rb") as file:
        return tomllib.load(file)


def model_files() -> dict[str, dict[str, Any]]:
    """Every profiles/*.toml by its model's name."""
    documents = [_load(path) for path in sorted((HERE / "profiles").glob("*.toml"))]
    return {document["model"]: document for document in documents}


def releases_file() -> dict[str, Any]:
    """releases.toml."""
    return _load(HERE / "releases.toml")


def leaves(table: dict[str, Any], path: str = "") -> dict[str, dict[str, Any]]:
    """The tables {value, source or assumed} below a table by dotted path."""
    if "value" in table:
        return {path: table}
    found: dict[str, dict[str, Any]] = {}
    for key, below in table.items():
        if isinstance(below, dict):
            found.update(leaves(below, path + "." + key if path else key))
    return found


def provenance(leaf: dict[str, Any]) -> tuple[str, str]:
    """("source" or "assumed", the text with addresses written out)."""
    kind = next(kind for kind in PROVENANCE if kind in leaf)
    return kind, leaf[kind].replace("D/", DOCUMENTATION)


def own_values(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The leaves of the model itself."""
    own = {key: below for key, below in document.items() if key not in ("model", "variants", "part")}
    return leaves(own)


def parts_of(document: dict[str, Any]) -> dict[str, dict[str, dict[str, Any]]]:
    """The leaves of each part that a variant may name."""
    parts: dict[str, dict[str, dict[str, Any]]] = {}
    for name in sorted({part for parts in document.get("variants", {}).values() for part in parts}):
        below = document["part"]
        for step in name.split("."):
            below = below[step]
        parts[name] = leaves(below)
    return parts


def _values(found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {key: leaf["value"] for key, leaf in found.items()}


def _tables() -> dict[str, Any]:
    documents = model_files()
    variants = {
        name: (model, tuple(parts))
        for model, document in documents.items()
        for name, parts in document.get("variants", {model: []}).items()
    }
    return {
        "MODELS": {model: _values(own_values(document)) for model, document in documents.items()},
        "PARTS": {
            model: {name: _values(found) for name, found in parts_of(document).items()}
            for model, document in documents.items()
        },
        "VARIANTS": variants,
        **_release_tables(),
    }


def _pair(text: str) -> tuple[int, int]:
    line, _, minor = text.partition(".")
    return int(line), int(minor)


def _release_tables() -> dict[str, Any]:
    document = releases_file()
    lines = {
        int(number): (_pair(line["newest"]["value"]), "source" in line["newest"], line["date"]["value"])
        for number, line in document["line"].items()
    }
    gates = {
        name: (_pair(gate["since"]["value"]), _pair(gate["until"]["value"]) if "until" in gate else None)
        for name, gate in document["gate"].items()
    }
    return {"LINES": lines, "GATES": gates}


TYPES = {
    "MODELS": "dict[str, dict[str, Any]]",
    "PARTS": "dict[str, dict[str, dict[str, Any]]]",
    "VARIANTS": "dict[str, tuple[str, tuple[str, ...]]]",
    "LINES": "dict[int, tuple[tuple[int, int], bool, str]]",  # newest, whether that is sure, date
    "GATES": "dict[str, tuple[tuple[int, int], Any]]",  # since, until
}
HEAD = '''"""Generated from profiles/*.toml and releases.toml by `python -m impsim.device.profile`. Do not edit."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any
'''


def generate() -> str:
    """The text of _profiles.py."""
    import pprint

    text = HEAD
    for name, value in _tables().items():
        literal = pprint.pformat(value, width=116, compact=True, sort_dicts=False)
        text += "\n%s: %s = %s\n" % (name, TYPES[name], literal)
    return text


def main() -> None:
    """Writes _profiles.py."""
    TARGET.write_text(generate(), encoding="utf-8", newline="\n")
