"""Programs in programs/*.nut on every model and in every situation, with what they log.

`// expect: text` is a line of the log; `// expect[wifi&imp006]: text` only where all of these hold: a situation
(wifi, ethernet, cell: online by that interface; offline; online), a model, has_ipv4. In a text, {imei}, {mac} and
{release} are the imp's. `// only: models` and `// situation: name` restrict where a program runs.
"""

from __future__ import annotations

import pathlib
import re

import pytest

from impsim.device.profile import find
from impsim.device.release import newest_for

PROGRAMS = sorted((pathlib.Path(__file__).parent / "programs").glob("*.nut"))
MODELS = ("imp001", "imp002", "imp003", "imp004m", "imp005", "imp006", "impC001")
EXPECT = re.compile(r"// expect(?:\[([\w&]+)\])?: (.*)")


def directive(source, name):
    found = re.search(r"^// %s: (.*)$" % name, source, re.MULTILINE)
    return found[1].split() if found else None


def situations(source, model):
    """(name, options of boot)"""
    yield from [(kind, {"interface": kind}) for kind in find(model).interfaces]
    yield "offline", {"offline": True}
    if directive(source, "situation"):
        yield "online", {}


def cases():
    for path in PROGRAMS:
        source = path.read_text(encoding="utf-8")
        for model in directive(source, "only") or MODELS:
            for situation, options in situations(source, model):
                if situation in (directive(source, "situation") or [situation]):
                    yield pytest.param(source, model, situation, options, id="%s-%s-%s" % (path.stem, model, situation))


def expected(source, host, model, situation):
    facts = {model, situation, "offline" if situation == "offline" else "online"}
    if situation != "cell" and host.imp.device.profile.interfaces != ["cell"]:
        facts.add("has_ipv4")
    modem = [record for record in host.imp.device.net_info()["interface"] if record["type"] == "cell"]
    values = {
        "imei": modem[0]["imei"] if modem else "",
        "mac": host.imp.device.numbers.macaddress,
        "release": str(newest_for(find(model))),
    }
    return [
        text.format(**values)
        for conditions, text in EXPECT.findall(source)
        if set(filter(None, conditions.split("&"))) <= facts
    ]


@pytest.mark.parametrize(("source", "model", "situation", "options"), list(cases()))
def test_program(booted, source, model, situation, options):
    host = booted(source, model=model, **options).run(7200000000)
    assert host.messages == expected(source, host, model, situation)
    assert host.imp.failures == 0


def test_every_program_expects_something():
    assert len(PROGRAMS) >= 10
    for path in PROGRAMS:
        assert EXPECT.search(path.read_text(encoding="utf-8")), path.name
