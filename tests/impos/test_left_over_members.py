"""Members that no other test calls by their names."""

from __future__ import annotations

import hashlib
import hmac

import pytest

from impsim.device.profile import find
from impsim.device.release import newest
from impsim.impos.simulation import boot
from impsim.squirrel.compile import compile_source

HMACS = {
    "http.hash.hmacmd5": hashlib.md5,
    "http.hash.hmacsha1": hashlib.sha1,
    "http.hash.hmacsha256": hashlib.sha256,
    "http.hash.hmacsha512": hashlib.sha512,
}


def booted(model, **more):
    return boot(find(model), newest(42), None, agent=compile_source(""), pausable=True, **more)


@pytest.mark.parametrize("name", HMACS)
def test_an_agents_hmac(name):
    agent = booted("imp001").agent
    text = 'local made = %s("what is said", "a key"), hex = ""; foreach (byte in made) hex += format("%%02x", byte)'
    found = agent.evaluate(compile_source((text + "; return hex") % name))
    assert found == hmac.new(b"a key", b"what is said", HMACS[name]).hexdigest()


@pytest.mark.parametrize(("offline", "speed"), [(False, 100), (True, 0)])
def test_the_speed_of_the_cable(offline, speed):
    imp = booted("imp005", offline=offline)
    imp.run(20_000_000)
    assert imp.evaluate(compile_source("return imp.getethernetspeed()")) == speed
