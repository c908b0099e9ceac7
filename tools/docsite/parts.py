"""The page of the parts: what can be wired to an imp, from the declarations of their classes."""

from __future__ import annotations

from typing import Any

from docsite.markup import code, codes, page, plain, table
from impsim.device.parts import every_kind


def pages() -> dict[str, str]:
    """The text of each page by its path."""
    kinds = every_kind()
    rows = [(f"[{code(make.kind)}](#part-{make.kind.lower()})", plain(make.about)) for make in kinds]
    return {
        "reference/parts.md": page(
            "# Kinds of parts",
            "`kind` of a part in `parts`: what it is wired to, what is set once, what a scenario sets while it runs, "
            "what can break, and what an expectation sees. [Parts](../parts.md) explains how they are wired, and how "
            "to write one.",
            table(("kind", "what it is"), rows),
            *map(section, kinds),
        )
    }


def section(make: Any) -> str:
    terminals = [
        (code(name), each.sort, plain(each.about), "" if each.optional else "yes")
        for name, each in make.terminals.items()
    ]
    return page(
        f"(part-{make.kind.lower()})=\n## {make.kind}",
        plain(make.about) + "." + (f" Data sheet: {plain(make.sheet)}." if make.sheet else ""),
        table(("terminal", "sort", "", "must be there"), terminals),
        values("option", make.options),
        values("quantity", make.quantities),
        named("fault", make.faults),
        named("state", make.shows),
    ).rstrip("\n")


def values(what: str, declared: dict[str, Any]) -> str:
    rows = [
        (code(name), code(f"{each.show(each.default)} {each.unit}".strip()), bounds(each), plain(each.about))
        for name, each in declared.items()
    ]
    return table((what, "default", "takes", ""), rows) if rows else ""


def bounds(each: Any) -> str:
    if each.choices:
        return codes(each.show(choice) for choice in each.choices)
    if each.lowest is None or each.highest is None:
        return ""
    return plain(f"{each.show(each.lowest)} to {each.show(each.highest)} {each.unit}".strip())


def named(what: str, declared: dict[str, str]) -> str:
    rows = [(code(name), plain(about)) for name, about in declared.items()]
    return table((what, ""), rows) if rows else ""
