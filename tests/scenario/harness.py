"""Runs scenarios that tests write."""

from __future__ import annotations

import textwrap

from impsim.errors import Diagnostic
from impsim.scenario import load
from impsim.testcase.defaults import Defaults

# Programs start 2.16 s after power-on over Ethernet; this one counts seconds.
COUNTER = """
count <- 0;
server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);
function tick() {
    count++;
    server.log("tick " + count);
    agent.send("tick", {"count": count, "even": count % 2 == 0});
    imp.wakeup(1, tick);
}
imp.wakeup(1, tick);
"""
HEAD = """\
impsim: 1
run: {until: 20s}
devices:
  imp: {model: imp005, device: p.nut, agent: a.nut}
"""


def written(folder, text, program=COUNTER, agent='device.on("tick", @(value) null);', **programs):
    """The path of a scenario with its programs."""
    (folder / "p.nut").write_text(program, encoding="utf-8")
    (folder / "a.nut").write_text(agent, encoding="utf-8")
    for name, source in programs.items():
        (folder / (name + ".nut")).write_text(source, encoding="utf-8")
    path = folder / "s.scenario.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def defaults(**given):
    found = Defaults()
    for name, value in given.items():
        setattr(found, name, value)
    return found


def collected(path, **given):
    return load.tests_of(path, defaults(**given))


def results(folder, text, *programs, **given):
    """Every result of a scenario."""
    return [result for test in collected(written(folder, text, *programs, **given)) for result in test.run()]


def failed_ids(folder, expect, *programs, head=HEAD, more=""):
    """The ids of the expectations that do not hold in a run of COUNTER, or of another program."""
    text = head + "expect:\n" + textwrap.indent(textwrap.dedent(expect).strip("\n"), "  ") + "\n" + more
    (result,) = results(folder, text, *programs)
    return [failure["expectation"] for failure in result.detail.get("failures", ())]


def problems(folder, text):
    """(line, column, message) of every mistake."""
    path = folder / "s.scenario.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        load.tests_of(str(path), defaults())
    except Diagnostic as first:
        return [(found.line, found.column, found.message) for found in [first, *getattr(first, "also", ())]]
    return []
