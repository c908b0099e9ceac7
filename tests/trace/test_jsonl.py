"""Traces as JSON lines: exact, the same everywhere, and every damaged line with its place."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impsim.errors import Diagnostic
from impsim.trace.jsonl import Writer, line, read

HEADER = b'{"impsim": 1, "kind": "header"}\n'


def written(*events, **header):
    stream = io.BytesIO()
    writer = Writer(stream, **header)
    for event in events:
        writer(event)
    assert writer.failure is None
    return stream.getvalue()


def test_a_header_and_a_line_per_event_in_the_order_of_emission():
    events = [
        {"t_us": 0, "device": "imp", "kind": "power", "state": "on"},
        {"t_us": 2160000, "device": "imp", "kind": "log", "type": "server.log", "msg": "é €"},
    ]
    assert written(*events, model="imp005", seed=1).decode() == (
        '{"impsim": 1, "kind": "header", "model": "imp005", "seed": 1}\n'
        '{"t_us": 0, "device": "imp", "kind": "power", "state": "on"}\n'
        '{"t_us": 2160000, "device": "imp", "kind": "log", "type": "server.log", "msg": "é €"}\n'
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.1, "0.1"),
        (1e22, "1e+22"),
        (30.0, "30.0"),
        (1 << 62, "4611686018427387904"),
        (float("inf"), '"inf"'),
        ([1.5, float("-inf"), {"a": float("nan")}], '[1.5, "-inf", {"a": "nan"}]'),
        ((1, 2), "[1, 2]"),
        (b"\x00\xff", '"00ff"'),
        ("a\nb\x00\u2028", '"a\\nb\\u0000\u2028"'),
        ("half \ud83d of a pair", '"half \\ud83d of a pair"'),
        ("\U0001f600", '"\U0001f600"'),
        (None, "null"),
    ],
)
def test_values(value, shown):
    assert line({"v": value}) == ('{"v": %s}\n' % shown).encode()
    assert json.loads(line({"v": value}))


def test_what_has_no_form_is_no_part_of_an_event():
    with pytest.raises(TypeError, match="a object cannot be part of an event"):
        line({"v": object()})


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("trace") / "t"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=5), below, max_size=3),
    max_leaves=5,
)


@given(st.lists(st.dictionaries(st.text(max_size=5), VALUES, max_size=3), max_size=5))
@settings(max_examples=50)
def test_what_is_written_is_read_again(path, fields):
    events = [{**more, "t_us": number, "device": "imp", "kind": "log"} for number, more in enumerate(fields)]
    path.write_bytes(written(*events))
    header, *found = read(str(path))
    assert header == {"impsim": 1, "kind": "header"}
    assert found == events
    assert b"".join(map(line, found)) == b"".join(map(line, events))


def test_every_line_is_in_the_file_at_once(tmp_path):
    with open(tmp_path / "t", "wb") as stream:
        writer = Writer(stream)
        for number in range(3):
            assert (tmp_path / "t").read_bytes().count(b"\n") == number + 1
            writer({"t_us": number, "kind": "log"})


def test_a_full_disk_does_not_change_the_run():
    if not os.path.exists("/dev/full"):
        pytest.skip("no /dev/full here")
    with open("/dev/full", "wb", buffering=0) as stream:
        writer = Writer(stream)
        writer({"t_us": 0, "kind": "log"})
        assert writer.failure is not None
        assert writer.failure.strerror == "No space left on device"


# what follows the header, line, column, message, hint
DAMAGED = [
    (b"{\n", 2, 2, "this is not an event", ""),
    (b'{"t_us": 1, "kind": "log"}\n[]\n', 3, 1, "this is not an event", "it needs kind and t_us"),
    (b'{"t_us": 1}\n', 2, 1, "this is not an event", "it needs kind and t_us"),
    (b'{"t_us": "1", "kind": "log"}\n', 2, 1, "this is not an event", "it needs kind and t_us"),
    (b'{"t_us": true, "kind": "log"}\n', 2, 1, "this is not an event", "it needs kind and t_us"),
    (b'{"t_us": -1, "kind": "log"}\n', 2, 1, "this is not an event", "it needs kind and t_us"),
    (b'{"t_us": 1' + b"0" * 400 + b', "kind": "log"}\n', 2, 1, "this is not an event", "it needs kind and t_us"),
    (b'{"t_us": 1, "kind": 3}\n', 2, 1, "this is not an event", "it needs kind and t_us"),
    (b'{"t_us": 1, "ki', 2, 13, "this is not an event", "the end of the line is missing: was the run killed?"),
    (b"\xff\xfe\n", 2, 1, "this is not an event", ""),
    (b"\n", 2, 1, "this is not an event", ""),
    (b"[" * 100000 + b"\n", 2, 1, "nested too deeply", ""),
]


@pytest.mark.parametrize(
    ("rest", "number", "column", "message", "hint"), DAMAGED, ids=[str(case[0])[:30] for case in DAMAGED]
)
def test_a_damaged_line_has_a_place(rest, number, column, message, hint, tmp_path):
    (tmp_path / "t").write_bytes(HEADER + rest)
    seen = []
    with pytest.raises(Diagnostic) as caught:
        for event in read(str(tmp_path / "t")):
            seen.append(event)
    found = caught.value
    assert (found.line, found.message, found.hint) == (number, message, hint)
    assert found.column == column or sys.implementation.name != "cpython"
    assert len(seen) == number - 1, "what stands before it was read"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"t_us": 1, "kind": "log"}\n', "this is not a trace of impsim"),
        (b'{"impsim": 2, "kind": "header"}\n', "this trace is of version 2"),
        (b"[]\n", "this is not a trace of impsim"),
        (b"server.log(1);\n", "this is not an event"),
        (None, "no such file or directory"),
    ],
)
def test_what_is_no_trace(content, message, tmp_path):
    if content is not None:
        (tmp_path / "t").write_bytes(content)
    with pytest.raises(Diagnostic) as caught:
        list(read(str(tmp_path / "t")))
    assert caught.value.message == message


CHILD = """
import sys
from impsim.sim.clock import Clock
from impsim.sim.instruments import Instruments
from impsim.trace.jsonl import Writer
clock = Clock()
instruments = Instruments(clock)
instruments.attach(Writer(sys.stdout.buffer, model="imp005", seed=7))
for number in range(50):
    value = {"b%d" % n: n / 7 for n in range(number % 5)}
    clock.at(number * 1000, lambda value=value: instruments.emit("imp", "log", value=value, msg="\\ud800 é", big=1e300))
clock.advance(1000000)
"""


def test_every_python_writes_the_same(root: Path, pypy: str) -> None:
    def output(python, hashes):
        environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONHASHSEED": hashes}
        return subprocess.run([python, "-c", CHILD], env=environment, capture_output=True, check=True).stdout

    first = output(sys.executable, "1")
    assert first.count(b"\n") == 51
    assert first == output(sys.executable, "2") == output(pypy, "3")
