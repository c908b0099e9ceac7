"""Waveforms: what the dump says, read by a parser of IEEE 1364-2005's grammar of value change dumps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from impsim.trace.vcd import _identifiers, lines


class Waves:
    """A strict reader.  values: (scope, name) -> [(time, value)], as they change."""

    def __init__(self, text):
        self.words = text.split()
        self.sorts, self.names, self.values = {}, {}, {}
        self.timescale = None
        self.scopes = []
        while self.words:
            self.declaration()

    def word(self):
        return self.words.pop(0)

    def until_end(self):
        found = []
        while (word := self.word()) != "$end":
            found.append(word)
        return found

    def declaration(self):
        keyword = self.word()
        if keyword == "$enddefinitions":
            assert self.until_end() == [] and self.scopes == []
            self.changes()
        elif keyword == "$scope":
            kind, name = self.until_end()
            assert kind == "module"
            self.scopes.append(name)
        elif keyword == "$upscope":
            assert self.until_end() == []
            self.scopes.pop()
        elif keyword == "$var":
            self.variable(*self.until_end())
        elif keyword == "$timescale":
            number, unit = self.until_end()
            assert number in ("1", "10", "100") and unit in ("s", "ms", "us", "ns", "ps", "fs")
            self.timescale = number + unit
        else:
            assert keyword == "$comment"
            self.until_end()

    def variable(self, sort, size, code, name):
        assert (sort, int(size)) in (("wire", 1), ("real", 64))
        assert all("!" <= char <= "~" for char in code) and code not in self.names
        key = (".".join(self.scopes), name)
        assert key not in self.values
        self.sorts[code], self.names[code], self.values[key] = sort, key, []

    def changes(self):
        time, dumping = None, False
        while self.words:
            word = self.word()
            if word.startswith("#"):
                assert time is None or int(word[1:]) > time
                time = int(word[1:])
            elif word in ("$dumpvars", "$end"):
                dumping = word == "$dumpvars"
            elif word.startswith("r"):
                self.change(time, float(word[1:]), self.word(), "real")
            else:
                assert word[0] in "01xz"
                self.change(time, word[0], word[1:], "wire")
        assert not dumping

    def change(self, time, value, code, sort):
        assert self.sorts[code] == sort and time is not None
        before = self.values[self.names[code]]
        assert not before or before[-1][1] != value
        before.append((time, value))


def dumped(*events):
    full = [{"kind": "pin", "device": "imp", **event} for event in events]
    return Waves("".join(line + "\n" for line in lines(full)))


def test_levels():
    waves = dumped(
        {"t_us": 0, "pin": "pinA", "mode": "DIGITAL_OUT"},
        {"t_us": 5, "pin": "pinA", "level": 1},
        {"t_us": 9, "pin": "pinA", "level": 0},
        {"t_us": 9, "pin": "pinB", "level": 1},
    )
    assert waves.timescale == "1us"
    assert waves.values == {
        ("imp", "pinA"): [(0, "x"), (5, "1"), (9, "0")],
        ("imp", "pinB"): [(0, "x"), (9, "1")],
    }


def test_voltages_and_pwm():
    waves = dumped(
        {"t_us": 1, "pin": "pinA", "mv": 1234},
        {"t_us": 2, "pin": "pinA", "level": 1},
        {"t_us": 2, "pin": "pinA", "mv": 2000},
        {"t_us": 3, "pin": "pinA", "level": 0},
        {"t_us": 1, "pin": "pinC", "level": 1},
        {"t_us": 1, "pin": "pinC", "duty": 0.25, "period_us": 1000},
        {"t_us": 5, "pin": "pinC", "duty": 1.0, "period_us": 1000},
        {"t_us": 5, "pin": "pinC", "level": 1},
        {"t_us": 8, "pin": "pinC", "mode": "DIGITAL_IN"},
        {"t_us": 9, "pin": "pinD", "signal": "sine"},
    )
    assert waves.values == {
        ("imp", "pinA"): [(0, "x"), (2, "1"), (3, "0")],
        ("imp", "pinA_V"): [(0, 0), (1, 1.234), (2, 2), (3, 0)],
        ("imp", "pinC"): [(0, "x"), (1, "1"), (1, "x"), (5, "1")],
        ("imp", "pinC_duty"): [(0, 0), (1, 0.25), (5, 1), (8, 0)],
        ("imp", "pinD"): [(0, "x")],
    }


def test_buses_are_busy():
    waves = dumped(
        {"kind": "i2c", "t_us": 100, "since_us": 40, "bus": "i2c89"},
        {"kind": "i2c", "t_us": 160, "since_us": 100, "bus": "i2c89"},
        {"kind": "uart", "t_us": 0, "bus": "uart57"},
        {"kind": "spi", "t_us": 7, "bus": "spi257", "device": "other imp"},
    )
    assert waves.values[("imp", "i2c89")] == [(0, "0"), (40, "1"), (100, "0"), (100, "1"), (160, "0")]
    assert waves.values[("other_imp", "spi257")] == [(0, "0"), (6, "1"), (7, "0")]


def test_a_trace_without_pins():
    assert dumped({"kind": "log", "t_us": 5}).values == {}


def test_many_variables_have_identifiers_of_their_own():
    codes = [code for code, _ in zip(_identifiers(), range(20000))]
    assert len(set(codes)) == 20000 and codes[:2] == ["!", '"'] and len(codes[94]) == 2
    assert all(" " not in code and code.isascii() for code in codes)


TELLING = st.one_of(
    st.fixed_dictionaries({"level": st.sampled_from([0, 1])}),
    st.fixed_dictionaries({"mv": st.integers(0, 5500)}),
    st.fixed_dictionaries({"duty": st.sampled_from([0, 0.1, 0.333333, 1])}),
    st.just({"mode": "DIGITAL_IN"}),
    st.just({"signal": "noise"}),
)


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["pinA", "pinXB"]), TELLING), max_size=30))
def test_any_trace_is_readable(told):
    t_us, events = 0, []
    for later_us, pin, fields in told:
        t_us += later_us
        events.append({"t_us": t_us, "pin": pin, **fields})
    waves = dumped(*events)
    for event in [event for event in events if "mv" in event][-1:]:
        assert ("imp", event["pin"] + "_V") in waves.values
