"""What is simulated, and on what grounds: the matter of `impsim models`.

Pure functions that read the profiles, the releases, the stubs and their documentation.
Needs Python 3.11, whose library reads TOML.
"""

from __future__ import annotations

import json
import pathlib
import re
from typing import Any, Optional

from impsim.device.profile import INTERFACE_NAMES, Profile, find, names
from impsim.device.profile_writer import leaves, model_files, own_values, parts_of, provenance, releases_file
from impsim.device.radio.regions import country_text
from impsim.device.release import Release, check_ran, lines_of, newest, newest_for, parse_release
from impsim.errors import Diagnostic
from impsim.impos.codespace import code_space
from impsim.impos.stubs import every_stub, existing

PACKAGE = pathlib.Path(__file__).parent.parent
MEMORY = ("ram_bytes", "ram_free_bytes")
BUSES = ("pins", "i2c", "spi", "uart", "others")
LAYERS = ("cloud", "device", "impos", "impt", "libraries", "scenario", "trace")  # whose files are looked through
MARKED = re.compile(r"\s*(?P<name>\w+)(?:: [^=]+)? = (?P<value>[^#]*?)  # (?:.*; )?assumed: (?P<why>.+)")
SENTENCE = re.compile(r"[Aa]ssumed: (?P<why>.+)")
HEADING = re.compile(r"\s*(?P<kind>class|def) (?P<name>\w+)")


def models_report(impos: Optional[str] = None, model: Optional[str] = None) -> list[dict[str, Any]]:
    """A dict per model and variant: those that ran the release, or the one named. Raises Diagnostic.

    Keys: name, model, part, mcu, interfaces, identity (how device id and MAC address are formed), lines, newest,
    release (which the rest is about), memory, gpio, api (objects of `hardware` by kind), simulated and absent
    (API paths), deep_sleep, nv, sources, assumptions (both: key -> [value, text]).
    """
    release = parse_release(impos) if impos else None
    if model is not None:
        profile = find(model)
        if release is not None:
            check_ran(profile, release)
        return [model_report(profile, release)]
    return [model_report(profile, release) for profile in map(find, names()) if _ran(profile, release)]


def _ran(profile: Profile, release: Optional[Release]) -> bool:
    try:
        if release is not None:
            check_ran(profile, release)
    except Diagnostic:
        return False
    return True


def model_report(profile: Profile, release: Optional[Release]) -> dict[str, Any]:
    """One dict of `models_report`, about a release or the newest that the model ran."""
    about = release or newest_for(profile)
    grounds = _grounds(profile)
    api = {kind: profile["api." + kind] for kind in BUSES}
    there = {stub.object for stub in every_stub() if stub.side == "instance"}
    simulated = [stub.path for stub in existing(profile.model, about) if stub.kind != "object"]
    return {
        "name": profile.name,
        "model": profile.model,
        "part": profile["hardware.part"],
        "mcu": profile["hardware.mcu"],
        "interfaces": [_interface(profile, kind) for kind in profile.interfaces],
        "identity": _identity(profile),
        "lines": lines_of(profile),
        "newest": str(newest_for(profile)),
        "release": str(about),
        "memory": {**{key: profile["hardware." + key] for key in MEMORY}, "code_bytes": code_space(profile, about)},
        "gpio": profile["hardware.gpio_count"],
        "deep_sleep": profile["power.deep_sleep"],
        "nv": profile["power.nv"],
        "api": api,
        "simulated": simulated,
        "absent": ["hardware." + name for kind in BUSES[1:] for name in api[kind] if not {kind, name} & there],
        "sources": {key: [value, text] for key, (kind, value, text) in grounds.items() if kind == "source"},
        "assumptions": {key: [value, text] for key, (kind, value, text) in grounds.items() if kind == "assumed"},
    }


def _identity(profile: Profile) -> dict[str, str]:
    prefix: str = profile["identity.id_prefix"]
    mac = "%s and 6 digits" % profile["identity.oui"]
    rest = "the MAC address" if profile["identity.id_holds_mac"] else "%d digits" % (16 - len(prefix))
    return {"device_id": "%s and %s" % (prefix, rest), "macaddress": mac}


def _interface(profile: Profile, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = {"type": kind, "name": INTERFACE_NAMES[kind]}
    if kind == "wifi":
        found["bands"] = profile.bands
        found["country"] = country_text(profile["wifi.country"])
    if kind == "cell":
        found["modem"] = "%s %s" % (profile["cell.manufacturer"], profile["cell.model"])
        found["generations"] = profile["cell.generations"]
    return found


def _grounds(profile: Profile) -> dict[str, tuple[str, Any, str]]:
    """key -> ("source" or "assumed", value, text); values of interfaces that the variant has not are left out."""
    document = model_files()[profile.model]
    found = own_values(document)
    parts = parts_of(document)
    for part in document.get("variants", {}).get(profile.name, []):
        found.update(parts[part])
    unused = tuple(kind + "." for kind in INTERFACE_NAMES if kind not in profile.interfaces)
    return {
        key: (kind, leaf["value"], text)
        for key, leaf in found.items()
        if not key.startswith(unused)
        for kind, text in [provenance(leaf)]
    }


def releases_report() -> list[dict[str, Any]]:
    """A dict per line: line, newest, production, gates (name -> what it is about) that its newest release has."""
    gates = releases_file()["gate"]
    return [
        {
            "line": line,
            "newest": str(newest(line)),
            "production": not newest(line).pre_release,
            "gates": {name: gate["about"] for name, gate in gates.items() if newest(line).has(name)},
        }
        for line in map(int, releases_file()["line"])
    ]


def documentation() -> dict[str, dict[str, Any]]:
    """The stubs' documentation by path: text, param, returns, models, since, until, errors, source, assumed."""
    documents: dict[str, dict[str, Any]] = json.loads(
        (PACKAGE / "impos" / "stub_docs.json").read_text(encoding="utf-8")
    )
    return documents


def assumptions() -> list[dict[str, Any]]:
    """Everything that no public text says: dicts with where, what, value and why."""
    return [*_profile_assumptions(), *_release_assumptions(), *_stub_assumptions(), *_code_assumptions()]


def _profile_assumptions() -> list[dict[str, Any]]:
    found = []
    for model, document in model_files().items():
        values = dict(own_values(document))
        for part, below in parts_of(document).items():
            values.update({"%s %s" % (part, key): leaf for key, leaf in below.items()})
        found += [_assumption(model, key, leaf) for key, leaf in values.items() if "assumed" in leaf]
    return found


def _release_assumptions() -> list[dict[str, Any]]:
    return [_assumption("releases", key, leaf) for key, leaf in leaves(releases_file()).items() if "assumed" in leaf]


def _assumption(where: str, what: str, leaf: dict[str, Any]) -> dict[str, Any]:
    return {"where": where, "what": what, "value": leaf["value"], "why": provenance(leaf)[1]}


def _stub_assumptions() -> list[dict[str, Any]]:
    return [
        {"where": "stubs", "what": path, "value": None, "why": found["assumed"]}
        for path, found in documentation().items()
        if "assumed" in found
    ]


def _code_assumptions() -> list[dict[str, Any]]:
    """What the code marks: constants with `# assumed`, docstrings with a sentence."""
    paths = sorted(path for layer in LAYERS for path in PACKAGE.glob(layer + "/**/*.py"))
    return [found for path in paths if path != pathlib.Path(__file__) for found in _marked(path)]


def _marked(path: pathlib.Path) -> list[dict[str, Any]]:
    where = path.relative_to(PACKAGE).as_posix()
    found = []
    owner = name = ""
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        heading = HEADING.match(line)
        if heading:
            name = heading["name"]
            owner = name + "." if heading["kind"] == "class" else owner if line[0] == " " else ""
        constant, sentence = MARKED.match(line), SENTENCE.search(line)
        if constant:
            what = owner + constant["name"] if line[0] == " " else constant["name"]
            found.append({"where": where, "what": what, "value": constant["value"], "why": constant["why"]})
        elif sentence:
            why = _whole_sentence([sentence["why"], *lines[number + 1 :]])
            found.append({"where": where, "what": name, "value": None, "why": why})
    return found


def _whole_sentence(lines: list[str]) -> str:
    """The sentence that the first line begins."""
    words: list[str] = []
    for line in lines:
        text, quotes, _ = line.strip().partition('"""')
        words.append(text)
        if quotes or not text or text.endswith("."):
            break
    return " ".join(words).strip()
