"""The pages of the models and of the releases: what `impsim models` knows of them, with the grounds of each value."""

from __future__ import annotations

from typing import Any

from docsite.markup import code, codes, definitions, linked, page, plain, table, tree
from impsim.device.profile import find, names
from impsim.impos.report import model_report, releases_report

FOLDER = "reference/models/"
PLURALS = {"pins": "Pins", "i2c": "I2C", "spi": "SPI", "uart": "UART", "others": "Others"}


def pages() -> dict[str, str]:
    """The text of each page by its path."""
    reports = [model_report(find(name), None) for name in names()]
    of_models = {report["model"]: report for report in reversed(reports) if report["name"] == report["model"]}
    models = [report for report in reports if report["name"] in of_models]
    made = {f"{FOLDER}{report['name']}.md": model_page(report, reports) for report in models}
    made[FOLDER + "index.md"] = index_page(reports, [report["name"] for report in models])
    return made


def index_page(reports: list[dict[str, Any]], models: list[str]) -> str:
    rows = [
        (
            f"[{code(report['name'])}]({report['model']}.md)",
            plain(report["part"]),
            interfaces(report),
            releases(report),
            size(report["memory"]["ram_free_bytes"]),
            size(report["memory"]["code_bytes"]),
            "yes" if report["deep_sleep"] else "no",
        )
        for report in reports
    ]
    heads = ("model", "part", "interfaces", "impOS", "free memory", "code", "deep sleep")
    lines = [
        (
            str(line["line"]),
            line["newest"],
            "yes" if line["production"] else "no",
            "<br>".join(map(plain, line["gates"].values())),
        )
        for line in releases_report()
    ]
    return page(
        "# Models and releases",
        "`--model` takes each of these names, `--impos` a release that the model ran: a line like `36`, for the newest "
        "of it, or one release like `36.13`. The sizes are those of the newest.",
        table(heads, rows),
        "## Releases",
        table(("line", "newest", "in production", "what is new or wrong in it"), lines),
        tree("", models),
    )


def model_page(report: dict[str, Any], reports: list[dict[str, Any]]) -> str:
    variants = [each for each in reports if each["model"] == report["model"] and each is not report]
    grounds = [(code(key), shown(value), linked(text)) for key, (value, text) in report["assumptions"].items()]
    known = [(code(key), shown(value), linked(text)) for key, (value, text) in report["sources"].items()]
    return page(
        f"# {report['name']}",
        f"{plain(report['part'])}, {plain(report['mcu'])}. What follows is about impOS {report['release']}.",
        definitions(
            [
                ("Interfaces", interfaces(report)),
                ("impOS", releases(report)),
                ("Memory", f"{size(report['memory']['ram_free_bytes'])} free of {size(report['memory']['ram_bytes'])}"),
                ("Code", size(report["memory"]["code_bytes"])),
                ("Deep sleep", "yes" if report["deep_sleep"] else "no"),
                ("`nv`", "yes" if report["nv"] else "no"),
                *((PLURALS[kind], codes(found)) for kind, found in report["api"].items()),
            ]
        ),
        "## Variants" if variants else "",
        table(
            ("name", "interfaces", "impOS"),
            [(code(each["name"]), interfaces(each), releases(each)) for each in variants],
        )
        if variants
        else "",
        "## What had to be assumed",
        table(("value", "", "why"), grounds),
        "## What has a source",
        table(("value", "", "source"), known),
    )


def interfaces(report: dict[str, Any]) -> str:
    return ", ".join(
        " ".join(filter(None, (each["type"], each.get("bands", ""), each.get("modem", ""))))
        for each in report["interfaces"]
    )


def releases(report: dict[str, Any]) -> str:
    return ", ".join(map(str, report["lines"]))


def size(count: int) -> str:
    return f"{count // 1024} KB"


def shown(value: Any) -> str:
    return (
        codes(map(str, value))
        if isinstance(value, list)
        else code(str(value).lower() if isinstance(value, bool) else str(value))
    )
