"""hardware.bluetooth as programs use it: opening, advertising, scanning, serving, connections, and what is thrown."""

from __future__ import annotations

import pytest
from worlds import one

from impsim.device.bluetooth.air import Source
from impsim.device.profile import names
from impsim.device.world import World

HAVING = [name for name in names() if name.startswith(("imp004m", "imp006"))]
OPEN = "bt <- hardware.bluetooth.open(); text <- ''; show <- function(value) { text += value }; ".replace("''", '""')
BEACON = {"data": b"\x03\x09Hi", "interval_us": 1000000, "rssi_dbm": -70}


def air(**beacons):
    """A world with beacons."""
    return World(
        beacons={name: Source("0000000000%02x" % n, **given) for n, (name, given) in enumerate(beacons.items())}
    )


def ran(statements, until_s=30, happens=(), **beacons):
    """What a program shows that has opened Bluetooth and then does this."""
    story = one(OPEN + statements, "imp006", world=air(**beacons))
    for seconds, verb, args in happens:
        story.do(seconds, verb, **args)
    return story.run(until_s).value("text")


# statements -> what they show
SHOWN = [
    ("show(bt.address().len())", "12"),
    ('show(typeof bt + typeof bt.startadvertise("abc"))', "metanull"),
    ('show(typeof bt.startadvertise(blob(31), 20, 10240, "x") + typeof bt.stopadvertise())', "nullnull"),
    ("bt.stopadvertise(); show(typeof bt.startscan(@(adverts) null) + typeof bt.stopscan())", "nullnull"),
    ("show(typeof bt.setscanparams(true) + typeof bt.setscanparams(false, 10240, 3))", "nullnull"),
    ("show(typeof bt.setscanfilter([]) + typeof bt.setscanfilter([{}]))", "nullnull"),
    ("show(typeof bt.servegatt([]) + typeof bt.onconnect(@(c) null) + typeof bt.onconnect(null))", "nullnullnull"),
    ("bt.setsecurity(3, 42); show(bt.getsecuritycode())", "42"),
    ("bt.setsecurity(1); bt.setsecurity(4, 999999); show(bt.getsecuritycode())", "999999"),
    ("show(typeof bt.getsecuritycode())", "integer"),
    (
        "show(typeof bt.close() + typeof bt.close()); bt = hardware.bluetooth.open(); show(bt.address().len())",
        "nullnull12",
    ),
    # what is wrong
    ("hardware.bluetooth.open()", "Bluetooth is already open"),
    ("hardware.bluetooth.open(1)", "parameter 1 has an invalid type 'integer' ; expected: 'null|instance'"),
    ("hardware.bluetooth.open(null, blob(1))", "bluetooth.open() takes no parameters on this imp"),
    ("bt.close(); bt.address()", "Bluetooth is closed"),
    ("bt.close(); bt.stopscan()", "Bluetooth is closed"),
    ("bt.close(); bt.servegatt([])", "Bluetooth is closed"),
    ("bt.startadvertise(blob(32))", "advertising data is longer than 31 bytes"),
    ("bt.startadvertise(blob(1), 20, 20, blob(32))", "advertising data is longer than 31 bytes"),
    ("bt.startadvertise(bt)", "a string or a blob expected"),
    ('bt.startadvertise("", 19)', "invalid interval"),
    ('bt.startadvertise("", 200, 100)', "invalid interval"),
    ('bt.startadvertise("", 20, 10241)', "invalid interval"),
    ("bt.setscanparams(true, 2, 2)", "invalid interval"),
    ("bt.setscanparams(true, 10, 11)", "invalid window"),
    ("bt.setscanfilter([1])", "invalid scan filter"),
    ("bt.setscanfilter([{minrssi = 21}])", "invalid scan filter"),
    ("bt.setscanfilter([{type = 5}])", "invalid scan filter"),
    ("bt.setscanfilter([{collect = 0}])", "invalid scan filter"),
    ('bt.setscanfilter([{address = "12"}])', "invalid Bluetooth address"),
    ("bt.servegatt([1])", "invalid GATT service"),
    ("bt.servegatt([{uuid = 0x180A}])", "invalid GATT service"),
    ("bt.servegatt([{uuid = 0x180A, chars = [1]}])", "invalid GATT service"),
    ('bt.servegatt([{uuid = "12345", chars = []}])', "invalid UUID"),
    ("bt.servegatt([{uuid = 0x180A, chars = [{}]}])", "invalid UUID"),
    ("bt.servegatt([{uuid = 0x180A, chars = [{uuid = 1, value = 1}]}])", "a string or a blob expected"),
    ("bt.setsecurity(2)", "invalid security level"),
    ("bt.setsecurity(3)", "invalid pairing code"),
    ("bt.setsecurity(4, 1000000)", "invalid pairing code"),
]


@pytest.mark.parametrize(("statements", "shown"), SHOWN)
def test_what_calls_do(statements, shown):
    assert ran("try { %s } catch (error) { show(error) }" % statements, 10) == shown


@pytest.mark.parametrize("model", names())
def test_who_has_it(model):
    assert one("", model).run(20).value('"bluetooth" in hardware') is (model in HAVING)


# parameters of open() on an imp004m -> what it throws, or gives
OPENED = [
    ("", "a UART expected"),
    ("hardware.pinA", "a UART expected"),
    ("hardware.i2cQP", "a UART expected"),
    ("hardware.uartFGJH", "Bluetooth firmware expected"),
    ('hardware.uartFGJH, ""', "Bluetooth firmware expected"),
    ('hardware.uartFGJH, "hcd", {mac = "00112233445"}', "invalid Bluetooth address"),
    ('hardware.uartFGJH, "hcd", {mac = "00112233445A"}', "00112233445a"),
    ("hardware.uartFGJH, blob(1), null", "0c2a69ee4a5e"),
]


@pytest.mark.parametrize(("parameters", "shown"), OPENED)
def test_an_imp004m_needs_firmware(parameters, shown):
    program = "try { bt <- hardware.bluetooth.open(%s); print(bt.address()) } catch (error) { print(error) }"
    assert one(program % parameters, "imp004m").run(10).log() == [shown]


# Scanning

SCAN = 'bt.startscan(function(adverts) { foreach (a in adverts) show(a.address.slice(11) + " ") });'


def test_what_an_advertisement_tells():
    statements = """
        bt.startscan(function(adverts) {
            local a = adverts[0];
            if (text.len()) return;
            show(typeof adverts + a.type + a.rssi + a.address + a.addresstype + a.data.tostring().slice(2) + a.rule);
            show(hardware.millis() - a.time <= 1);
        });
    """
    assert ran(statements, a=BEACON) == "array3-700000000000000Hi0true"


def test_beacons_are_heard_at_their_intervals():
    found = ran(SCAN, 32.7, a={**BEACON, "interval_us": 2000000}, b={**BEACON, "interval_us": 10000000}).split()
    assert (14 <= found.count("0") <= 15, found.count("1")) == (True, 3)
    assert ran(SCAN, 32.7, a={**BEACON, "up": False}) == ""


def test_a_closed_window_hears_less():
    half = ran("bt.setscanparams(false, 100, 50);" + SCAN, 200, a={**BEACON, "interval_us": 100000})
    assert 700 < half.count("0") < 1200


def test_only_who_asks_gets_scan_responses():
    kinds = "bt.startscan(function(adverts) { foreach (a in adverts) show(a.type + a.data.tostring()) });"
    beacon = {**BEACON, "kind": 2, "data": b"a", "response": b"b", "interval_us": 20000000}
    assert ran(kinds, 25, a=beacon) == "2a"
    assert ran("bt.setscanparams(true, 10, 10);" + kinds, 25, a=beacon) == "2a4b"


@pytest.mark.parametrize(
    ("rules", "heard"),
    [
        ("[]", []),
        ("[{}]", ["a0", "b0"]),
        ('[{address = "000000000001"}]', ["b0"]),
        ('[{address = "00000000000F"}, {}]', ["a1", "b1"]),
        ("[{minrssi = -60}]", ["b0"]),
        ('[{data = "Hi", type = 3}, {type = 0}]', ["a0", "b1"]),
        ('[{data = "ha"}]', []),
        ("[{addresstype = 1}]", ["b0"]),
    ],
)
def test_filters(rules, heard):
    quiet = {**BEACON, "interval_us": 20000000}
    loud = {**quiet, "rssi_dbm": -50, "kind": 0, "addresstype": 1}
    scan = """
        bt.startscan(function(adverts) {
            foreach (a in adverts) show((a.address.slice(11) == "0" ? "a" : "b") + a.rule + " ");
        });
    """
    assert sorted(ran("bt.setscanfilter(%s);" % rules + scan, 25, a=quiet, b=loud).split()) == heard


def test_what_is_collected_comes_together():
    statements = """
        bt.setscanfilter([{collect = 10%s}]);
        bt.startscan(@(adverts) show(adverts.len() + " "));
        imp.wakeup(25, function() {});
    """
    beacons = {"a": {**BEACON, "interval_us": 1000000}, "b": {**BEACON, "interval_us": 1500000}}
    assert ran(statements % "", 20, **beacons) == "2 "
    assert ran(statements % ", collectmax = 1", 6, **beacons).startswith("1 1 1")


def test_a_program_that_is_busy_gets_all_at_once():
    statements = 'bt.startscan(function(adverts) { show(adverts.len() + " "); imp.sleep(20); });'
    found = ran(statements, 55, a=BEACON).split()
    assert found[0] == "1"
    assert 19 <= int(found[1]) <= 21
    many = ran(statements, 55, a={**BEACON, "interval_us": 20000}).split()
    assert many[1] == "64"


def test_nothing_is_heard_after_the_end():
    assert ran(SCAN + "bt.stopscan();", a=BEACON) == ""
    assert ran(SCAN + "bt.close();", a=BEACON) == ""
    assert "0" in ran(SCAN + "bt.stopscan();" + SCAN, a=BEACON)
    story = one(OPEN + SCAN, "imp006", world=air(a=BEACON)).do(8, "squirrel.restart").run(60)
    assert story.value("text").count("0") > 40


def test_who_scans_where_nothing_is_heard_keeps_no_run_going():
    for beacons in ({}, {"a": {**BEACON, "up": False}}):
        assert one(OPEN + SCAN, "imp006", world=air(**beacons)).run(3600).clock.now_us < 10000000


def test_a_beacon_changes():
    louder = (10, "bluetooth.beacon", {"beacon": "a", "rssi_dbm": -20, "data": "6162"})
    silent = (20, "bluetooth.beacon", {"beacon": "a", "up": False})
    statements = """
        bt.startscan(function(adverts) {
            foreach (a in adverts) show(a.rssi + a.data.tostring().slice(0, 1));
        });
    """
    shown = ran(statements, 30, [louder, silent], a={**BEACON, "data": b"x", "interval_us": 5000000})
    assert shown == "-70x" * shown.count("x") + "-20a" * shown.count("a")
    assert (shown.count("x"), shown.count("a")) == (1, 2)


def test_imps_hear_each_other():
    story = one(OPEN + 'bt.startadvertise("me", 1000, 1000); ' + SCAN, "imp006")
    other = "bt <- hardware.bluetooth.open(); bt.startscan(@(adverts) print(adverts[0].data.tostring()))"
    story.add(other, "imp006", name="b")
    story.calls(10, 'bt.startadvertise("you", 1000, 1000)').calls(15, "bt.stopadvertise()").run(30)
    heard = story.log("b")
    assert heard == ["me"] * heard.count("me") + ["you"] * heard.count("you")
    assert (heard.count("me") in (6, 7, 8), heard.count("you") in (4, 5)) == (True, True)
    assert story.value("text") == ""


# Connections and services

SERVE = """
    bt.servegatt([{uuid = "180A", chars = [
        {uuid = 0x2A29, value = "me"},
        {uuid = "2A24", read = function(c) { show("read by " + c.address() + " "); return blob(2) }},
        {uuid = "1234567812345678123456781234567A", write = function(c, value) { show(value); return value.len() }},
        {uuid = "2A25", read = @(c) 5},
        {uuid = "2A26", flags = 0x08, value = "x"},
        {uuid = "2A27", write = @(c, value) null}]}]);
    conn <- null;
    bt.onconnect(function(c) {
        conn = c;
        show("from " + c.address() + " at " + c.security() + " ");
        c.onclose(@() show("gone "));
    });
    bt.startadvertise("me");
"""
CONNECT = (5, "bluetooth.connect", {"address": "112233445566"})


def gatt(*happens):
    """What a central found, and what the program showed."""
    story = one(OPEN + SERVE, "imp006")
    for seconds, verb, args in (CONNECT, *happens):
        story.do(seconds, verb, **args)
    story.run(40)
    return [(e["do"], e["code"], e["data"]) for e in story.seen("bluetooth") if e["do"] in ("read", "write")], story


def test_who_connects_pairs_first():
    _, story = gatt()
    assert story.value("text") == "from 112233445566 at 4 "
    times = [event["t_us"] for event in story.seen("bluetooth") if event["do"] == "connect"]
    assert times == [7100000]


@pytest.mark.parametrize(
    ("given", "level", "connects"),
    [
        ({"code": 7}, "4, 7", True),
        ({"code": 8}, "4, 7", False),
        ({"level": "3", "code": 7}, "4, 7", False),
        ({"level": "3", "code": 7}, "3, 7", True),
        ({"level": "1"}, "1", True),
        ({"level": "1"}, "3, 7", False),
    ],
)
def test_security(given, level, connects):
    story = one(OPEN + SERVE + "bt.setsecurity(%s)" % level, "imp006").do(5, "bluetooth.connect", **given).run(20)
    assert ("from" in story.value("text")) is connects
    assert [e["do"] for e in story.seen("bluetooth")][-1] == ("connect" if connects else "refuse")


def test_a_central_reads():
    uuids = ("2a29", "2a24", "2a26", "ffff", "2a27")
    found, story = gatt(*[(10 + number, "bluetooth.read", {"uuid": uuid}) for number, uuid in enumerate(uuids)])
    assert found == [("read", 0, "6d65"), ("read", 0, "0000"), ("read", 2, ""), ("read", 10, ""), ("read", 2, "")]
    assert "read by 112233445566" in story.value("text")


def test_a_central_writes():
    long_uuid = "1234567812345678123456781234567a"
    uuids = (long_uuid, "2a27", "2a29", "2a26", "ffff")
    writes = [(10 + number, "bluetooth.write", {"uuid": uuid, "data": "abc"}) for number, uuid in enumerate(uuids)]
    found, _ = gatt(*writes, (20, "bluetooth.write", {"uuid": long_uuid, "hex": "00ff"}))
    assert [code for _, code, _ in found] == [3, 0, 3, 3, 10, 2]
    assert [data for _, _, data in found] == ["616263"] * 5 + ["00ff"]


def test_a_read_function_must_return_bytes():
    found, story = gatt((10, "bluetooth.read", {"uuid": "2a25"}))
    assert found == [("read", 14, "")]
    assert story.log()[:1] == ["ERROR: a GATT read function must return a string or a blob"]


def test_who_goes_is_told_of_and_who_is_sent_away_is_not():
    goes = [(10, "bluetooth.disconnect", {}), (11, "bluetooth.disconnect", {})]
    _, story = gatt(*goes, (12, "bluetooth.read", {"uuid": "2a29"}))
    assert story.value("text").endswith("gone ")
    story = one(OPEN + SERVE, "imp006").do(*CONNECT[:2])
    story.calls(10, "conn.close(); conn.close(); conn.onclose(null)").run(20)
    assert "gone" not in story.value("text")
    assert [e["do"] for e in story.seen("bluetooth")][-1] == "disconnect"


def test_a_connection_that_nobody_keeps_ends():
    story = one(OPEN + 'bt.onconnect(@(c) show("c")); bt.startadvertise("me");', "imp006").do(*CONNECT[:2]).run(20)
    assert story.value("text") == "c"
    assert [e["do"] for e in story.seen("bluetooth")][-1] == "disconnect"


def test_bluetooth_that_nobody_keeps_is_closed():
    story = one('hardware.bluetooth.open().startadvertise("me");', "imp006").run(20)
    assert [e["do"] for e in story.seen("bluetooth")] == ["open", "advertise", "silence", "close"]


@pytest.mark.parametrize("instead", ["bt.onconnect(null)", "bt.stopadvertise()", "bt.close()", ""])
def test_who_is_not_wanted_gets_no_connection(instead):
    story = one(OPEN + SERVE + instead, "imp006").do(*CONNECT[:2])
    if not instead:
        story.do(6, "bluetooth.connect", address="000000000000")
    story.run(20)
    assert story.value("text").count("from") == (not instead)
    assert ("refuse" in [e["do"] for e in story.seen("bluetooth")]) is (instead != "bt.close()")


def test_what_is_advertised_says_whether_connections_are_taken():
    program = """
        bt.startadvertise("a"); bt.startadvertise("a", 20, 20, "b");
        bt.onconnect(@(c) null); bt.onconnect(null);
    """
    story = one(OPEN + program, "imp006").run(10)
    assert [e["type"] for e in story.seen("bluetooth") if e["do"] == "advertise"] == [3, 2, 0, 2]


def test_a_program_that_ends_ends_all():
    after = [(10.5, "bluetooth.connect", {}), (10.5, "bluetooth.read", {"uuid": "2a29"})]
    found, story = gatt((10, "squirrel.restart", {}), *after)
    assert "close" in [e["do"] for e in story.seen("bluetooth")]
    assert found == []


def test_nothing_happens_to_an_imp_without_bluetooth():
    story = one("", "imp003").run(5)
    for verb in ("bluetooth.connect", "bluetooth.disconnect"):
        story.now(verb)
    for verb in ("bluetooth.read", "bluetooth.write"):
        story.now(verb, uuid="2a29")
    assert story.seen("bluetooth") == []
