"""What published programs and libraries rely on, each in a few lines of our own.

Binary data is searched for markers with a NUL in them; what cannot be sent is told of; lines in a dead connection's
buffer do not arrive.
"""

from __future__ import annotations

import pytest
from worlds import one


@pytest.mark.parametrize(
    ("expression", "index"),
    [
        (r'"a\0xy".find("xy")', 2),
        (r'"ab\0\xAAz".find("\0\xAA")', 2),
        (r'"\0\0\0\xAA".find("\0\xAA", 1)', 2),
        (r'"abc".find("\0")', None),
    ],
)
def test_find_takes_a_nul_for_a_character_like_others(booted, expression, index):
    assert booted("").value(expression) == index


def test_imp_info_is_one_of_impos_own_objects(booted):
    assert booted("").value("type(imp.info())") == "meta"


@pytest.mark.parametrize("data", ["{f = function() {}, n = 1}", "[1, function() {}]"])
def test_a_device_tells_of_what_it_cannot_send(booted, data):
    messages = booted('agent.send("x", %s);' % data).run().messages
    assert len(messages) == 1 and "unserialisable" in messages[0]


def test_a_library_that_logs_into_a_black_hole_loses_lines_though_each_call_succeeds():
    """A line every 20 s from 2.16 s: those at 82.16 to 162.16 s are in the buffer when the connection dies."""
    program = "server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 5); n <- 0;"
    program += "function tick() { server.log(n++); imp.wakeup(20, tick) } tick();"
    story = one(program).do(70, "lan.drop", lan="lan", loss=1).run(170)
    assert story.log() == ["0", "1", "2", "3"]
    assert len(story.seen("log.lost")) == 5


@pytest.mark.parametrize("name", ["pinA", "i2cAB", "spiEBCA", "uartFG"])
def test_what_stands_in_hardware_is_of_impos_own_type(booted, name):
    """The APA102 library tells an SPI bus from pins by it."""
    assert booted("", model="imp003").value("typeof hardware.%s + type(hardware.%s)" % (name, name)) == "metameta"
