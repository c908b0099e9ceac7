"""I2C buses as programs use them."""

from __future__ import annotations

import pytest
from worlds import one

from impsim.device.profile import find

MODELS = ("imp001", "imp002", "imp003", "imp004m", "imp005", "imp006", "impC001")


class Memory:
    """A target at 0x20: the first byte written says from where on it is written and read."""

    address = 0x20
    stretch_us = 0

    def __init__(self):
        self.cells = bytearray(b"hello\0\xff")
        self.written = []

    def start(self, reading):
        if not reading:
            self.written = []
        return True

    def write(self, byte):
        self.written.append(byte)
        return True

    def read(self):
        at = self.written[0]
        self.written[0] += 1
        return self.cells[at]

    def stop(self):
        return None


def run(statements, model="imp003", bus="i2cAB"):
    story = one("i <- hardware.%s; function show(v) { server.log(v) }\n%s" % (bus, statements), model)
    story.imps["imp"].device.buses[bus].attach(Memory())
    return story.run(20)


@pytest.mark.parametrize("model", MODELS)
def test_a_program_finds_the_buses_of_its_model(model):
    story = one("", model).run(20)
    listed = story.value('(function() { local all = ""; foreach (n, _ in hardware) all += n + " "; return all })()')
    assert sorted(name for name in listed.split() if name.startswith("i2c")) == sorted(find(model)["api.i2c"])


SHOWN = [
    ("show(typeof i.configure(CLOCK_SPEED_400_KHZ))", ["null"]),
    (r'i.configure(400000); show(i.write(0x40, "\0abc"))', ["0"]),
    (r'i.configure(400000); show(i.read(0x40, "\0", 5))', ["hello"]),
    (r'i.configure(400000); show(i.read(0x40, "\x02", 1)[0])', ["108"]),
    (r'i.configure(400000); show(i.read(0x40, "\x05", 2)[1])', ["255"]),
    (r'i.configure(400000); show(i.read(0x41, "\x01", 2))', ["el"]),  # the direction's bit is impOS's
    (r'i.configure(400000); show(i.read(0x40, "\0", 0).len())', ["0"]),
    ("i.configure(12345); local b = blob(1); show(i.read(0x40, b, 2))", ["he"]),
    ("i.configure(400000); show(i.write(0x40, blob(2)))", ["0"]),
    ('i.configure(400000); show(i.write(0x40, ""))', ["0"]),
    ('i.configure(400000); show(i.write(0x42, "a"))', ["-2"]),
    ('i.configure(400000); show(typeof i.read(0x42, "a", 1)); show(i.readerror())', ["null", "-2"]),
    (r'i.configure(400000); i.read(0x42, "", 1); i.read(0x40, "\0", 1); show(i.readerror())', ["0"]),
    ('show(i.write(0x40, "a")); show(typeof i.read(0x40, "a", 1)); show(i.readerror())', ["-13", "null", "-13"]),
    ('i.configure(400000); show(typeof i.disable()); i.disable(); show(i.write(0x40, "a"))', ["null", "-13"]),
    # another use of a pin disables it
    ('i.configure(400000); hardware.pinA.configure(DIGITAL_IN); show(i.write(0x40, "a"))', ["-13"]),
    ('i.configure(400000); hardware.i2cFG.configure(400000); show(i.write(0x40, "a"))', ["0"]),
    # what is wrong
    ("i.configure()", ["wrong number of parameters"]),
    ('i.configure("fast")', ["parameter 1 has an invalid type 'string' ; expected: 'integer'"]),
    ('i.read(0x40, "a")', ["wrong number of parameters"]),
    ('i.read(0x40, "a", -1)', ["invalid number of bytes"]),
    ('i.read(0x40, "a", 65536)', ["invalid number of bytes"]),
    ("i.read(0x40, i, 1)", ["a string or a blob expected"]),
    ("i.write(0x40, i)", ["a string or a blob expected"]),
    ("i.write(0x40, null)", ["parameter 2 has an invalid type 'null' ; expected: 'string|instance'"]),
    ('i.write.call({}, 1, "a")', ["wrong type of instance"]),
]


@pytest.mark.parametrize(("statements", "shown"), SHOWN)
def test_members(statements, shown):
    story = run("try { %s } catch (e) { show(e) }" % statements)
    assert story.log() == shown


def test_a_transfer_takes_time():
    """An address and 99 bytes at 10 kHz."""
    story = run(
        "i.configure(10000); local t = hardware.micros(); i.write(0x40, blob(99)); show((hardware.micros() - t) / 100);"
    )
    assert story.log() == ["902"]


def test_a_restart_disables_the_bus():
    story = run(
        'show(i.write(0x40, "a")); i.configure(100000); if (hardware.wakereason() == 0) imp.wakeup(1, server.restart);'
    )
    assert story.log() == ["-13", "-13"]


def test_transfers_are_events():
    story = run(r'i.configure(400000); i.read(0x40, "\0", 2)')
    [event] = story.seen("i2c")
    assert [event[name] for name in ("bus", "address", "write", "read", "result")] == ["i2cAB", 0x20, "00", "6865", 0]
