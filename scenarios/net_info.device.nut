// What imp.net.info() says of the imp that runs this, in one line: without a connection a program that keeps the
// default SUSPEND_ON_ERROR gets no further than its first log line.
// A key that does not apply is absent, never null, so every one is tested before it is read.
// Try it: impsim run scenarios/net_info.device.nut --model imp005 --impos 36 --offline

function wifi(nic) {
    local state = "connectedssid" in nic ? nic.connectedssid : "bssid" in nic ? nic.ssid : "down";
    return "wifi " + nic.bands + " " + state + ("rssi" in nic ? " " + nic.rssi + " dBm" : "");
}

function ethernet(nic) {
    return "ethernet " + ("link" in nic ? nic.link + " " + nic.duplex : "no link");
}

function cell(nic) {
    local state = "cellinfo" in nic ? "up" : "voltage" in nic ? "connecting" : "down";
    return "cell " + nic.model + " " + state + ("rssi" in nic ? " " + nic.rssi + " dBm" : "");
}

local describe = {wifi = wifi, ethernet = ethernet, cell = cell};
local info = imp.net.info();
local lines = [];
foreach (index, nic in info.interface) {
    local active = "active" in info && info.active == index;
    lines.append((active ? "* " : "- ") + describe[nic.type](nic));
}

if ("ipv4" in info && "address" in info.ipv4) lines.append("ipv4 " + info.ipv4.address);
if ("lasterror" in info) lines.append("lasterror " + info.lasterror);
server.log(lines.reduce(@(text, line) text + ", " + line));
