"""imp.net.info() on every model and release that it ran, in every situation, key by key.

The tables below are the rules of the documentation (developer.electricimp.com/api/imp/net/info, /node/2573,
release notes 35.7, 36, 41.38 and 41.45), written without a look at the implementation: each key has a
type and a condition; a condition is a Python expression over the facts of a case.
"""

from __future__ import annotations

import pytest

from impsim.device.profile import find, names
from impsim.device.release import lines_of, newest, parse_release
from impsim.impos.simulation import boot
from impsim.squirrel.values import is_table, items, type_name

# wifi_up, link: whether that interface has a link.  had_wifi: whether it ever had one.  modem: off, connecting
# or connected.  via: the active interface or None.  release: (line, minor).
TOP = {
    "interface": ("array", "True"),
    "active": ("integer", "via"),
    "ipv4": ("table", "(via != 'cell' and has_other_than_cell) or (via == 'cell' and (41, 38) <= release < (41, 45))"),
    "lasterror": ("integer", "not via"),
}
IPV4 = {
    "address": ("string", "via"),
    "netmask": ("string", "via"),
    "broadcast": ("string", "via in ('wifi', 'ethernet')"),
    "gateway": ("string", "via"),
    "dhcpserver": ("string", "via in ('wifi', 'ethernet')"),
    "dnsserver": ("array", "via"),
    "server": ("table", "True"),
}
SERVER = {
    "port": ("integer", "True"),
    "errorpolicy": ("integer", "True"),
    "tcpwaitfor": ("integer", "True"),
    "tcptimeout": ("float", "True"),
    "tcpsendwindow": ("integer", "True"),
}
WIFI = {
    "type": ("string", "True"),
    "macaddress": ("string", "True"),
    "bands": ("string", "True"),
    "country": ("string", "True"),
    "powersave": ("bool", "True"),
    "channel": ("integer", "True"),
    "ssid": ("string", "True"),
    "rssi": ("integer", "wifi_up"),
    "bssid": ("string", "wifi_up"),
    "connectedssid": ("string", "wifi_up and release >= (35, 7)"),
    "encryption": ("string", "had_wifi"),
}
ETHERNET = {
    "type": ("string", "True"),
    "macaddress": ("string", "True"),
    "link": ("string", "link"),
    "duplex": ("string", "link"),
}
CELL = {
    "type": ("string", "True"),
    "manufacturer": ("string", "True"),
    "model": ("string", "True"),
    "imei": ("string", "True"),
    "imsi": ("string", "True"),
    "swver": ("string", "True"),
    "voltage": ("integer", "modem != 'off'"),
    "rssi": ("integer", "modem == 'connected'"),
    "cellinfo": ("string", "modem == 'connected'"),
}
RECORDS = {"wifi": WIFI, "ethernet": ETHERNET, "cell": CELL}
LISTED = {"wifi": "True", "ethernet": "release[0] != 36 or via or connecting", "cell": "True"}

# Minor releases around each change, beside the newest of each line.
MINORS = ["34.0", "35.6", "35.7", "36.0", "36.13", "37.0", "38.0", "39.29", "41.37", "41.38", "41.44", "41.45", "45.4"]
CONNECTING_US = 400000  # nothing has a link yet, every radio that is tried first has power


def releases_of(profile):
    first, last = profile.first_line - 1, profile.last_line
    minors = [parse_release(text) for text in MINORS]
    return sorted({newest(line) for line in lines_of(profile)} | {r for r in minors if first <= r.line <= last})


def situations(profile):
    """(title, options of boot, when, facts)"""
    first = profile.preferred[0]
    for kind in profile.interfaces:
        yield "online by " + kind, {"interface": kind}, None, {"via": kind}
    yield "online", {}, None, {"via": first}
    yield "offline", {"offline": True}, None, {"via": None}
    yield "connecting", {}, CONNECTING_US, {"via": None, "connecting": True, "tried": first}


def facts_of(profile, release, situation):
    facts = {"connecting": False, "tried": None, "release": tuple(release), **situation}
    via = facts["via"]
    facts["has_other_than_cell"] = profile.interfaces != ["cell"]
    facts["wifi_up"] = facts["had_wifi"] = via == "wifi"
    facts["link"] = via == "ethernet"
    connecting = facts["connecting"] and facts["tried"] == "cell"
    facts["modem"] = "connected" if via == "cell" else "connecting" if connecting else "off"
    return facts


def holds(condition, facts):
    return bool(eval(condition, {"__builtins__": {}}, facts))


def differences(found, rules, facts, where):
    """What a table has too much, too little or of another type."""
    assert is_table(found), where
    got = {key: type_name(value) for key, value in items(found)}
    wanted = {key: kind for key, (kind, condition) in rules.items() if holds(condition, facts)}
    return [
        "%s.%s is %s, not %s" % (where, key, got.get(key, "absent"), wanted.get(key, "absent"))
        for key in sorted(set(got) | set(wanted))
        if got.get(key) != wanted.get(key)
    ]


def check(info, facts, kinds):
    found = differences(info, TOP, facts, "info")
    top = dict(items(info))
    records = [dict(items(record)) for record in top["interface"]]
    listed = [kind for kind in kinds if holds(LISTED[kind], facts)]
    if sorted(record["type"] for record in records) != sorted(listed):
        found.append("interfaces %s, not %s" % ([record["type"] for record in records], listed))
    for record, table in zip(records, top["interface"]):
        found += differences(table, RECORDS[record["type"]], facts, record["type"])
    if "active" in top and records[top["active"]]["type"] != facts["via"]:
        found.append("active is %s" % records[top["active"]]["type"])
    if "ipv4" in top:
        found += differences(top["ipv4"], IPV4, facts, "ipv4")
        found += differences(dict(items(top["ipv4"]))["server"], SERVER, facts, "server")
    return found


def info_of(host):
    if host.vm is None:
        host.prepare()  # the program would start later
    table = dict(items(dict(items(host.vm.root))["imp"]))["net"]
    return dict(items(table))["info"](table)


@pytest.mark.parametrize("name", names())
def test_every_key_on_every_release_in_every_situation(name):
    profile = find(name)
    cases = 0
    for release in releases_of(profile):
        for title, options, when_us, situation in situations(profile):
            host = boot(profile, release, None, **options)
            host.run_until_started() if when_us is None else host.run(when_us)
            facts = facts_of(profile, release, situation)
            assert check(info_of(host), facts, profile.interfaces) == [], "%s %s %s" % (name, release.line, title)
            cases += 1
    assert cases >= 9


def test_the_rules_notice_a_key_too_many_and_a_wrong_type(booted):
    host = booted(model="imp001")
    info = host.value("imp.net.info()")
    facts = facts_of(find("imp001"), (42, 0), {"via": "wifi"})
    assert check(info, facts, ["wifi"]) == []
    assert check(info, {**facts, "wifi_up": False}, ["wifi"]) == [
        "wifi.bssid is string, not absent",
        "wifi.connectedssid is string, not absent",
        "wifi.rssi is integer, not absent",
    ]
    changed = host.value("(function() { local i = imp.net.info(); i.ipv4.server.tcptimeout = 30; return i })()")
    assert check(changed, facts, ["wifi"]) == ["server.tcptimeout is integer, not float"]


def test_a_fresh_table_at_each_call(booted):
    host = booted(model="imp005")
    assert host.value("imp.net.info() == imp.net.info()") is False
    assert host.value("imp.net.info().interface == imp.net.info().interface") is False
    host.value("imp.net.info().ipv4.server.port = 1")
    assert host.value("imp.net.info().ipv4.server.port") == 31314


def test_the_documented_values(booted):
    assert booted(model="impC001", impos="40").value("imp.net.info().interface[0].cellinfo") == (
        "4G,6300,20,10,10,FDD,262,02,BF75,0345103,350,90,-94,-7,CONN"
    )
    assert booted(model="impC001").value("imp.net.info().interface[0].voltage") == 3807
    assert booted(model="imp001").value("imp.net.info().ipv4.server.port") == 31314
    assert booted(model="imp001").value("imp.net.info().ipv4.server.tcptimeout") == 30.0
