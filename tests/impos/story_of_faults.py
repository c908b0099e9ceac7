"""Twenty minutes of three imps and ten faults, for a test of what they say and for the bench.

As a program it prints every event.
"""

from __future__ import annotations

import json

from worlds import Story

from impsim.device.world import AccessPoint, Lan, World

MINUTES = 20

DEVICE = """
server.setsendtimeoutpolicy(%s, WAIT_TIL_SENT, 10);
function say(text) {
    print(text);
}
function report() {
    local now = imp.net.info();
    local by = "active" in now ? now.interface[now.active].type : "nothing";
    if (agent.send("reading", { by = by, up = hardware.millis() }) != 0) say("not sent");
    imp.wakeup(30, report);
}
function connect() {
    server.connect(function(code) {
        say("connected: " + code);
        if (code != SERVER_CONNECTED) imp.wakeup(60, connect);
    }, 30);
}
server.onunexpecteddisconnect(function(code) {
    say("lost: " + code);
    connect();
});
agent.on("answer", function(value) { answers <- value });
say("started: " + hardware.wakereason());
report();
"""
AGENT = """
by <- {};
count <- 0;
device.on("reading", function(reading) {
    by[reading.by] <- 1 + (reading.by in by ? by[reading.by] : 0);
    device.send("answer", ++count);
});
device.ondisconnect(@() server.log("agent: gone"));
device.onconnect(@() server.log("agent: there"));
"""

# seconds, verb, imp ("" concerns the world), fields
FAULTS = [
    (60, "link.down", "gateway", {}),
    (150, "link.up", "gateway", {}),
    (200, "wifi.rssi", "sensor", {"set": {"near": -88}}),
    (300, "cell.set", "tracker", {"registered": False}),
    (420, "cell.set", "tracker", {"registered": True, "generation": "2G"}),
    (480, "lan.drop", "", {"lan": "lan", "loss": 1}),
    (700, "lan.drop", "", {"lan": "lan", "loss": 0}),
    (800, "cloud.down", "", {}),
    (860, "cloud.up", "", {}),
    (1000, "power.cycle", "sensor", {"for_us": 5000000}),
]


def told():
    """The story, run to its end."""
    points = {
        "near": AccessPoint(ssid="works", bssid="02494d500001"),
        "far": AccessPoint(ssid="works", bssid="02494d500002", channel=11, rssi_dbm=-70),
    }
    story = Story(World(points=points, lans={"lan": Lan(lease_s=300)}))
    story.add(DEVICE % "RETURN_ON_ERROR", "imp005", name="gateway", agent=AGENT)
    story.add(DEVICE % "RETURN_ON_ERROR", "impC001", name="tracker", agent=AGENT)
    story.add(DEVICE % "SUSPEND_ON_ERROR", "imp003", name="sensor", agent=AGENT)
    for seconds, verb, name, fields in FAULTS:
        story.do(seconds, verb, name, **fields)
    return story.run(MINUTES * 60)


if __name__ == "__main__":
    for event in told().events:
        print(json.dumps(event))
