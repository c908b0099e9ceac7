"""SPI buses as programs use them."""

from __future__ import annotations

import pytest
from worlds import one

from impsim.device.profile import find

MODELS = ("imp001", "imp002", "imp003", "imp004m", "imp005", "imp006", "impC001")


class Adder:
    """A target that answers with one more than it heard before."""

    def __init__(self):
        self.before = 0x40

    def select(self):
        return None

    def deselect(self):
        return None

    def exchange(self, byte):
        answer, self.before = (self.before + 1) & 0xFF, byte
        return answer


def run(statements, model="imp003", bus="spiEBCA", cs=None):
    story = one("s <- hardware.%s; function show(v) { server.log(v) }\n%s" % (bus, statements), model)
    story.imps["imp"].device.buses[bus].attach(Adder(), cs)
    return story.run(20)


@pytest.mark.parametrize("model", MODELS)
def test_a_program_finds_the_buses_of_its_model(model):
    story = one("", model).run(20)
    listed = story.value('(function() { local all = ""; foreach (n, _ in hardware) all += n + " "; return all })()')
    found = [name for name in listed.split() if name.startswith("spi") and name != "spiflash"]
    assert sorted(found) == sorted(find(model)["api.spi"])


SHOWN = [
    ("show(s.configure(CLOCK_IDLE_LOW | MSB_FIRST, 10000))", ["9000"]),
    ("show(s.configure(SIMPLEX_TX, 4500.0))", ["4500"]),
    ("foreach (khz in [1.0 / 0, 0.0 / 0, -1.0 / 0]) show(s.configure(0, khz))", ["18000", "140", "140"]),
    ('s.configure(0, 9000); show(s.write("abc"))', ["3"]),
    ("s.configure(0, 9000); show(s.writeread(blob(300)).len())", ["300"]),
    ("s.configure(0, 9000); show(s.write(blob(5)))", ["5"]),
    ('s.configure(0, 9000); show(s.writeread("ABC"))', ["ABC"]),
    ('s.configure(0, 9000); show(s.write("")); show(s.writeread("").len())', ["0", "0"]),
    ("s.configure(0, 9000); local b = s.writeread(blob(2)); show(typeof b); show(b[0] + b[1])", ["blob", "66"]),
    ("s.configure(0, 9000); local b = s.readblob(3); show(b.len()); show(b.tell()); show(b[0])", ["3", "0", "65"]),
    ("s.configure(0, 9000); local b = s.readstring(3); show(typeof b); show(b.len())", ["string", "3"]),
    ('s.configure(0, 9000); s.write("ab"); show(s.read(1))', ["98"]),
    ('s.configure(0, 9000); hardware.pinE.configure(DIGITAL_IN); s.write("a")', ["SPI is not configured"]),
    # what is wrong
    ('s.write("a")', ["SPI is not configured"]),
    ('s.writeread("a")', ["SPI is not configured"]),
    ("s.readblob(1)", ["SPI is not configured"]),
    ("s.readstring(1)", ["SPI is not configured"]),
    ("s.read(1)", ["SPI is not configured"]),
    ("s.configure(0, 9000); s.read(2)", ["read(1) reads the last byte only"]),
    ("s.configure(0, 9000); s.readblob(-1)", ["invalid number of bytes"]),
    ("s.configure(0, 9000); s.readblob(0x7FFFFFFF)", ["invalid number of bytes"]),
    ("s.configure(0, 9000); s.readstring(65536)", ["invalid number of bytes"]),
    ("s.configure(0, 9000); s.write(s)", ["a string or a blob expected"]),
    ("s.configure(0, 9000); s.write(7)", ["parameter 1 has an invalid type 'integer' ; expected: 'string|instance'"]),
    ("s.configure(0)", ["wrong number of parameters"]),
    ("s.chipselect(1)", ["the index 'chipselect' does not exist"]),
    ("s.read.call({}, 1)", ["wrong type of instance"]),
]


@pytest.mark.parametrize(("statements", "shown"), SHOWN)
def test_members(statements, shown):
    assert run("try { %s } catch (e) { show(e) }" % statements).log() == shown


def test_disabled():
    story = run('s.configure(0, 9000); show(typeof s.disable()); s.disable(); try s.write("a") catch (e) show(e);')
    assert story.log() == ["null", "SPI is not configured"]


@pytest.mark.parametrize("model", MODELS)
def test_which_models_have_the_deprecated_read_and_the_chip_select(model):
    bus = find(model)["api.spi"][0]
    story = one('foreach (n in ["read", "chipselect"]) server.log(n in hardware.%s)' % bus, model).run(20)
    expected = [str(model not in ("imp004m", "impC001")).lower(), str(model == "imp005").lower()]
    assert story.log() == expected


def test_the_chip_select_of_an_imp005():
    program = "s.configure(USE_CS_L, 1000); show(s.readblob(1)[0]); s.chipselect(1); show(s.readblob(1)[0]);"
    program += "s.chipselect(0); show(s.readblob(1)[0]); s.configure(0, 1000); try s.chipselect(1) catch (e) show(e);"
    story = run(program, "imp005", "spi0", "bus")
    assert story.log() == ["0", "65", "0", "SPI is not configured with USE_CS_L"]


def test_a_long_write_takes_its_time():
    """24,000 bytes at 7.5 MHz, as a strip of a thousand WS2812 takes."""
    program = "s.configure(MSB_FIRST | SIMPLEX_TX | NO_SCLK, 7500); local b = blob(24000), t = hardware.micros();"
    story = run(program + "s.write(b); show((hardware.micros() - t) / 100);", "imp001", "spi257")
    assert story.log() == ["256"]


def test_a_pin_selects():
    program = "cs <- hardware.pinY; cs.configure(DIGITAL_OUT, 1); s.configure(0, 1000); show(s.readblob(1)[0]);"
    story = run(program + "cs.write(0); show(s.readblob(1)[0]); cs.write(1); show(s.readblob(1)[0])", cs="pinY")
    assert story.log() == ["0", "65", "0"]


def test_transfers_are_events():
    story = run('s.configure(0, 1000); s.writeread("hi")')
    [event] = story.seen("spi")
    assert [event[name] for name in ("bus", "out", "in")] == ["spiEBCA", "6869", "4169"]
