"""Stubs and implementation say the same; what exists, and how wrong calls fail."""

from __future__ import annotations

import pathlib

import pytest

from impsim.device.profile import find, names
from impsim.impos import stub_reader
from impsim.impos.agent_instances import AGENT_INSTANCES
from impsim.impos.install import implementations
from impsim.impos.instances import KINDS, implementations_of
from impsim.impos.stubs import existing
from impsim.squirrel.parser import parse

EVERY_IMPLEMENTATION = {
    "device": implementations("device"),
    "agent": implementations("agent"),
    "instance": {**{name: implementations_of(name) for name in KINDS}, **AGENT_INSTANCES},
}
STUBS = stub_reader.read_all()
METHODS = [stub for stub in STUBS if stub.kind == "method"]


@pytest.mark.parametrize(("name", "text"), list(stub_reader.generate().items()))
def test_the_generated_files_are_fresh(name, text):
    assert (stub_reader.HERE / name).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("path", sorted(stub_reader.STUBS.rglob("*.nut")), ids=lambda path: path.name)
def test_stubs_are_squirrel(path):
    text = path.read_text(encoding="utf-8")
    parse(text, path.name)
    declarations = [line for line in text.splitlines() if line.startswith(("function", "const")) or " <- " in line]
    assert len(stub_reader.read(text)) == len(declarations)


def test_every_stub_is_implemented_and_every_implementation_has_a_stub():
    kinds = ("method", "property")
    declared = {(stub.side, stub.object, stub.name) for stub in STUBS if stub.kind in kinds}
    implemented = {
        (side, name, member)
        for side, objects in EVERY_IMPLEMENTATION.items()
        for name, members in objects.items()
        for member in members
    }
    assert declared == implemented


@pytest.mark.parametrize("stub", METHODS, ids=lambda stub: stub.key)
def test_parameters_are_the_implementations(stub):
    implementation = EVERY_IMPLEMENTATION[stub.side][stub.object][stub.name]
    code, defaults = implementation.__code__, implementation.__defaults__ or ()
    assert code.co_argcount - 1 == len(stub.value)
    assert len(defaults) == sum(default is not None for _, default in stub.value)


@pytest.mark.parametrize("stub", STUBS, ids=lambda stub: stub.key)
def test_every_stub_is_documented(stub):
    assert stub.tags["text"][0]
    assert all(url.startswith("https://") for url in stub.tags["source"])
    if stub.kind == "method":
        stub.check()
        assert stub.tags["returns"][0].split()[0].split("|")[0] in stub_reader.LETTERS


def test_names_are_declared_once():
    keys = [stub.key for stub in STUBS]
    assert sorted(set(keys)) == sorted(keys)


@pytest.mark.parametrize("model", ["imp001", "imp005", "impC001"])
def test_programs_find_what_the_stubs_say(booted, model):
    host = booted(model=model)
    release = host.imp.device.release
    for stub in STUBS:
        if stub.side in ("agent", "instance"):
            continue
        there = stub.path in {found.path for found in existing(model, release)}
        container = stub.object or "getroottable()"
        assert host.value('"%s" in %s' % (stub.name, container)) is there, stub.path


# expression -> (models, releases where it is true, where it is false)
EXISTS = [
    ('"info" in imp.net', "imp001 imp005", "34 36 42", ""),
    ('"net" in imp', "imp001", "34 42", ""),
    ('"getmacaddress" in imp', "imp001 imp005", "34 42", ""),
    ('"getmacaddress" in imp', "impC001", "", "38 40 42"),
    ('"getchannel" in imp', "impC001", "", "40"),
    ('"getpowersave" in imp', "impC001", "", "40"),
    ('"CONNECTED" in imp.net', "imp005", "41.0 42", "34 40"),
    ('"SIM_ERROR" in getroottable()', "imp005", "40 42", "34 38"),
    ('"RETURN_ON_ERROR_NO_DISCONNECT" in getroottable()', "imp005", "37.0 38 42", "34 36"),
    ('"WAKEREASON_SW_RESTART" in getroottable()', "imp005", "36 42", "34"),
    ('"sleepfor" in server', "imp005", "", "34 42"),
    ('"deepsleepfor" in imp', "imp005", "", "34 42"),
    ('"spiflash" in hardware', "imp001", "", "34 42"),
    ('"getoct" in imp', "imp001", "", "34 42"),
]


@pytest.mark.parametrize(("expression", "models", "yes", "no"), EXISTS)
def test_existence(booted, expression, models, yes, no):
    for model in models.split():
        assert [r for r in yes.split() if not booted(model=model, impos=r).value(expression)] == []
        assert [r for r in no.split() if booted(model=model, impos=r).value(expression)] == []


# call -> the exact error
WRONG = [
    ("imp.net.info(1)", "wrong number of parameters"),
    ("imp.wakeup(1)", "wrong number of parameters"),
    ("imp.wakeup(1, function() {}, 3)", "wrong number of parameters"),
    ('imp.wakeup("1", function() {})', "parameter 1 has an invalid type 'string' ; expected: 'integer|float'"),
    ("imp.wakeup(1, 2)", "parameter 2 has an invalid type 'integer' ; expected: 'function|function'"),
    ("imp.cancelwakeup(null)", "parameter 1 has an invalid type 'null' ; expected: 'instance'"),
    ("imp.cancelwakeup(imp.info())", "not a timer"),
    ("imp.onidle(1)", "parameter 1 has an invalid type 'integer' ; expected: 'null|function|function'"),
    ("imp.sleep()", "wrong number of parameters"),
    ("imp.setpowersave(1)", "parameter 1 has an invalid type 'integer' ; expected: 'bool'"),
    ('imp.setwificonfiguration("a")', "wrong number of parameters"),
    ('imp.setwificonfiguration("123456789012345678901234567890123", "")', "ssid too long"),
    ('imp.setproxy(2, "a", 80)', "invalid proxy type"),
    ('imp.setproxy(PROXY_TYPE_HTTP, "", 80)', "invalid proxy address"),
    ('imp.setproxy(PROXY_TYPE_HTTP, "a", 65536)', "invalid proxy port"),
    ('imp.setproxy(PROXY_TYPE_HTTP, "a", 80, "me")', "invalid proxy credentials"),
    ('imp.setproxy(PROXY_TYPE_HTTP, "a")', "wrong number of parameters"),
    ('imp.setstaticnetworkconfiguration("1.2.3.4", "1.2.3", "1.2.3.4", ["1.1.1.1"])', "invalid IP address"),
    ('imp.setstaticnetworkconfiguration("1.2.3.4", "1.2.3.4", "1.2.3.4", [])', "one or two DNS servers expected"),
    ('imp.setstaticnetworkconfiguration("1.2.3.4", "1.2.3.4", "1.2.3.4", [1])', "invalid IP address"),
    ("server.setsendtimeoutpolicy(7, 0, 1)", "invalid policy"),
    ("server.setsendtimeoutpolicy(0, 7, 1)", "invalid wait"),
    ('server.setsendtimeoutpolicy(0, 0, "")', "parameter 3 has an invalid type 'string' ; expected: 'integer|float'"),
    ("server.log()", "wrong number of parameters"),
    ("hardware.millis(1)", "wrong number of parameters"),
    ("imp.info().foo", "the index 'foo' does not exist"),
    ("imp.sleepfor(1)", "the index 'sleepfor' does not exist"),
]


@pytest.mark.parametrize(("call", "error"), WRONG)
def test_wrong_calls_throw(booted, call, error):
    host = booted("try { %s; } catch (problem) { server.log(problem); }" % call)
    assert host.run().messages == [error]


def test_the_newest_policy_is_refused_before_its_release(booted):
    source = "try { server.setsendtimeoutpolicy(2, 0, 1); server.log(1); } catch (problem) { server.log(problem); }"
    assert booted(source, impos="36").run().messages == ["invalid policy"]
    assert booted(source, impos="38").run().messages == ["1"]


def test_models_in_stubs_are_models():
    known = {find(name).model for name in names()}
    for stub in STUBS:
        for name in " ".join(stub.tags.get("models", [])).split():
            assert name.lstrip("-") in known


def test_the_readme_of_the_stubs_tells_every_tag():
    text = pathlib.Path(stub_reader.STUBS / "README.md").read_text(encoding="utf-8")
    used = {tag for stub in STUBS for tag in stub.tags} - {"text"}
    assert [tag for tag in used if "@" + tag not in text] == []
