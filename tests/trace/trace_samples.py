"""Traces that tests of pages and pictures share."""

from __future__ import annotations

from typing import Any

HEADER = {"impsim": 1, "kind": "header", "model": "imp005", "impos": "36.14", "seed": 1, "epoch_s": 1551398400}
FLEET = {
    "impsim": 1,
    "kind": "header",
    "test": "base",
    "scenario": "s.scenario.yaml",
    "seed": 2,
    "end_us": 9000000,
    "devices": {"a": "imp001 42.0", "b": "imp006 44.4", "c": "none-such 1.0"},
}


def event(t_us: int, kind: str, device: str = "imp", **fields: Any) -> dict[str, Any]:
    return {"t_us": t_us, "device": device, "kind": kind, **fields}


AT = [["f", "p.nut", 2], ["main", "p.nut", 5]]
EVENTS = [
    event(0, "source", side="device", path="p.nut", text="function f() {\n  server.log(1);\n}\n\nf();\n"),
    event(0, "power", state="on"),
    event(0, "power", state="running", wake_reason=0),
    event(0, "led", lit=True),
    event(0, "state", interface="wl0", state="WIFI_JOINING"),
    event(0, "net.info", changed={"interface.0.type": "wifi", "interface.0.channel": 0}),
    event(1000000, "state", interface="wl0", state="WIFI_LINK_UP"),
    event(2000000, "state", interface="wl0", state="CONNECTED"),
    event(2000000, "cloud.session", state="open", interface="wl0", via=""),
    event(
        2000000, "net.info", changed={"interface.0.rssi": -61, "interface.0.channel": 6, "ipv4.server.tcptimeout": 30.0}
    ),
    event(2160000, "vm", state="start", wake_reason=0),
    event(2160000, "log", type="server.log", msg="1", at=AT),
    event(2160005, "api", call="server.log", side="device", args=[1], result=0, since_us=2160000, at=AT),
    event(2160005, "probe", probe="count", value=1),
    event(2500000, "pin", pin="pinA", mode="DIGITAL_OUT"),
    event(2500000, "pin", pin="pinA", level=1),
    event(2600000, "api", call="imp.getmemoryfree", side="device", args=[], result=90000, since_us=2600000),
    event(3000000, "fault", device="", do="wifi.down", entry="gone"),
    event(3000000, "state", interface="wl0", state="WIFI_STOPPED_UNHAPPY"),
    event(3000000, "cloud.session", state="closed", interface="wl0", via="", reason="link lost", lost_messages=0),
    event(3000000, "net.info", changed={"interface.0.channel": 0}, gone=["interface.0.rssi"]),
    event(4000000, "message", **{"from": "device", "to": "agent", "name": "n", "data": {"x": 1.0}, "bytes": 9}),
    event(5000000, "log", type="server.error", msg="ERROR: x", backtrace=[["f", "p.nut", 2]]),
    event(5000000, "vm", state="end"),
    event(6000000, "later.invention", v=[1.5, {"w": None}]),
]
