"""Makes what README.md and pages of docs/ show: the output of their commands, the tables, and the pictures.

A fenced block of kind `console` holds commands, each behind `$ `, and under each what it prints. A table
stands between two markers. The picture is the first console block, drawn as a terminal. tests/test_project.py
compares all three with what this module makes, so that README stays true to the letter.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
WORLD = ROOT / "docs" / "world.md"
PARTS = ROOT / "docs" / "parts.md"
FIDELITY = ROOT / "docs" / "fidelity.md"
PICTURE = ROOT / "docs" / "terminal.svg"
TIMELINE = ROOT / "docs" / "outage.svg"
OUTAGE = (
    "run scenarios/outage.device.nut --world scenarios/outage.world.yaml --model imp005 --impos 36 --for 17m --trace"
)
FENCE = "```"
BEGIN = "<!-- %s: made by tools/readme.py -->"
END = "<!-- /%s -->"


def rendered(text: str) -> str:
    """The text of a page with every output and table made anew."""
    lines: list[str] = []
    in_block = False
    for line in text.split("\n"):
        if line.startswith(FENCE):
            in_block = line == FENCE + "console"
            lines.append(line)
        elif in_block and line.startswith("$ "):
            lines += [line, *output_of(line[2:])]
        elif not in_block:
            lines.append(line)
    return with_tables("\n".join(lines))


def output_of(command: str) -> list[str]:
    """The lines that a command prints, on standard output and standard error."""
    words = shlex.split(command)
    if words[0] == "make":
        return make_output(words[1])
    if words[0] == "impsim":
        words[:1] = [sys.executable, "-m", "impsim"]
    run = subprocess.run(
        words, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )
    return run.stdout.rstrip("\n").split("\n")


def make_output(target: str) -> list[str]:
    """What `make demo` prints; the other targets print what depends on the machine."""
    if target != "demo":
        return []
    run = subprocess.run([sys.executable, "tools/demo.py"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return run.stdout.rstrip("\n").split("\n")


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "IMPSIM_CACHE_DIR": tempfile.gettempdir() + "/impsim-readme"}


def with_tables(text: str) -> str:
    for name, make in {"simulated": table, "members": members, "verbs": verbs, "parts": parts}.items():
        before, begin, rest = text.partition(BEGIN % name)
        _, end, after = rest.partition(END % name)
        if begin:
            text = f"{before}{begin}\n{make()}\n{end}{after}"
    return text


def parts() -> str:
    """What can be wired to an imp, as a Markdown table."""
    sys.path.insert(0, str(ROOT))
    from impsim.device.parts import every_kind

    def listed(values: dict[str, Any]) -> str:
        told = {name: f"{each.show(each.default)} {each.unit}".strip() for name, each in values.items()}
        return " ".join(f"`{name}` ({default})" for name, default in told.items())

    heads = ("kind", "what it is", "terminals", "options", "quantities", "state", "faults")
    rows = ["| %s |" % " | ".join(heads), "|---" * len(heads) + "|"]
    for make in every_kind():
        terminals = [f"`{name}`" if each.optional else f"**`{name}`**" for name, each in make.terminals.items()]
        about = make.about + (f" ({make.sheet})" if make.sheet else "")
        cells = (" ".join(terminals), listed(make.options), listed(make.quantities))
        shows, faults = (" ".join(f"`{name}`" for name in table) for table in (make.shows, make.faults))
        rows.append("| `%s` | %s | %s | %s | %s |" % (make.kind, about, " | ".join(cells), shows, faults))
    return "\n".join(rows)


def verbs() -> str:
    """What can happen in a world, as a Markdown table."""
    sys.path.insert(0, str(ROOT))
    from impsim.scenario.stimuli import VERBS

    rows = ["| verb | fields | for |", "|---|---|---|"]
    for name, verb in VERBS.items():
        fields = [f"**`{field}`**" if field in verb.required else f"`{field}`" for field in verb.fields]
        rows.append(f"| `{name}` | {' '.join(fields)} | {verb.needs.replace('_', ' ') or 'every imp'} |")
    return "\n".join(
        [
            *rows,
            "",
            "Fields in bold must be there; the others have a default, or may be left out where the world has one.",
        ]
    )


# What stands together in README; docs/fidelity.md has each object by itself.
AREAS = {
    "imp, server, agent": ("imp", "server", "agent"),
    "networks": ("imp.net", "interface", "udpsocket"),
    "pins, buses, sound": (
        *("hardware", "pin", "i2c", "spi", "uart", "spiflash", "usb"),
        *("sampler", "fixedfrequencydac", "dfsdm"),
    ),
    "Bluetooth, GNSS": ("bluetooth", "btinstance", "btconnection", "gnss", "gnsssession", "gnssassist"),
    "agents": ("agent: imp", "agent: server", "agent: device"),
    "HTTP of agents": ("agent: http", "agent: http.hash", "httprequest", "httpresponse", "httpstream"),
    "MQTT, AMQP of agents": ("agent: mqtt", "mqttclient", "mqttmessage", "agent: amqp"),
    "cryptography": ("crypto", "agent: crypto"),
    "constants": ("constants",),
}


def table() -> str:
    """What is simulated, area by area, for all models and releases together, as a Markdown table."""
    found = {entry.path: entry for entry in entries()}
    areas = {name: [found.pop(path) for path in paths] for name, paths in AREAS.items()}
    assert not found, f"AREAS lacks {', '.join(found)}"
    rows = ["| | exact | approximate | absent |", "|---|---|---|---|"]
    for name, area in areas.items():
        exact, approximate = (sum(len(getattr(each, level)) for each in area) for level in ("exact", "approximate"))
        absent = [f"`{each.path.removeprefix('agent: ')}.{lacking}`" for each in area for lacking in each.absent]
        rows.append(f"| {name} | {exact} | {approximate} | {' '.join(absent)} |")
    return "\n".join(rows)


def entries() -> list[Any]:
    """The Fidelity of each object."""
    sys.path.insert(0, str(ROOT))
    from impsim.cli.fidelity import fidelity
    from impsim.impos.report import documentation
    from impsim.impos.stubs import every_stub

    return fidelity(every_stub(), documentation())


def members() -> str:
    """The same member by member, with the tests that call each."""
    tests = tests_by_member()
    return "\n\n".join("\n".join([f"## {entry.path}", "", *member_rows(entry, tests)]) for entry in entries())


def tests_by_member() -> dict[str, list[str]]:
    """The tests of each member under its name in this page: `imp.wakeup`, `constants.PI`."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tools")]
    from evidence import evidence

    from impsim.impos.stubs import every_stub

    return evidence(list(every_stub()))


def member_rows(entry: Any, tests: dict[str, list[str]]) -> list[str]:
    """A Markdown table of one object's members."""
    rows = ["| member | | tested by | what had to be assumed |", "|---|---|---|---|"]
    for name in dict.fromkeys([*entry.exact, *entry.approximate]):
        assumed = entry.approximate.get(name, "").replace("|", "\\|")
        level = "approximate" if name in entry.approximate else "exact"
        rows.append(f"| `{name}` | {level} | {named(found_in(entry.path, name, tests))} | {assumed} |")
    return rows + [f"| `{name}` | absent | | |" for name in entry.absent]


def found_in(path: str, name: str, tests: dict[str, list[str]]) -> list[str]:
    """The tests of a member. A constant may be an object's, too, or agents' only."""
    if path != "constants":
        return tests.get(f"{path}.{name}", [])
    return next((found for key, found in tests.items() if re.split(r"[. ]", key)[-1] == name), [])


def named(files: list[str]) -> str:
    """The first file. How many there are would change with every test that is written."""
    return files[0].removeprefix("tests/") if files else ""


def first_block(text: str) -> list[str]:
    """The lines of the first console block."""
    block = text.partition(FENCE + "console\n")[2].partition(FENCE)[0]
    return block.rstrip("\n").split("\n")


CHARACTER, LINE, MARGIN = 8.43, 19, 16
SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">
<title>impsim in a terminal</title>
<rect width="{width}" height="{height}" rx="8" fill="#15202b"/>
<g font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#d7e0e8">
{lines}
</g>
</svg>
"""
COLOURS = {"$ ": "#7fd18b", "* ": "#f2c772", "impsim:": "#f28b82"}


def picture(lines: list[str]) -> str:
    """Lines of a terminal as an SVG image."""
    width = round(MARGIN * 2 + CHARACTER * max(map(len, lines)))
    height = MARGIN * 2 + LINE * len(lines)
    drawn = [text_element(number, line) for number, line in enumerate(lines) if line]
    return SVG.format(width=width, height=height, lines="\n".join(drawn))


def text_element(number: int, line: str) -> str:
    escaped = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    colour = next((f' fill="{colour}"' for start, colour in COLOURS.items() if line.startswith(start)), "")
    return f'<text x="{MARGIN}" y="{MARGIN + 14 + LINE * number}" xml:space="preserve"{colour}>{escaped}</text>'


def timeline() -> str:
    """The picture of the README's outage."""
    with tempfile.TemporaryDirectory() as folder:
        trace = os.path.join(folder, "outage.trace")
        for arguments in (f"{OUTAGE} {trace}", f"trace {trace} --svg -"):
            command = [sys.executable, "-m", "impsim", *shlex.split(arguments)]
            run = subprocess.run(command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, encoding="utf-8")
            run.check_returncode()
    return run.stdout


def main() -> None:
    for page in (README, WORLD, FIDELITY):
        text = rendered(page.read_text(encoding="utf-8"))
        page.write_text(text, encoding="utf-8", newline="\n")
    PARTS.write_text(with_tables(PARTS.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    readme = README.read_text(encoding="utf-8")
    PICTURE.write_text(picture(first_block(readme)), encoding="utf-8", newline="\n")
    TIMELINE.write_text(timeline(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
