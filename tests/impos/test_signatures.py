"""crypto.sign() and crypto.verify() of agents: RSA signatures, their keys, their credits."""

from __future__ import annotations

import base64
import builtins
import hashlib

import pytest
from agent_harness import Pair
from signature_keys import (
    EC_PKCS8,
    EC_PUBLIC,
    LOCKED_PKCS8,
    RSA_768,
    RSA_1024_PKCS1,
    RSA_1024_PKCS8,
    RSA_1024_PUBLIC,
    RSA_1024_PUBLIC_PKCS1,
    RSA_2048_PKCS8,
    RSA_2048_PUBLIC,
    RSA_4096_PKCS8,
    RSA_5120_PUBLIC,
)

from impsim.impos import signatures
from impsim.impos.agent_api import crypto

PREFIX = bytes.fromhex("3031300d060960864801650304020105000420")  # of a SHA-256 hash (RFC 8017, 9.2, note 1)
HELPERS = """
const MODE = 1;
function hex(data) { local text = ""; foreach (byte in data) text += format("%02x", byte); return text; }
function unhex(text) {
    local data = blob();
    for (local i = 0; i < text.len(); i += 2) {
        local byte = 0;
        foreach (digit in text.slice(i, i + 2)) byte = byte * 16 + (digit <= '9' ? digit - '0' : digit - 'a' + 10);
        data.writen(byte, 'b');
    }
    return data;
}
function tell(error, result) {
    if (error != null) server.log(error);
    server.log(typeof result == "blob" ? hex(result) : result);
}
"""


def raw(key):
    return base64.b64decode(key)


def said(agent, *, until_s=60, **keys):
    """What an agent logs; $name in it is a key, as a blob."""
    for name in sorted(keys, key=len, reverse=True):
        agent = agent.replace("$" + name, 'unhex("%s")' % raw(keys[name]).hex())
    pair = Pair("", HELPERS + agent)
    pair.run(until_s)
    return [record["msg"] for record in pair.records if record["type"].startswith("agent")]


def signed(key, message):
    """What an agent gets as the signature, as bytes."""
    (text,) = said("crypto.sign(MODE, unhex(%s), $key, tell);" % ('"%s"' % message.hex()), key=key)
    return bytes.fromhex(text)


def opened(signature, public_key):
    """What the public key makes of a signature: plain RSA, with nothing but the key's numbers."""
    numbers = signatures.public_key(raw(public_key)).public_numbers()
    number = pow(int.from_bytes(signature, "big"), numbers.e, numbers.n)
    return number.to_bytes(len(signature), "big")


@pytest.mark.parametrize(
    ("key", "public_key", "length"),
    [
        (RSA_1024_PKCS1, RSA_1024_PUBLIC, 128),
        (RSA_1024_PKCS8, RSA_1024_PUBLIC_PKCS1, 128),
        (RSA_2048_PKCS8, RSA_2048_PUBLIC, 256),
    ],
)
@pytest.mark.parametrize("message", [b"", b"Hello, World!", bytes(range(256))])
def test_a_signature_is_that_of_rfc_8017(key, public_key, length, message):
    signature = signed(key, message)
    hashed = PREFIX + hashlib.sha256(message).digest()
    assert len(signature) == length
    assert opened(signature, public_key) == b"\x00\x01" + b"\xff" * (length - len(hashed) - 3) + b"\x00" + hashed


def test_the_longest_key_and_message_will_do():
    source = 'local text = blob(65536); crypto.sign(MODE, text, $key, @(e, s) server.log(s.len() + " " + s.tell()));'
    assert said(source, key=RSA_4096_PKCS8) == ["512 0"]


def test_the_constant_is_the_mode():
    assert said(
        'crypto.sign(crypto.RSASSA_PKCS1_SHA256, "a", $key, @(error, s) server.log(error));', key=RSA_1024_PKCS8
    ) == ["(null : 0x0)"]


VERIFIED = [
    ("true", '"message"', "signature"),
    ("false", '"massage"', "signature"),
    ("false", '"message"', "signature.tostring().slice(1)"),
    ("false", '"message"', '""'),
    ("true", '"message"', "signature.tostring()"),
]


@pytest.mark.parametrize(("verdict", "message", "signature"), VERIFIED)
@pytest.mark.parametrize("public_key", [RSA_1024_PUBLIC, RSA_1024_PUBLIC_PKCS1])
def test_only_what_was_signed_is_verified(public_key, verdict, message, signature):
    source = """
        crypto.sign(MODE, "message", $key, function(error, signature) {
            crypto.verify(MODE, %s, %s, $public, tell);
        });
    """
    assert said(source % (message, signature), key=RSA_1024_PKCS8, public=public_key) == [verdict]


def test_a_key_of_somebody_else_verifies_nothing():
    source = 'crypto.sign(MODE, "m", $key, @(error, signature) crypto.verify(MODE, "m", signature, $public, tell));'
    assert said(source, key=RSA_1024_PKCS8, public=RSA_2048_PUBLIC) == ["false"]


def test_the_call_returns_before_the_answer_comes():
    source = 'crypto.sign(MODE, "m", $key, @(error, signature) server.log("then")); server.log("first");'
    assert said(source, key=RSA_1024_PKCS8) == ["first", "then"]


THROWS = [
    ('crypto.sign(0, "m", $key, tell)', crypto.WRONG_MODE),
    ('crypto.verify(2, "m", "s", $public, tell)', crypto.WRONG_MODE),
    ('crypto.sign(MODE, "m", $public, tell)', signatures.WRONG_KEY),
    ('crypto.sign(MODE, "m", "", tell)', signatures.WRONG_KEY),
    ('crypto.sign(MODE, "m", blob(100), tell)', signatures.WRONG_KEY),
    ('crypto.sign(MODE, "m", blob(65536), tell)', signatures.WRONG_KEY),
    ('crypto.sign(MODE, "m", $small, tell)', signatures.WRONG_KEY),
    ('crypto.sign(MODE, "m", $locked, tell)', signatures.WRONG_KEY),
    ('crypto.sign(MODE, "m", $ec, tell)', signatures.WRONG_KEY),
    ('crypto.verify(MODE, "m", "s", $key, tell)', signatures.WRONG_KEY),
    ('crypto.verify(MODE, "m", "s", $large, tell)', signatures.WRONG_KEY),
    ('crypto.verify(MODE, "m", "s", $ec, tell)', signatures.WRONG_KEY),
    ("crypto.sign(MODE, blob(65537), $key, tell)", crypto.TOO_LONG),
    ('crypto.verify(MODE, blob(65537), "s", $public, tell)', crypto.TOO_LONG),
    ("crypto.sign(MODE, Other(), $key, tell)", "a string or a blob expected"),
    ('crypto.sign(MODE, "m", $key)', "wrong number of parameters"),
    ('crypto.sign(MODE, "m", $key, null)', "parameter 4 has an invalid type 'null' ; expected: 'function|function'"),
    ('crypto.sign("RS256", "m", $key, tell)', "parameter 1 has an invalid type 'string' ; expected: 'integer'"),
    (
        'crypto.verify(MODE, "m", null, $public, tell)',
        "parameter 3 has an invalid type 'null' ; expected: 'string|instance'",
    ),
]


@pytest.mark.parametrize(("call", "error"), THROWS)
def test_wrong_calls_throw(call, error):
    keys = {"key": RSA_1024_PKCS8, "public": RSA_1024_PUBLIC, "small": RSA_768, "locked": LOCKED_PKCS8}
    ec = EC_PUBLIC if "verify" in call else EC_PKCS8
    source = "class Other {}; try { %s; } catch (problem) { server.log(problem); }" % call
    assert said(source, **keys, ec=ec, large=RSA_5120_PUBLIC) == [error]


CREDITS = """
    local key = $key, spent = 0;
    function spend() {
        try { while (true) { crypto.sign(MODE, "m", key, @(error, signature) null); spent++; } }
        catch (problem) { server.log(spent + " " + problem); }
        spent = 0;
    }
    spend();
    imp.wakeup(%s, spend);
"""


@pytest.mark.parametrize(
    ("key", "wait_s", "at_first", "later"),
    [
        (RSA_1024_PKCS8, 1, 40, 2),
        (RSA_1024_PKCS8, 0.5, 40, 1),
        (RSA_1024_PKCS8, 3600, 40, 40),
        (RSA_2048_PKCS8, 4.5, 20, 4),
        (RSA_4096_PKCS8, 2, 10, 1),
    ],
)
def test_signing_costs_credits_that_come_back(key, wait_s, at_first, later):
    expected = ["%d %s" % (times, crypto.NO_CREDITS) for times in (at_first, later)]
    assert said(CREDITS % wait_s, key=key, until_s=4000) == expected


def test_both_calls_spend_the_same_credits_and_a_restart_brings_none():
    source = """
        local times = 0;
        try { while (true) { crypto.verify(MODE, "m", "s", $public, @(error, yes) null); times++; } }
        catch (problem) { server.log(times); }
        try { crypto.sign(MODE, "m", $key, @(error, signature) null); } catch (problem) { server.log(problem); }
        server.restart();
    """
    heard = said(source, key=RSA_1024_PKCS8, public=RSA_1024_PUBLIC, until_s=3.5)
    assert heard[:4] == ["40", crypto.NO_CREDITS, "2", crypto.NO_CREDITS]


def test_agents_hash_too():
    source = """
        tell(null, crypto.sha256("abc"));
        tell(null, crypto.hmacsha256("what do ya want for nothing?", "Jefe"));
    """
    assert said(source) == [
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    ]


def test_without_the_package_the_error_says_what_to_install(monkeypatch):
    real = builtins.__import__

    def without(name, *rest):
        if name.partition(".")[0] == "cryptography":
            raise ModuleNotFoundError(name)
        return real(name, *rest)

    signatures.private_key.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without)
    heard = said('crypto.sign(MODE, "m", $key, tell);', key=RSA_1024_PKCS8, until_s=0.5)
    assert heard[0] == "ERROR: " + signatures.NO_PACKAGE
