"""The pages of the formats: each key of a scenario and what it takes, each verb, impsim.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tomllib

from docsite.markup import code, codes, page, table, told
from impsim.scenario.schema import schema
from impsim.scenario.stimuli import VERBS
from impsim.suite import projectfile
from impsim.suite.projectfile import PROJECT

PATTERNS = {
    r"^(\d+(\.\d+)?(us|ms|s|m|h|d))+$": "a time like `90s`",
    r"^(\d{1,3}\.){3}\d{1,3}$": "an IPv4 address",
    r"^((\d{1,3}\.){3}\d{1,3})?$": "an IPv4 address, or nothing",
    r"^\d+(\.\d+)?%$": "a share like `30%`",
    r"^[0-9]+$": "digits",
    r"^[0-9A-Fa-f:]+$": "hexadecimal digits",
    r"^-?\d+(\.\d+)? ?m?V$": "a voltage like `1.2V`",
    r"^-?\d+(\.\d+)? ?m?V$|^floating$": "a voltage like `1.2V`, or `floating`",
    r"^\d+(\.\d+)? ?(m|k|M)?Hz$": "a frequency like `2kHz`",
    r"^[A-Za-z][A-Za-z_-]{0,31}$": "a method like `POST`",
    r"^[/?].*": "a path",
}
KINDS = {"boolean": "`true` or `false`", "string": "text", "number": "a number", "integer": "a whole number"}
SECTIONS = {
    "run": "How long it runs, from which seed, and what a failure means.",
    "world": "What all devices share. [World files](../world.md) tell it with examples.",
    "devices": "Each device by its name. `parts` are told in [Parts](parts.md).",
    "timeline": "What happens: each entry has a time, a verb, and the [verb's fields](verbs.md).",
    "expect": "What must hold. [Scenario files](../scenarios.md#expect) tell how windows and subjects go together.",
    "cases": "Variants of the file, each a test of its own.",
    "matrix": "Values of devices or of `run`, all combinations of which are tests.",
    "report": "Files that a run leaves behind.",
}
LEFT_OUT = ("parts", "timeline")  # they have pages of their own
NEEDS = {
    "ethernet": "Ethernet",
    "wifi": "Wi-Fi",
    "cell": "a modem",
    "usb": "USB",
    "bluetooth": "Bluetooth",
    "gnss": "GNSS",
    "deep_sleep": "deep sleep",
}
VERB_TEXTS = Path(__file__).parent / "verbs.toml"
SETTING = re.compile(r"^    (?:\[(?P<section>\w+)\]|(?P<key>\w+) = [^#\n]*(?:# (?P<about>.*))?)$", re.MULTILINE)


def pages() -> dict[str, str]:
    """The text of each page by its path."""
    return {
        "reference/scenario-keys.md": scenario_page(),
        "reference/verbs.md": verbs_page(),
        "reference/impsim-toml.md": project_page(),
    }


def scenario_page() -> str:
    whole = schema()
    properties, shared = whole["properties"], whole["$defs"]
    plain_keys = {name: below for name, below in properties.items() if name not in SECTIONS}
    parts = [
        "# Keys of scenario files",
        "Every key that a scenario may have, and what it takes. `impsim schema` prints the same as JSON Schema, from "
        "which editors complete and check. NAME is a name of your own choice. "
        "[Scenario files](../scenarios.md) explain them.",
        table(("key", "takes"), [(code(name), takes(below)) for name, below in plain_keys.items()]),
    ]
    for name, about in SECTIONS.items():
        below = properties[name]
        below = shared[below["$ref"].rpartition("/")[2]] if "$ref" in below else below
        rows = [(code(path), what) for path, what in ([] if name in LEFT_OUT else walk(below, ""))]
        parts += [f"## {name}", about, table(("key", "takes"), rows) if rows else ""]
        if name == "timeline":
            parts.append(table(("key", "takes"), timeline_rows(below)))
    return page(*parts)


def timeline_rows(below: dict[str, Any]) -> list[tuple[str, str]]:
    """What all entries have, whatever their verb."""
    entries = [entry["properties"] for entry in below["items"]["oneOf"]]
    common = [name for name in entries[0] if all(name in entry for entry in entries) and name != "do"]
    rows = [("`do`", "a [verb](verbs.md)")]
    for name in common:
        rows += [(code(path), what) for path, what in walk(entries[0][name], name)]
    return rows


def walk(below: dict[str, Any], path: str) -> Iterator[tuple[str, str]]:
    """Each key with its path, and what it takes."""
    if below.get("type") == "array" and "properties" in below.get("items", {}):
        below = below["items"]
    several = below.get("additionalProperties")
    named = isinstance(several, dict)
    if below.get("properties"):
        if path:
            yield path, "a table"
        for name, each in below["properties"].items():
            if name not in LEFT_OUT:
                yield from walk(each, f"{path}.{name}".lstrip("."))
    elif named and several and "properties" in several:
        yield from walk(several, f"{path}.NAME".lstrip("."))
    elif path:
        yield path, takes(below)


def takes(below: dict[str, Any]) -> str:
    """What a value may be."""
    if "$ref" in below:
        return "as above"
    if "const" in below or "enum" in below:
        return codes(map(str, below.get("enum") or [below["const"]]))
    if "anyOf" in below or "oneOf" in below:
        return ", or ".join(dict.fromkeys(map(takes, below.get("anyOf") or below["oneOf"])))
    if below.get("format"):
        return {"date-time": "a time like `2019-03-01T00:00:00Z`", "regex": "a regular expression"}[below["format"]]
    if "pattern" in below:
        return PATTERNS.get(below["pattern"], "text")
    return simple(below)


def simple(below: dict[str, Any]) -> str:
    kinds = below.get("type", "object")
    if kinds == "array":
        return f"a list: {takes(below['items'])} each" if below.get("items") else "a list"
    if kinds == "object":
        several = below.get("additionalProperties")
        if isinstance(several, dict) and several:
            return f"a table: for each name {takes(several)}"
        return f"a table of {codes(below['properties'])}" if below.get("properties") else "a table"
    if isinstance(kinds, list):
        return "a number or text" if "string" in kinds and "boolean" not in kinds else "text"
    return KINDS[kinds] + limits(below)


def limits(below: dict[str, Any]) -> str:
    lowest, highest = below.get("minimum"), below.get("maximum")
    if lowest is None or highest is None:
        return "" if lowest is None else f" from {lowest} on"
    return f" from {lowest} to {highest}"


def verb_texts() -> dict[str, str]:
    """A sentence for each verb."""
    groups: dict[str, dict[str, str]] = tomllib.loads(VERB_TEXTS.read_text(encoding="utf-8"))
    return {verb: text for group in groups.values() for verb, text in group.items()}


def verbs_page() -> str:
    groups: dict[str, dict[str, str]] = tomllib.loads(VERB_TEXTS.read_text(encoding="utf-8"))
    parts = [
        "# Verbs: what can happen",
        "A `timeline` says what happens and when: `{at: 90s, do: link.down}`. `sim.do()` of a test in Python takes the "
        "same verbs. [World files](../world.md#what-can-happen) and [Scenario files](../scenarios.md#timeline) tell "
        "how times are written. Where the world has only one LAN, proxy, broker and so on, it need not be named.",
    ]
    for title, verbs in groups.items():
        parts.append(f"## {title}")
        for name, text in verbs.items():
            parts.append(verb_section(name, text))
    return page(*parts)


def verb_section(name: str, text: str) -> str:
    verb = VERBS[name]
    needs = f"Only for models with {NEEDS[verb.needs]}." if verb.needs else ""
    rows = [
        (code(field), takes(reader.schema), "yes" if field in verb.required else "")
        for field, (_, reader) in verb.fields.items()
    ]
    return page(
        f"(verb-{name.replace('.', '-')})=\n### {name}",
        f"{text} {needs}".strip(),
        table(("field", "takes", "must be there"), rows) if rows else "",
    ).rstrip("\n")


def project_page() -> str:
    about = project_texts()
    rows = []
    for name, (_, reader) in PROJECT.items():
        keys = [path for path, _ in walk(reader.schema, name) if path != name] or [name]
        for key in keys:
            below = reader.schema["properties"][key.partition(".")[2]] if "." in key else reader.schema
            rows.append((code(key), takes(below), told(about.get(key, ""))))
    return page(
        "# impsim.toml",
        "What a project's runs and tests have in common. It is looked for in the current folder and those above; its "
        "paths begin where it stands. [Tests in CI](../ci.md#impsimtoml) has an example.",
        table(("key", "takes", "what it is"), rows),
    )


def project_texts() -> dict[str, str]:
    """What stands beside each key in the example that its reader begins with."""
    found, section = {}, ""
    for match in SETTING.finditer(projectfile.__doc__ or ""):
        section = match["section"] or section
        if match["key"]:
            found[f"{section}.{match['key']}"] = match["about"] or ""
    return found
