"""Electric Imp tests of a driver, on an imp that a world file wires."""

from __future__ import annotations

import pytest

from impsim.errors import Diagnostic
from impsim.impt import project
from impsim.suite import projectfile

DRIVER = """
class Thermometer {
    _i2c = null;
    constructor(i2c) { _i2c = i2c; _i2c.configure(CLOCK_SPEED_400_KHZ); }
    function read() {
        local raw = _i2c.read(0x90, "\\x00", 2);
        if (raw == null) throw "nobody answers";
        return (raw[0] << 24 | raw[1] << 16) >> 20;
    }
}
"""
TEST = """
class Warm extends ImpTestCase {
    function testBefore() {
        imp.sleep(1);
        assertEqual(25 * 16, Thermometer(hardware.i2c89).read());
    }
    function testWhenItIsWarmed() {
        info("please warm it");
        return Promise(function(resolve, reject) {
            imp.wakeup(5, function() {
                assertEqual(40 * 16, Thermometer(hardware.i2c89).read());
                resolve();
            }.bindenv(this));
        }.bindenv(this));
    }
}
"""
BOARD = """
parts: {t: {kind: TMP102, i2c: i2c89, temperature: 25}}
timeline: [{when: {log: please warm}, delay: 1s, do: part.set, part: t, set: {temperature: 40}}]
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "impsim.toml").write_text('[defaults]\nmodel = "imp001"\n[tests]\nworld = "board.yaml"\n')
    (tmp_path / "board.yaml").write_text(BOARD)
    (tmp_path / ".impt.test").write_text('{"deviceFile": "driver.nut", "testFiles": ["*.test.nut"]}')
    (tmp_path / "driver.nut").write_text(DRIVER)
    (tmp_path / "warm.test.nut").write_text(TEST)
    return tmp_path


def statuses(folder):
    defaults = projectfile.load(str(folder / "impsim.toml"))
    return [result.status for test in project.tests_of(str(folder), defaults) for result in test.run()]


def test_the_imp_has_the_parts_of_the_world_file(folder):
    assert statuses(folder) == ["passed", "passed"]


def test_without_parts_nobody_answers(folder):
    (folder / "board.yaml").write_text("parts: {}\n")
    assert "passed" not in statuses(folder)


def test_a_world_that_cannot_be_is_refused(folder):
    (folder / "board.yaml").write_text(BOARD.replace("i2c89", "i2cAB"))
    with pytest.raises(Diagnostic, match="the imp001 has no i2c 'i2cAB'"):
        statuses(folder)


def test_a_world_that_is_not_there_is_refused(folder):
    (folder / "board.yaml").unlink()
    with pytest.raises(Diagnostic, match=r"there is no '.*board\.yaml'"):
        statuses(folder)
