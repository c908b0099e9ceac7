"""Arguments of the calls about sleep, BlinkUp and what is stored; what a good call asks of the imp."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from impsim.device.profile import find
from impsim.device.world import Site
from impsim.impos.api import imp_config, imp_power, server_power
from impsim.impos.stub_reader import STUBS, read
from impsim.sim.clock import Clock
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.stdlib.blob_stream import impos_blob
from impsim.squirrel.values import new_class

NOON_S = 1551441600  # 2019-03-01 12:00:00 UTC, a Friday
SECOND_US = 1000000
DAY_US = 86400 * SECOND_US


class Host:
    """Stands for an Imp: it notes what it is asked to do.  done: (what, arguments)."""

    def __init__(self):
        self.done = []
        self.clock = Clock(NOON_S)
        self.clock.now_us = 250000  # a quarter of a second past noon
        self.device = SimpleNamespace(
            site=Site(), profile=find("imp003"), blinkup=SimpleNamespace(enable=self._note("led"))
        )
        self.log = SimpleNamespace(write=self._note("log"))
        self.deep_sleep = lambda wakes_at, flush: self._note("sleep")(wakes_at(), flush)
        self.reset = self._note("reset")
        self.answer = self._note("answer")

    def _note(self, what):
        return lambda *arguments: self.done.append((what, *arguments))

    def wall_s(self):
        return NOON_S

    def flush_and_disconnect(self):
        self.done.append(("disconnect",))
        return 0

    @property
    def kept(self):
        return self.device.site.stored.user_configuration


ALL = {**imp_config.MEMBERS, **imp_power.MEMBERS, **server_power.MEMBERS}

# A call -> what it asks of the imp; times in microseconds since its start.
CALLS = [
    ("deepsleepfor", (0,), [("sleep", 250000, False)]),
    ("deepsleepfor", (10,), [("sleep", 10250000, False)]),
    ("deepsleepfor", (0.5,), [("sleep", 750000, False)]),
    ("deepsleepfor", (2419198,), [("sleep", 2419198250000, False)]),
    ("sleepfor", (10,), [("sleep", 10250000, True)]),
    ("deepsleepuntil", (12, 1), [("sleep", 60 * SECOND_US, False)]),
    ("deepsleepuntil", (12, 0, 1), [("sleep", SECOND_US, False)]),
    ("deepsleepuntil", (12, 0, 0), [("sleep", DAY_US, False)]),
    ("deepsleepuntil", (12, 0, 0, None), [("sleep", DAY_US, False)]),
    ("deepsleepuntil", (12, 0, 0, 5), [("sleep", 7 * DAY_US, False)]),
    ("sleepuntil", (12, 0, 0, 6), [("sleep", DAY_US, True)]),
    ("expectonlinein", (60,), [("disconnect",)]),
    ("expectonlineat", (12, 0, 1), [("disconnect",)]),
    ("reset", (), [("reset",)]),
    ("enableblinkup", (True,), [("led", True)]),
    ("show", ("text",), []),
    ("setenroltokens", ("plan", "token"), []),
]


@pytest.mark.parametrize(("name", "arguments", "done"), CALLS)
def test_what_a_call_asks_for(name, arguments, done):
    host = Host()
    ALL[name](host, *arguments)
    assert host.done == done


SLEEPS = [
    (name, (seconds,))
    for name in ("deepsleepfor", "sleepfor", "expectonlinein")
    for seconds in (-1, -0.001, 2419199, 2**31 - 1, float("nan"), float("inf"))
]
UNTILS = [
    (name, arguments)
    for name in ("deepsleepuntil", "sleepuntil", "expectonlineat")
    for arguments in ((24, 0), (-1, 0), (0, 61), (0, -1), (0, 0, 61), (0, 0, -1), (0, 0, 0, 7), (0, 0, 0, -1))
]
FACTORY = [
    ("setcountry", (0x5355,)),
    ("setnvramimage", (None,)),
    ("setrescuepin", (None, 0)),
    ("enablerescuepin", (True,)),
]


@pytest.mark.parametrize(("name", "arguments"), SLEEPS + UNTILS + FACTORY)
def test_what_is_refused_changes_nothing(name, arguments):
    host = Host()
    with pytest.raises(SquirrelError) as refused:
        ALL[name](host, *arguments)
    assert host.done == []
    assert refused.value.value in " ".join(documented(name).tags["errors"])


def documented(name):
    stubs = [
        stub
        for path in sorted(STUBS.glob("*.power.nut")) + [STUBS / "imp.config.nut"]
        for stub in read(path.read_text())
    ]
    return next(stub for stub in stubs if stub.name == name)


def test_user_configuration_is_bytes():
    host = Host()
    assert imp_config.getuserconfiguration(host) is None
    imp_config.setuserconfiguration(host, "a\xff")
    assert host.kept == b"a\xff"
    read_back = imp_config.getuserconfiguration(host)
    assert bytes(read_back) == b"a\xff"
    read_back[0] = 0
    assert host.kept == b"a\xff"
    imp_config.setuserconfiguration(host, impos_blob(b"xyz"))
    assert host.kept == b"xyz"
    imp_config.setuserconfiguration(host, "")
    assert bytes(imp_config.getuserconfiguration(host)) == b""
    imp_config.setuserconfiguration(host, None)
    assert imp_config.getuserconfiguration(host) is None


@pytest.mark.parametrize(
    "content", ["x" * 4097, impos_blob(bytes(4097)), new_class(None)(None)], ids=["long text", "long blob", "no blob"]
)
def test_user_configuration_that_is_refused_leaves_the_old(content):
    host = Host()
    imp_config.setuserconfiguration(host, "x" * 4096)
    with pytest.raises(SquirrelError):
        imp_config.setuserconfiguration(host, content)
    assert host.kept == b"x" * 4096


def test_only_factory_imps_bless():
    host = Host()
    server_power.bless(host, True, "callback")
    server_power.factoryblinkup(host, "ssid", "key", None, 0)
    assert host.done == [
        ("log", "server.error", "ERROR: Blessing request failed. This is not a factory imp."),
        ("answer", "callback", False),
        ("log", "server.error", "ERROR: Factory BlinkUp request failed. This is not a factory imp."),
    ]


def test_the_boot_rom_tells_its_release_as_impos_does():
    assert imp_power.getbootromversion(Host()).split(" - ")[1] == "release-33.0"


@pytest.mark.parametrize("name", ALL)
def test_every_call_is_declared_as_it_is_implemented(name):
    stub, function = documented(name), ALL[name]
    assert function.__code__.co_argcount - 1 == len(stub.value)
    assert len(function.__defaults__ or ()) == sum(default is not None for _, default in stub.value)
    assert stub.check()
