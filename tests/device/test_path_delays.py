"""How messages fare on the way to the server: latency, jitter, losses; and what losses do to opening it."""

from __future__ import annotations

from lan_harness import Net, addressed, opened

from impsim.device.errorcodes import NO_SERVER, NOT_RESOLVED, SERVER_CONNECTED
from impsim.device.nic import Nic
from impsim.device.world import Lan, Server, StaticAddress

SECOND = 1000000
CONNECT_US = Server.connect_us
STATIC = StaticAddress(address="10.1.2.3", netmask="255.255.0.0", gateway="10.1.0.1", dnsservers=("8.8.8.8",))


def delays(count=400, seed=1, lan=None, **server):
    _, imp = opened(lan=lan, seed=seed, **server)
    if lan:
        lan.loss = getattr(lan, "later", 0.0)
    return [imp.path.delay_us() for _ in range(count)]


def test_a_message_takes_as_long_as_lan_and_server_say():
    assert set(delays(lan=Lan(latency_us=5000))) == {Server.latency_us + 5000}


def test_jitter_comes_on_top():
    found = delays(jitter_us=1000)
    assert min(found) < 30100
    assert max(found) > 30900
    assert set(found) <= set(range(30000, 31001))
    assert set(delays(jitter_us=1)) == {30000, 30001}


def test_what_is_lost_is_sent_again_after_a_longer_and_longer_time():
    found = [delay_us - Server.latency_us for delay_us in delays(lan=Lan(later=0.5))]
    assert set(found) <= {0, SECOND, 3 * SECOND, 7 * SECOND, 15 * SECOND, 31 * SECOND, 63 * SECOND}
    assert 150 < found.count(0) < 250
    assert 60 < found.count(SECOND) < 140


def test_in_a_black_hole_a_message_takes_a_minute():
    assert set(delays(lan=Lan(later=1.0))) == {63 * SECOND + Server.latency_us}


def test_delays_are_the_seed_s():
    noisy = {"jitter_us": 5000}
    assert delays(seed=3, **noisy) == delays(seed=3, **noisy)
    assert delays(seed=3, **noisy) != delays(seed=4, **noisy)


def test_losses_delay_opening_or_prevent_it():
    outcomes = []
    for seed in range(200):
        nic = Nic("eth0", static=STATIC)
        outcomes.append(addressed(Net(Lan(loss=0.2), seed=seed), nic).open(nic))
    by_code = {
        code: sum(code == other for _, other in outcomes) for code in (SERVER_CONNECTED, NOT_RESOLVED, NO_SERVER)
    }
    assert sum(by_code.values()) == 200
    assert by_code[SERVER_CONNECTED] > 170  # expected: (1 - 0.36 ** 4) ** 4 = 0.93
    assert min(took_us for took_us, _ in outcomes) == CONNECT_US
    assert len({took_us for took_us, code in outcomes if code == SERVER_CONNECTED}) > 5


def test_a_second_attempt_has_other_luck():
    imp = addressed(Net(Lan()))
    imp.net.lan.loss = 0.5
    assert len({imp.open() for _ in range(40)}) > 2


def test_a_server_far_away_takes_longer_to_greet():
    far = addressed(Net(latency_us=Server.latency_us + 100000))
    assert far.open() == (CONNECT_US + 3 * 200000, SERVER_CONNECTED)
