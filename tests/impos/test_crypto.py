"""The object crypto: hashes of devices, and comparisons."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from impsim.device.profile import find
from impsim.device.release import parse_release
from impsim.impos.api import crypto
from impsim.impos.simulation import Simulation
from impsim.squirrel.compile import compile_source

HEX = """
function hex(hash) { local text = ""; foreach (byte in hash) text += format("%02x", byte); return text; }
function times(count, text) { local all = ""; for (local i = 0; i < count; i++) all += text; return all; }
function bytes(first, last) { local all = blob(); while (first <= last) all.writen(first++, 'b'); return all; }
function as_blob(text) { local all = blob(); all.writestring(text); return all; }
"""

# FIPS 180-4 (examples of NIST's Cryptographic Standards and Guidelines): message -> hash
SHA256 = [
    ('""', "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ('"abc"', "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
        '"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"',
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    ),
    ('"\\xbd"', "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b"),
    ('times(1000, "\\x00")', "541b3e9daa09b20bf85fa273e5cbd3e80185aa4ec298e765db87742b70138a53"),
    ('times(1000, "A")', "c2e686823489ced2017f6059b8b239318b6364f6dcd835d0a519105a1eadd6e4"),
]

# RFC 4231, cases 1 to 4, 6 and 7 (5 is cut short): key, message -> code
HMAC = [
    (
        'times(20, "\\x0b")',
        '"Hi There"',
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
    ),
    (
        '"Jefe"',
        '"what do ya want for nothing?"',
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    ),
    (
        'times(20, "\\xaa")',
        'times(50, "\\xdd")',
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
    ),
    (
        "bytes(1, 25)",
        'times(50, "\\xcd")',
        "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
    ),
    (
        'times(131, "\\xaa")',
        '"Test Using Larger Than Block-Size Key - Hash Key First"',
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
    ),
    (
        'times(131, "\\xaa")',
        '"This is a test using a larger than block-size key and a larger than block-size data. The key needs to be'
        ' hashed before being used by the HMAC algorithm."',
        "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
    ),
]

EQUAL = [
    ('"abc"', '"abc"', True),
    ('"abc"', '"abd"', False),
    ('"abc"', '"ab"', False),
    ('""', "blob()", True),
    ("bytes(0, 255)", "bytes(0, 255)", True),
    ("bytes(0, 255)", "bytes(1, 255)", False),
    ('as_blob("\\x00\\xff")', '"\\x00\\xff"', True),
    ('"a"', 'as_blob("b")', False),
]

INVALID = "parameter %d has an invalid type '%s' ; expected: 'string|instance'"
WRONG = [
    ("crypto.equals(1, blob())", INVALID % (1, "integer")),
    ('crypto.equals("", null)', INVALID % (2, "null")),
    ('crypto.equals("")', "wrong number of parameters"),
    ('crypto.equals("", "", "")', "wrong number of parameters"),
    ('crypto.equals("", Other())', crypto.NO_BYTES),
]
WRONG_ON_DEVICES = [
    *WRONG,
    ("crypto.sha256()", "wrong number of parameters"),
    ("crypto.sha256([1])", INVALID % (1, "array")),
    ("crypto.sha256(Other())", crypto.NO_BYTES),
    ('crypto.hmacsha256("")', "wrong number of parameters"),
    ("crypto.hmacsha256(1.0, 2)", INVALID % (1, "float")),
    ('crypto.hmacsha256("", 2)', INVALID % (2, "integer")),
    ('crypto.hmacsha256("", Other())', crypto.NO_BYTES),
    ("crypto.sha512", "the index 'sha512' does not exist"),
    ("crypto.sign", "the index 'sign' does not exist"),
]
WRONG_ON_AGENTS = [
    *WRONG,
    ("crypto.sha256(Other())", crypto.NO_BYTES),
    ('crypto.hmacsha256("", 2)', INVALID % (2, "integer")),
    ("crypto.sha512", "the index 'sha512' does not exist"),
]

CAUGHT = "class Other {}; try { %s; } catch (problem) { server.log(problem); }"


def agent_says(source, impos="42"):
    """What an agent logs."""
    simulation, said = Simulation(), []
    simulation.add(
        "imp",
        find("imp001"),
        parse_release(impos),
        compile_source("", "device.nut"),
        agent=compile_source(source, "agent.nut", steps=True),
        sink=lambda record: said.append(record["msg"]) if record["type"] == "agent.log" else None,
    )
    simulation.run(10000000)
    return said


@pytest.mark.parametrize(("message", "expected"), SHA256)
def test_hashes_are_those_of_the_standard(booted, message, expected):
    host = booted(HEX)
    assert host.value("hex(crypto.sha256(%s))" % message) == expected
    assert host.value("hex(crypto.sha256(as_blob(%s)))" % message) == expected


@pytest.mark.parametrize(("key", "message", "expected"), HMAC)
def test_codes_are_those_of_the_standard(booted, key, message, expected):
    assert booted(HEX).value("hex(crypto.hmacsha256(%s, %s))" % (message, key)) == expected


def test_of_a_blob_every_byte_counts_wherever_it_stands(booted):
    source = HEX + 'local all = as_blob("abc"); all.seek(1); server.log(hex(crypto.sha256(all)) + all.tell());'
    assert booted(source).run().messages == [SHA256[1][1] + "1"]


@pytest.mark.parametrize("call", ['crypto.sha256("abc")', 'crypto.hmacsha256("", "")'])
def test_a_hash_is_a_blob_of_32_bytes_to_be_read_from_its_start(booted, call):
    source = "local hash = %s; server.log(typeof hash + hash.len() + hash.tell());" % call
    assert booted(source).run().messages == ["blob320"]


def block_code(key, message):
    """HMAC as RFC 2104 writes it."""
    key = (hashlib.sha256(key).digest() if len(key) > 64 else key).ljust(64, b"\0")
    inner, outer = bytes(byte ^ 0x36 for byte in key), bytes(byte ^ 0x5C for byte in key)
    return hashlib.sha256(outer + hashlib.sha256(inner + message).digest()).digest()


class Sleeper:
    """Stands for a program: only its time is used."""

    def __init__(self):
        self.loop = self
        self.slept_us = 0

    def sleep(self, sleep_us):
        self.slept_us += sleep_us


@given(st.binary(max_size=200), st.binary(max_size=200))
@example(b"", b"")
@example(b"k" * 64, b"")
@example(b"k" * 65, b"\xff")
def test_any_bytes_are_hashed(key, message):
    key_string, message_string = key.decode("latin-1"), message.decode("latin-1")
    assert bytes(crypto.hmacsha256(Sleeper(), message_string, key_string)) == block_code(key, message)
    assert bytes(crypto.sha256(Sleeper(), message_string)) == hashlib.sha256(message).digest()


@pytest.mark.parametrize(("one", "two", "expected"), EQUAL)
def test_equal_bytes_are_equal(booted, one, two, expected):
    host = booted(HEX)
    assert host.value("crypto.equals(%s, %s)" % (one, two)) is expected
    assert host.value("crypto.equals(%s, %s)" % (two, one)) is expected


@pytest.mark.parametrize(("one", "two", "expected"), EQUAL)
def test_agents_compare_too(one, two, expected):
    said = agent_says(HEX + "server.log(crypto.equals(%s, %s));" % (one, two))
    assert said == ["true" if expected else "false"]


@pytest.mark.parametrize(("call", "error"), WRONG_ON_DEVICES)
def test_wrong_calls_throw(booted, call, error):
    assert booted(CAUGHT % call).run().messages == [error]


@pytest.mark.parametrize(("call", "error"), WRONG_ON_AGENTS)
def test_wrong_calls_of_agents_throw(call, error):
    assert agent_says(CAUGHT % call) == [error]


@pytest.mark.parametrize(
    ("impos", "there"), [("34", False), ("35.6", False), ("35.7", True), ("36", True), ("42", True)]
)
def test_devices_have_it_since_a_release(booted, impos, there):
    assert booted(impos=impos).value('"crypto" in getroottable()') is there


def test_agents_have_it_whatever_their_imps_run():
    assert agent_says('server.log("equals" in crypto);', impos="34") == ["true"]


@pytest.mark.parametrize("model", ["imp001", "imp004m", "imp006", "impC001"])
def test_every_model_has_it(booted, model):
    assert booted(model=model).value('"hmacsha256" in crypto') is True


# the times of D/node/2518 and D/node/2568, in us; reading the clock twice is among them
TIMES = [
    ("crypto.sha256(small)", 740, 810),
    ("crypto.hmacsha256(small, small)", 1000, 1110),
    ("crypto.sha256(large)", 100000, 102000),
    ("crypto.equals(small, large)", 0, 10),
]


@pytest.mark.parametrize(("call", "least_us", "most_us"), TIMES)
def test_hashing_takes_time(booted, call, least_us, most_us):
    source = """
        small <- blob(32); large <- blob(120000);
        local begun = hardware.micros(); %s; server.log(hardware.micros() - begun);
    """
    (taken_us,) = booted(source % call).run().messages
    assert least_us <= int(taken_us) <= most_us
