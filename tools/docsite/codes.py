"""The pages of the codes of diagnostics: those of impsim/diagnosis/codes as they are, and a list of them."""

from __future__ import annotations

import re
from pathlib import Path

from docsite.markup import page, table, tree

CODES = Path(__file__).resolve().parent.parent.parent / "impsim" / "diagnosis" / "codes"
FOLDER = "reference/codes/"
TITLE = re.compile(r"# ([A-Z]\d{3}) ([a-z0-9-]+): (.+)\n")
FAMILIES = {
    "C": ("Compile errors", "The program does not compile."),
    "R": ("Run-time errors", "The program is wrong, which shows while it runs."),
    "M": ("Not on this imp", "This model, release or side does not have it."),
    "S": ("Not simulated", "impsim does not simulate it yet."),
    "W": ("Warnings", "Traps of which `impsim check` warns before a program runs."),
}


def pages() -> dict[str, str]:
    """The text of each page by its path."""
    found = {path.stem: path.read_text(encoding="utf-8") for path in sorted(CODES.glob("*.md"))}
    if not found:
        return {}
    made = {f"{FOLDER}{name}.md": labelled(text) for name, text in found.items()}
    made[FOLDER + "index.md"] = index_page(found)
    return made


def labelled(text: str) -> str:
    """The text with a word above each program: what stands behind its fence is lost in HTML."""
    for kind, words in {"fails": "This fails:", "works": "This works:"}.items():
        text = re.sub(rf"^```squirrel {kind}$", f"*{words}*\n\n```squirrel", text, flags=re.MULTILINE)
    return text


def index_page(found: dict[str, str]) -> str:
    titles = {name: title for name, text in found.items() if (title := TITLE.match(text))}
    parts = [
        "# Codes of diagnostics",
        "What each error and warning means, with a program that triggers it and one that works. `impsim explain CODE` "
        "prints the same; the number and the name both find it.",
    ]
    for letter, (title, about) in FAMILIES.items():
        rows = [(f"[{t[1]}]({name}.md)", t[2], t[3]) for name, t in titles.items() if t[1].startswith(letter)]
        parts += [f"## {title}", about, table(("code", "name", "what is told"), rows)] if rows else []
    return page(*parts, tree("", found))
