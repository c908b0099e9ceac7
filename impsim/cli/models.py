"""impsim models: the imps, the releases that they ran, and what is simulated of them."""

from __future__ import annotations

from impsim.cli.options import Command, Option, exactly_one, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

COMMAND = Command(
    "models",
    "[OPTION...] [MODEL]",
    {
        "--impos": Option("on this release, like 36 or 36.13", "RELEASE"),
        "--assumptions": Option("everything that no public text says, and why it was chosen so", default=False),
        "--format": Option("a table, or one JSON document", choices=("text", "json"), default="text"),
    },
    ("impsim models", "impsim models imp005 --impos 36", "impsim models --format json"),
)
PLURALS = {"pins": "pins", "i2c": "I2C", "spi": "SPI", "uart": "UART", "others": "others"}


def main(argv: list[str]) -> int:
    parsed = parse(COMMAND, argv)
    if parsed is None:
        return 0
    options, arguments = parsed
    name = exactly_one(COMMAND, arguments, "MODEL") if arguments else None
    found = report(name, options["impos"], options["assumptions"])
    if options["format"] == "json":
        from json import dumps

        print(dumps(found, ensure_ascii=False, indent=1))
    else:
        print("\n".join(assumption_lines(found) if options["assumptions"] else text_lines(found, name)))
    return 0


def report(name: str | None, impos: str | None, with_assumptions: bool) -> dict[str, Any]:
    """Everything that is printed, as one value. Raises Diagnostic for an unknown model or release."""
    from impsim.impos.report import assumptions, models_report, releases_report

    models = models_report(impos, name)
    for model in models:
        model.update(simulated(model))
    found: dict[str, Any] = {"models": models, "releases": releases_report()}
    if with_assumptions:
        found["assumptions"] = [
            entry for entry in assumptions() if name is None or entry["where"] in (name, models[0]["model"])
        ]
    return found


def simulated(model: dict[str, Any]) -> dict[str, Any]:
    """exact and absent: API paths; approximate: API path -> what was assumed."""
    from impsim.cli.fidelity import CONSTANTS, fidelity
    from impsim.device.release import parse_release
    from impsim.impos.report import documentation
    from impsim.impos.stubs import every_stub

    release = parse_release(model["release"])
    stubs = [stub for stub in every_stub() if stub.is_on(model["model"]) and stub.is_in(release)]
    entries = fidelity(stubs, documentation())
    objects = [entry for entry in entries if entry.path != CONSTANTS]
    return {
        "exact": [f"{entry.path}.{name}" for entry in objects for name in entry.exact],
        "approximate": {f"{entry.path}.{name}": why for entry in objects for name, why in entry.approximate.items()},
        "absent": [f"{entry.path}.{name}" for entry in objects for name in entry.absent],
    }


def text_lines(found: dict[str, Any], name: str | None) -> Iterable[str]:
    if name is None:
        return [
            *table(["model", "impOS", "interfaces"], [overview(model) for model in found["models"]]),
            "",
            *table(["impOS", "newest", "what is new or wrong in it"], release_rows(found["releases"])),
            "",
            "`impsim models MODEL` tells more of one; `impsim models --assumptions` what had to be assumed",
        ]
    return details(found["models"][0], found["releases"])


def overview(model: dict[str, Any]) -> list[str]:
    lines = model["lines"]
    return [model["name"], ", ".join(map(str, lines)), ", ".join(map(interface, model["interfaces"]))]


def interface(found: dict[str, Any]) -> str:
    """`wifi 2.4G,5G`, `ethernet`, `cell Quectel BG96`."""
    return " ".join([found["type"], *[found[key] for key in ("bands", "modem") if key in found]])


def release_rows(releases: list[dict[str, Any]]) -> list[list[str]]:
    """One row per production release: what it has that the one before had not; and which defects ended."""
    rows, before = [], set()
    for release in releases:
        gates = release["gates"]
        if release["production"]:
            new = [gates[gate] for gate in gates if gate not in before]
            rows.append([str(release["line"]), release["newest"], "; ".join(new)])
            before = set(gates)
    return rows


def details(model: dict[str, Any], releases: list[dict[str, Any]]) -> Iterable[str]:
    memory = model["memory"]
    line = int(model["release"].split(".")[0])
    gates = next(release["gates"] for release in releases if release["line"] == line)
    yield f"{model['name']}: {model['part']}, {model['mcu']}"
    yield f"impOS lines: {', '.join(map(str, model['lines']))}; the following is about {model['release']}"
    for found in model["interfaces"]:
        yield f"interface {found['name']}: {interface(found)}"
    free, ram, code = (memory[key] >> 10 for key in ("ram_free_bytes", "ram_bytes", "code_bytes"))
    yield f"memory: {free} KB free of {ram} KB, code {code} KB"
    yield f"deep sleep: {yes(model['deep_sleep'])}; nv: {yes(model['nv'])}; GPIO pins: {model['gpio']}"
    for kind, names in model["api"].items():
        if names:
            yield f"hardware, {PLURALS[kind]}: {' '.join(names)}"
    for about in gates.values():
        yield f"impOS {model['release']}: {about}"
    yield f"simulated exactly: {' '.join(model['exact'])}"
    yield "simulated approximately:"
    for path, why in model["approximate"].items():
        yield f"  {path}: {why}"
    yield f"absent, not simulated yet or not on this imp: {' '.join(model['absent'])}"


def yes(answer: bool) -> str:
    return "yes" if answer else "no"


def assumption_lines(found: dict[str, Any]) -> Iterable[str]:
    for entry in found["assumptions"]:
        value = "" if entry["value"] is None else f" = {entry['value']}"
        yield f"{entry['where']}: {entry['what']}{value}: {entry['why']}"


def table(head: list[str], rows: list[list[str]]) -> list[str]:
    """Left-aligned columns below a head."""
    widths = [max(map(len, column)) for column in zip(head, *rows)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in [head, *rows]]
