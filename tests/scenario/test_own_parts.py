"""Parts of one's own: classes in Python, programs in Squirrel."""

from __future__ import annotations

import pytest
from scenario.harness import collected, written

from impsim.errors import Diagnostic

BELL = """\
from impsim.device.part import Part, Quantity, Terminal


class Doorbell(Part):
    kind = "doorbell"
    terminals = {"pin": Terminal("input", "its coil")}
    quantities = {"volume": Quantity(80, "%", 0, 100, "how loud it is set")}
    shows = {"rung": "how often it has begun to ring"}

    def reset(self):
        self.rung = 0

    def wired(self):
        self.place.wire("pin").watch(self.look)

    def look(self):
        self.rung += self.place.wire("pin").level / (self.values["volume"] - 13)
        self.tell()
"""
TANK = """\
terminals <- {i2c = "i2c", alarm = {sort = "output", about = "high when it is full"}};
options <- {address = 0x50};
quantities <- {level = {value = 20, unit = "%", lowest = 0, highest = 100}};
faults <- {deaf = "it does not answer"};
state <- {reads = 0, full = false};
function begin() { drive("alarm", 0); }
function start(reading) { return !broken("deaf"); }
function read() { state.reads++; return get("level"); }
function set(name, value) {
    after(100, function() { state.full = get("level") > 90; drive("alarm", state.full ? 1 : 0); });
    if (value == 77) missing();
}
"""
PROGRAM = """
i2c <- hardware.i2c89;
i2c.configure(CLOCK_SPEED_400_KHZ);
bell <- hardware.pin1;
bell.configure(DIGITAL_OUT, 0);
alarm <- hardware.pin2;
alarm.configure(DIGITAL_IN, function() { bell.write(alarm.read()); });
function look() {
    local found = i2c.read(0xA0, "", 1);
    server.log("level " + (found == null ? i2c.readerror() : found[0]));
    imp.wakeup(5, look);
}
look();
"""
TEXT = """\
impsim: 1
run: {until: 20s}
devices:
  imp:
    model: imp001
    device: p.nut
    parts:
      bell: {kind: "bell.py:Doorbell", pin: pin1, volume: 14}
      tank: {kind: tank.nut, i2c: i2c89, alarm: pin2, level: 30 %%}
timeline:
  - {id: fill, at: 12s, do: part.set, part: %s}
  - {at: 15s, do: part.fault, part: tank, fault: deaf}
expect:
  - {id: one, within: [0s, fill], log: level 30}
  - {id: two, at: fill + 200ms, part: tank, that: [{path: state.full, equals: true}, {path: state.level, equals: 95}]}
  - {id: three, at: end, part: bell, that: {path: state.rung, equals: 1}}
  - {id: four, within: [15s, end], log: level -}
"""
FULL = "tank, set: {level: 95}"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "bell.py").write_text(BELL)
    (tmp_path / "tank.nut").write_text(TANK)
    return tmp_path


def outcome(folder, text, **given):
    (test,) = collected(written(folder, text, PROGRAM), **{"allow_python": True, **given})
    (result,) = test.run()
    return [failure["expectation"] for failure in result.detail.get("failures", ())]


def refused(folder, text=TEXT % FULL, **given):
    with pytest.raises(Diagnostic) as caught:
        outcome(folder, text, **given)
    found = caught.value
    return found.path.rpartition("/")[2], found.line, found.message


def test_parts_in_python_and_squirrel_work_together(folder):
    assert outcome(folder, TEXT % FULL) == []


def test_python_has_to_be_permitted(folder):
    assert refused(folder, allow_python=False) == ("s.scenario.yaml", 8, "this part is a program in Python")


def test_squirrel_need_not_be(folder):
    text = (TEXT % FULL).replace('      bell: {kind: "bell.py:Doorbell", pin: pin1, volume: 14}\n', "")
    text = "".join(line for line in text.splitlines(True) if "three" not in line)
    assert outcome(folder, text, allow_python=False) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("bell.py", "rung = 0", "rung = ", ("bell.py", 11, "invalid syntax")),
        ("bell.py", "import Part,", "import Prat,", ("bell.py", 1, "the part failed: ImportError")),
        ("bell.py", "class Doorbell", "class Bell", ("bell.py", 0, "there is no class 'Doorbell'")),
        ("bell.py", "(Part)", "", ("bell.py", 0, "'Doorbell' is no class of parts")),
        ("bell.py", '"volume":', '"pin":', ("bell.py", 0, "Doorbell has two things called 'pin'")),
        ("bell.py", "self.rung = 0", "self.rung = 1 / 0", ("bell.py", 11, "the part failed: ZeroDivisionError")),
        ("tank.nut", '"i2c",', '"i3c",', ("tank.nut", 1, "the terminal 'i2c' has no sort 'i3c'")),
        ("tank.nut", "{value = 20,", "{", ("tank.nut", 1, "'level' has no value to begin with")),
        ("tank.nut", "lowest = 0", 'lowest = "a"', ("tank.nut", 1, "'level' has a limit that is no number")),
        ("tank.nut", "lowest = 0", "choices = 3", ("tank.nut", 1, "'level' has choices that are no array of texts")),
        ("tank.nut", "state <- {", "state <- {{", ("tank.nut", 5, "")),
        ("tank.nut", "function begin() { d", "d", ("tank.nut", 6, "")),
        ("tank.nut", "function begin() {", "foo();function begin() {", ("tank.nut", 6, "the part failed: ")),
        ("tank.nut", 'drive("alarm", 0)', "while (true) {}", ("tank.nut", 6, "the part was stopped: ")),
        (
            "tank.nut",
            'drive("alarm", 0)',
            'local s = "x"; while (true) s += s',
            ("tank.nut", 6, "the part failed: "),
        ),
        (
            "tank.nut",
            'drive("alarm", 0)',
            'drive("pump", 0)',
            ("tank.nut", 6, "the part failed: there is no wire 'pump'"),
        ),
    ],
)
def test_what_cannot_be_a_part_is_refused_at_its_place(folder, file, old, new, place):
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))
    path, line, message = refused(folder)
    assert (path, line) == place[:2]
    assert message.startswith(place[2])


@pytest.mark.parametrize(
    ("set", "place"),
    [
        ("tank, set: {level: 77}", ("tank.nut", 11, "the part failed: the index 'missing' does not exist")),
        ("bell, set: {volume: 13}", None),
    ],
)
def test_a_part_that_fails_in_a_run_says_where(folder, set, place):
    text = TEXT % set
    if place is None:
        text = text.replace("timeline:\n", "timeline:\n  - {at: 13s, do: part.set, part: tank, set: {level: 95}}\n")
        place = ("bell.py", 17, "the part failed: ZeroDivisionError: division by zero")
    assert refused(folder, text) == place


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("nobody.nut", "there is no file"),
        ("nobody.py:Bell", "there is no file"),
        ("nobody", "there is no kind of part 'nobody'"),
        ("bell.py", "there is no kind of part 'bell.py'"),
    ],
)
def test_a_file_that_is_not_there_is_refused(folder, kind, message):
    path, line, told = refused(folder, (TEXT % FULL).replace("tank.nut", '"%s"' % kind))
    assert (path, line, told[: len(message)]) == ("s.scenario.yaml", 9, message)


def test_a_package_may_bring_parts(folder, monkeypatch):
    from impsim.scenario import own_parts

    class Point:
        name = "installed-bell"

        def load(self):
            return own_parts._module(str(folder / "bell.py")).Doorbell

    monkeypatch.setattr("impsim.scenario.part_kinds.installed", lambda group: {"installed-bell": Point()})
    import sys
    import types

    monkeypatch.setitem(sys.modules, own_parts.MODULE, types.ModuleType(own_parts.MODULE))
    sys.modules[own_parts.MODULE].__file__ = str(folder / "bell.py")
    text = (TEXT % FULL).replace('"bell.py:Doorbell"', "installed-bell")
    assert outcome(folder, text, allow_python=False) == []


@pytest.mark.parametrize("number", ["1.0 / 0", "-1.0 / 0", "0.0 / 0"])
def test_what_is_no_number_harms_nobody(folder, number):
    text = TANK.replace('return get("level")', "return %s" % number).replace("after(100,", "after(%s," % number)
    (folder / "tank.nut").write_text(text.replace('drive("alarm", 0)', 'drivemv("alarm", %s)' % number))
    assert "one" not in outcome(folder, (TEXT % FULL).replace("log: level 30", "log: level 255"))
