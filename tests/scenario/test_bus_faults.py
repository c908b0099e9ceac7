"""Verbs about buses: what they do to programs, what is refused, what expectations see of buses."""

from __future__ import annotations

import json
import textwrap

import pytest
from harness import collected, failed_ids, problems, results

from impsim.scenario.schema import schema

HEAD = """\
impsim: 1
run: {until: 30s}
devices:
  imp: {model: %s, device: p.nut%s}
"""
I2C = """
i <- hardware.i2cAB;
i.configure(CLOCK_SPEED_100_KHZ);
function tick() {
    imp.wakeup(1, tick);
    local read = i.read(0x40, "\\x00", 1);
    server.log(time() - begun + " " + (read == null ? i.readerror() : read[0]));
}
begun <- time();
tick();
"""
UART = """
u <- hardware.uartFG;
u.configure(9600, 8, PARITY_NONE, 1, NO_CTSRTS | CALLBACK_WITH_FLAGS, function(flags) {
    if (flags & ~READ_READY) server.log("flags " + flags);
    local b;
    while ((b = u.read()) != -1) server.log(b);
});
u.write("AT\\r");
"""


class Echo:
    """A target whose registers have 7."""

    address = 0x20
    stretch_us = 0

    def start(self, reading):
        return True

    def write(self, byte):
        return True

    def read(self):
        return 7

    def stop(self):
        return None


@pytest.fixture(autouse=True)
def a_target_on_every_i2c_bus(monkeypatch):
    from impsim.device.i2c import I2cBus

    made = I2cBus.__init__

    def init(bus, *given):
        made(bus, *given)
        bus.attach(Echo())

    monkeypatch.setattr(I2cBus, "__init__", init)


def play(folder, timeline, expect, program, model="imp003"):
    text = HEAD % (model, "") + "timeline:\n" + textwrap.indent(textwrap.dedent(timeline).strip("\n"), "  ") + "\n"
    return failed_ids(folder, expect, program, head=text)


# timeline, seconds since the start -> what is read then
I2C_FAULTS = [
    ("- {at: 5500ms, do: i2c.nack, bus: i2cAB, address: 0x20, count: 2}", {3: 7, 4: -2, 5: -2, 6: 7}),
    ("- {at: 5500ms, do: i2c.nack, bus: i2cAB, for: 2s}", {3: 7, 4: -2, 5: -2, 6: 7}),
    ("- {at: 5500ms, do: i2c.nack, bus: i2cAB, address: 33}", {4: 7, 9: 7}),
    ("- {at: 5500ms, do: i2c.stuck, bus: i2cAB, for: 2s}", {3: 7, 4: -1, 5: -1, 6: 7}),
    ("- {at: 5500ms, do: i2c.stuck, bus: i2cAB, line: SCL}", {3: 7, 4: -1, 20: -1}),
    ("- {at: 5500ms, do: i2c.stuck, bus: i2cAB}\n- {at: 10500ms, do: i2c.mend, bus: i2cAB}", {4: -1, 8: -1, 9: 7}),
    ("- {at: 5500ms, do: i2c.corrupt, bus: i2cAB, mask: 0x81, count: 1}", {3: 7, 4: 0x86, 5: 7}),
    ("- {at: 5500ms, do: i2c.corrupt, bus: i2cAB}\n- {at: 7500ms, do: i2c.mend, bus: i2cAB}", {4: 0xF8, 5: 0xF8, 6: 7}),
]


@pytest.mark.parametrize(("timeline", "read"), I2C_FAULTS)
def test_i2c(timeline, read, tmp_path):
    expect = "\n".join(
        "- {id: s%d, log: {matches: '^%d %d$'}, times: 1}" % (second, second, value) for second, value in read.items()
    )
    assert play(tmp_path, timeline, expect, I2C) == []


UART_FAULTS = [
    ("- {at: 5s, do: uart.write, bus: uartFG, text: ABA}", ["65", "66", "65"]),
    ("- {at: 5s, do: uart.write, bus: uartFG, hex: 'ff 00 41'}", ["255", "0", "65"]),
    ("- {at: 5s, do: uart.write, bus: uartFG, text: é}", ["195", "169"]),
    ("- {at: 5s, do: uart.write, bus: uartFG, hex: '00', baud: 4800}", ["flags 9", "0"]),
    ("- {at: 5s, do: uart.write, bus: uartFG, hex: '03', format: 8E1}", ["flags 9", "3"]),
    ("- {at: 5s, do: uart.break, bus: uartFG}", ["flags 9", "0"]),
]


@pytest.mark.parametrize(("timeline", "logged"), UART_FAULTS)
def test_uart(timeline, logged, tmp_path):
    lines = ", ".join("{log: '%s'}" % line for line in logged)
    expect = "- {id: order, order: [%s]}\n- {id: no-more, log: {matches: '.'}, times: %d}" % (lines, len(logged) + 1)
    assert play(tmp_path, timeline, expect, UART) == []  # one more is told when AT has gone out: flags 2


def test_noise(tmp_path):
    timeline = """
        - {at: 5s, do: uart.noise, bus: uartFG, count: 1}
        - {at: 6s, do: uart.write, bus: uartFG, hex: "00"}
        - {at: 7s, do: uart.write, bus: uartFG, hex: "00"}
    """
    expect = """
        - {id: noisy, log: flags 5, times: 1}
        - {id: one-bit, log: {matches: "^(1|2|4|8|16|32|64|128)$"}, times: 1}
        - {id: and-then-well, log: "0", times: 1}
    """
    assert play(tmp_path, timeline, expect, UART) == []


# What expectations see


def test_events(tmp_path):
    timeline = "- {at: 5s, do: uart.write, bus: uartFG, text: OK}"
    expect = """
        - {id: said, event: {kind: uart, bus: uartFG, way: tx, data: 41540d}, times: 1}
        - {id: heard, event: {kind: uart, way: rx, data: 4f4b}, times: 1}
        - {id: never, event: {kind: uart, way: rx, data: "00"}, times: 0}
        - {id: wrong, event: {kind: uart, way: rx, data: "00"}}
    """
    assert play(tmp_path, timeline, expect, UART) == ["wrong"]
    program = 'i <- hardware.i2cAB; i.configure(100000); i.read(0x40, "\\x05", 1); i.write(0x42, "a");'
    program += "s <- hardware.spiLGDK; s.configure(0, 1000); s.write(blob(2));"
    expect = """
        - {id: read, event: {kind: i2c, do: read, bus: i2cAB, address: 32, write: "05", read: "07"}, times: 1}
        - {id: nobody, event: {kind: i2c, do: write, address: 33, result: -2}, times: 1}
        - {id: spi, event: {kind: spi, bus: spiLGDK, out: "0000"}, times: 1}
    """
    assert play(tmp_path, "- {at: 1s, do: cloud.up}", expect, program) == []


# What is wrong

WRONG = [
    ("do: i2c.nack", "i2c.nack needs 'bus'"),
    ("do: i2c.nack, bus: i2c89", "the imp003 has no bus 'i2c89'"),
    ("do: i2c.nack, bus: uartFG", "the imp003 has no bus 'uartFG'"),
    ("do: uart.write, bus: uart57, text: a", "the imp003 has no bus 'uart57'"),
    ("do: i2c.nack, bus: i2cAB, address: 0x80", "'0x80' is not an address of 7 bits like 0x5f"),
    ("do: i2c.nack, bus: i2cAB, address: x", "'x' is not an address of 7 bits like 0x5f"),
    ("do: i2c.nack, bus: i2cAB, count: 0", "'0' is not a number from 1 to 1000000"),
    ("do: i2c.corrupt, bus: i2cAB, mask: 0", "'0' is not a number from 1 to 255: the bits that are turned over"),
    ("do: i2c.stuck, bus: i2cAB, line: TX", "'TX' is not one of SDA, SCL"),
    ("do: i2c.stuck, bus: i2cAB, count: 3", "there is no 'count' here"),
    ("do: uart.write, bus: uartFG, hex: xy", "'xy' is not bytes in hexadecimal"),
    ("do: uart.write, bus: uartFG, baud: 0", "'0' is not a number from 1 to 100000000"),
    ("do: uart.noise, bus: uartFG, for: 3", "'3' is not a time like 15s or 300ms"),
]


@pytest.mark.parametrize(("entry", "message"), WRONG)
def test_what_is_refused(entry, message, tmp_path):
    (tmp_path / "p.nut").write_text("")
    text = HEAD % ("imp003", "") + "timeline:\n  - {at: 5s, %s}\nexpect:\n  - {log: x}\n" % entry
    [(line, _, found)] = problems(tmp_path, text)
    assert (line, found) == (6, message)


def test_the_place_and_the_nearest_name(tmp_path):
    (tmp_path / "p.nut").write_text("")
    text = HEAD % ("imp003", "") + "timeline:\n  - {at: 5s, do: i2c.nack, bus: i2cBA}\nexpect:\n  - {log: x}\n"
    assert problems(tmp_path, text) == [(6, 33, "the imp003 has no bus 'i2cBA'")]


def test_an_event_of_a_bus_that_is_not_there_is_refused(tmp_path):
    (tmp_path / "p.nut").write_text("")
    text = HEAD % ("imp003", "") + "expect:\n  - {event: {kind: i2c, bus: i2c89}}\n"
    assert problems(tmp_path, text) == [(6, 30, "the imp003 has no bus 'i2c89'")]


def test_a_matrix_of_models_needs_the_bus_on_each(tmp_path):
    text = (
        HEAD % ("imp001", "")
        + "timeline:\n  - {at: 5s, do: i2c.mend, bus: i2c89}\nexpect:\n  - {never: [0s, end], error: {}}\n"
    )
    assert [r.status for r in results(tmp_path, text + "matrix:\n  model: [imp001, imp002]\n", "")] == ["passed"] * 2


def test_the_json_schema_knows_them():
    text = json.dumps(schema())
    assert all('"%s"' % verb in text for verb in ("i2c.nack", "uart.write", "uart.break"))
    assert collected
