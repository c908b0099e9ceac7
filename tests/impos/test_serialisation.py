"""What messages, nv and server.save() keep of a value (D/node/824)."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impsim.impos.serialisation import (
    DEEPEST,
    MOST_BYTES,
    TOO_DEEP,
    TOO_LARGE,
    is_safe,
    json_size,
    pack,
    pack_as_json,
    plain,
    size,
    unpack,
)
from impsim.squirrel.compile import compile_source
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.numeric import f32
from impsim.squirrel.stdlib import install_impos
from impsim.squirrel.stdlib.blob import Blob
from impsim.squirrel.stdlib.blob_stream import impos_blob
from impsim.squirrel.values import is_table, items, table
from impsim.squirrel.vm import VM

BYTES = st.binary(max_size=8)
STRINGS = BYTES.map(lambda data: data.decode("latin-1"))
SAFE_STRINGS = st.text(st.characters(min_codepoint=1, exclude_categories=["Cs"]), max_size=6).map(
    lambda text: text.encode("utf-8").decode("latin-1")
)
INTEGERS = st.integers(-(2**31), 2**31 - 1)
FLOATS = st.floats(width=32)
SINGLE = st.one_of(st.none(), st.booleans(), INTEGERS, FLOATS, STRINGS, SAFE_STRINGS, BYTES.map(impos_blob))
VALUES = st.recursive(
    SINGLE,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(SAFE_STRINGS, inner, max_size=4).map(table),
    max_leaves=20,
)


def value_of(source):
    """What a program on impOS returns."""
    vm = VM(impos=True)
    install_impos(vm)
    return vm.run(compile_source(source, "program.nut"))


def content(value):
    """A value as Python's == and repr compare it: NaN equals itself, tables know no order."""
    if is_table(value):
        return {key: content(slot) for key, slot in items(value)}
    if type(value) is list:
        return [content(element) for element in value]
    if isinstance(value, Blob):
        return bytes(value)
    return repr(value)


def expected(value):
    """The content of what arrives of a value: unsafe strings have become blobs."""
    if is_table(value):
        return {key: expected(slot) for key, slot in items(value)}
    if type(value) is list:
        return [expected(element) for element in value]
    if type(value) is str and not is_safe(value):
        return value.encode("latin-1")
    return content(value)


def containers(value):
    """Every table, array and blob in a value."""
    parts = [slot for _, slot in items(value)] if is_table(value) else value if type(value) is list else []
    own = [value] if is_table(value) or type(value) is list or isinstance(value, Blob) else []
    return own + [found for part in parts for found in containers(part)]


@given(VALUES)
def test_what_arrives_is_what_was_sent_but_for_unsafe_strings(value):
    assert content(unpack(pack(value))) == expected(value)


@given(VALUES)
def test_nothing_is_shared_between_copies(value):
    packed = pack(value)
    copies = [containers(copy) for copy in (value, unpack(packed), unpack(packed))]
    assert len({id(part) for copy in copies for part in copy}) == sum(map(len, copies))


@given(VALUES)
def test_what_arrived_arrives_again_as_it_is(value):
    packed = pack(value)
    assert content(unpack(pack(unpack(packed)))) == content(unpack(packed))


@given(VALUES)
def test_traces_can_show_every_message(value):
    json.dumps(plain(pack(value)), allow_nan=False)


@given(VALUES)
def test_a_message_is_at_least_as_long_as_its_parts(value):
    packed = pack(value)
    assert size((packed, packed)) == 2 * size(packed) + size(())


@given(VALUES.map(lambda value: pack_as_json(value)[0]).filter(lambda packed: isinstance(packed, (dict, tuple, str))))
def test_the_size_of_json_is_that_of_its_text(packed):
    """Floats aside, which Squirrel writes in its own way."""

    def without_floats(part):
        if isinstance(part, dict):
            return {key: without_floats(slot) for key, slot in part.items()}
        if isinstance(part, tuple):
            return tuple(without_floats(element) for element in part)
        return 0 if isinstance(part, float) else part

    packed = without_floats(packed)
    text = json.dumps(packed, ensure_ascii=False, separators=(",", ":"))
    assert json_size(packed) == len(text)


@pytest.mark.parametrize(
    ("string", "safe"),
    [
        ("", True),
        ("plain", True),
        ("a\tb\x7f", True),
        ("gr\xc3\xbc\xc3\x9f", True),
        ("\xf0\x9f\x98\x80", True),
        ("a\0", False),
        ("\xff", False),
        ("\xc3", False),
        ("\xc3(", False),
        ("\xc0\x80", False),
        ("\xed\xa0\x80", False),
    ],
)
def test_which_strings_are_safe(string, safe):
    assert is_safe(string) is safe


@pytest.mark.parametrize(
    ("source", "arrives"),
    [
        ("@() 1", None),
        ("class {}", None),
        ("class {}()", None),
        ("server", None),
        ("[1, @() 1, 2]", (1, 2)),
        ('[class {}, class {}(), regexp("a"), print]', ()),
        ("{ a = 1, f = @() 1 }", {"a": 1}),
        ("{ a = { f = @() 1, b = [@() 1] } }", {"a": {"b": ()}}),
        ('{ [1] = 2, [true] = 3, [1.5] = 4, ["k"] = 5 }', {"k": 5}),
        (r'{ ["\x00\x01"] = 2, ["\xff"] = 3 }', {}),
        (r'{ calibration = "\x00\x01" }', {"calibration": b"\0\1"}),
        ("{ a = 1 }.setdelegate({ b = 2, _get = @(key) 3 })", {"a": 1}),
        ('[blob(2), "x", null, true, 1.5]', (b"\0\0", "x", None, True, 1.5)),
        ("class extends blob { constructor() { base.constructor(2) } }()", b"\0\0"),
    ],
)
def test_what_cannot_be_serialised_is_left_out(source, arrives):
    assert pack(value_of("server <- @() 1; return (%s\n)" % source)) == arrives


def test_a_weak_reference_is_what_it_refers_to():
    assert pack(value_of("local t = { a = 1 }; return [t, t.weakref()]")) == ({"a": 1}, {"a": 1})


def test_a_dead_weak_reference_is_null():
    assert pack(value_of("local t = [null]; { t[0] = { a = 1 }.weakref() } return t")) == (None,)


@pytest.mark.parametrize(
    "source",
    [
        "local t = {}; t.t <- t; return t",
        "local a = []; a.append(a); return a",
        "local t = {}, a = [t, t]; t.a <- a; t.b <- a; return t",
    ],
)
def test_what_contains_itself_is_refused(source):
    with pytest.raises(SquirrelError, match=TOO_DEEP):
        pack(value_of(source))


def nested(levels):
    value = []
    for _ in range(levels - 1):
        value = [value]
    return value


def test_how_deep_containers_may_nest():
    assert content(unpack(pack(nested(DEEPEST)))) == nested(DEEPEST)
    with pytest.raises(SquirrelError, match=TOO_DEEP):
        pack(nested(DEEPEST + 1))


def test_what_doubles_at_each_level_is_refused_before_it_has_grown():
    value = []
    for _ in range(DEEPEST - 1):
        value = [value, value]
    with pytest.raises(SquirrelError, match=TOO_LARGE):
        pack(value)


def test_a_message_may_fill_what_an_agent_takes_but_no_more():
    room = MOST_BYTES - size("")
    assert size(pack("a" * room)) == MOST_BYTES
    with pytest.raises(SquirrelError, match=TOO_LARGE):
        pack("a" * (room + 1))


@pytest.mark.parametrize(
    ("value", "bytes_"),
    [(None, 1), (True, 1), (1, 5), (1.5, 5), ("ab", 5), (b"ab", 5), ((1, 2), 13), ({"ab": 1}, 13)],
)
def test_sizes_on_the_wire(value, bytes_):
    assert size(value) == bytes_


@pytest.mark.parametrize(
    ("source", "kept", "left_out"),
    [
        ("{ a = 1 }", {"a": 1}, []),
        ("{ a = blob(1), b = 2 }", {"b": 2}, [("a", "blob")]),
        (r'{ a = "\xff" }', {}, [("a", "string")]),
        ("{ a = [1, @() 1] }", {"a": (1,)}, [("1", "function")]),
        ("{ [7] = 1 }", {}, [("7", "integer")]),
        ("{ a = math.sqrt(-1.0), b = math.log(0.0), c = -math.log(0.0) }", {"a": None, "b": None, "c": None}, []),
    ],
)
def test_what_json_keeps(source, kept, left_out):
    assert pack_as_json(value_of("return (%s\n)" % source)) == (kept, left_out)


def test_floats_stay_floats():
    value = unpack(pack([1.0, f32(0.1)]))
    assert [type(number) for number in value] == [float, float]
    assert plain(pack(value)) == [1.0, 0.1]


def test_a_table_keeps_the_order_of_its_slots():
    source = 'local t = {}; for (local i = 0; i < 20; i++) t["k" + i] <- i; return t'
    made = value_of(source)
    assert list(pack(made)) == [key for key, _ in items(made)]
