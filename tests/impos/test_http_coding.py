"""What agents encode and decode: JSON, URL encoding, Base64; and their hashes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import pathlib
from urllib.parse import quote

import pytest
from agent_harness import agent_says
from hypothesis import given
from hypothesis import strategies as st

from impsim.impos.agent_api import http_coding
from impsim.impos.conversions import to_json, to_squirrel
from impsim.impos.json_coding import DEEPEST_TEXT, decode, encode
from impsim.impos.url_coding import decoded, decoded_fields, encoded, encoded_fields
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.values import is_table

CODINGS = sorted((pathlib.Path(__file__).parent / "codings").glob("*.nut"))


def expected(source):
    return [line.partition("// expect: ")[2] for line in source.splitlines() if "// expect: " in line]


@pytest.mark.parametrize("path", CODINGS, ids=lambda path: path.stem)
def test_programs(path):
    source = path.read_text(encoding="utf-8")
    assert expected(source)
    assert agent_says(source.encode("utf-8").decode("latin-1")) == expected(source)


# JSON

TEXT = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=20)
FLOAT = st.floats(width=32, allow_nan=False, allow_infinity=False)
SINGLE = st.none() | st.booleans() | st.integers(-(1 << 31), (1 << 31) - 1) | FLOAT | TEXT
VALUE = st.recursive(SINGLE, lambda below: st.lists(below, max_size=5) | st.dictionaries(TEXT, below, max_size=5))


@given(VALUE, st.booleans())
def test_what_is_encoded_is_decoded_as_it_was(value, compact):
    made = to_squirrel(value)
    assert to_json(decode(encode(made, compact))) == to_json(made)


@given(VALUE)
def test_others_read_what_is_encoded(value):
    made = to_squirrel(value)
    assert json.loads(encode(made).encode("latin-1")) == to_json(made)


@given(VALUE)
def test_what_others_encode_is_read(value):
    made = to_squirrel(value)
    assert to_json(decode(json.dumps(to_json(made)))) == to_json(made)


@given(st.text('{}[]",:0123456789.eE+-truefalsn\\ \n\x01é', max_size=40))
def test_no_text_is_read_that_is_not_json(text):
    try:
        json.loads(text, parse_constant=lambda _: 1 / 0)
        right = True
    except (ValueError, ZeroDivisionError):
        right = False
    try:
        decode(text)
        assert right
    except SquirrelError:
        assert not right


@pytest.mark.parametrize("text", ["[" * 1000000, '{"a":' * 100000, "[" * 300 + "]" * 300])
def test_deep_texts_are_refused(text):
    with pytest.raises(SquirrelError):
        decode(text)


def test_a_text_may_be_as_deep_as_it_says():
    assert len(decode("[" * DEEPEST_TEXT + "]" * DEEPEST_TEXT)) == 1


@pytest.mark.parametrize("digits", ["9" * 100000, "0." + "1" * 100000, "1e" + "9" * 1000, "-" + "1" * 60])
def test_long_numbers_are_floats(digits):
    assert isinstance(decode(digits), float)


def test_a_few_tables_that_hold_each_other_often_have_an_end():
    value = "x" * 1000
    for _ in range(60):
        value = [value, value]
    with pytest.raises(SquirrelError, match="too much data"):
        encode(value)


# URL encoding

BYTES = st.binary(max_size=30).map(lambda data: data.decode("latin-1"))


@given(BYTES)
def test_url_encoding_is_what_others_do(text):
    assert encoded(text) == quote(text.encode("latin-1"), safe="")
    assert decoded(encoded(text)) == text


@given(st.dictionaries(BYTES, BYTES | st.lists(BYTES, min_size=2, max_size=4), max_size=5))
def test_fields_are_decoded_as_they_were(fields):
    kept = {key: value for key, value in fields.items() if value != [] and (key or value)}
    from impsim.squirrel.values import items, table

    found = decoded_fields(encoded_fields(table(dict(kept))))
    assert is_table(found)
    assert dict(items(found)) == kept


@given(st.text("&=%+a1;?/", max_size=30))
def test_any_query_is_decoded(text):
    assert is_table(decoded_fields(text))


# Base64


@given(st.binary(max_size=100))
def test_base64_is_what_others_do(data):
    text = http_coding.base64encode(None, data.decode("latin-1"))
    assert text == base64.b64encode(data).decode("ascii")
    assert bytes(http_coding.base64decode(None, text)) == data


@given(st.text(st.characters(max_codepoint=255), max_size=30))
def test_any_text_is_decoded_as_base64(text):
    decoded = http_coding.base64decode(None, text)
    assert len(decoded) <= len(text) * 3 // 4 + 1


# Hashes


@pytest.mark.parametrize("name", ["md5", "sha1", "sha256", "sha512"])
def test_hashes(name):
    shown = "server.log(http.base64encode(http.hash.%s))"
    code = "; ".join(shown % call for call in ('%s("a\\xff")', "%s(blob(3))", 'hmac%s("a\\xff", "key")'))
    plain, blob, coded = agent_says(code % (name, name, name))
    assert plain == base64.b64encode(hashlib.new(name, b"a\xff").digest()).decode("ascii")
    assert blob == base64.b64encode(hashlib.new(name, bytes(3)).digest()).decode("ascii")
    assert coded == base64.b64encode(hmac.digest(b"key", b"a\xff", name)).decode("ascii")
