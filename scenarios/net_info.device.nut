// What imp.net.info() says of the imp that runs this: one fact a line.
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

foreach (line in lines) server.log(line);
if ("ipv4" in info && "address" in info.ipv4) server.log("ipv4 " + info.ipv4.address);
if ("lasterror" in info) server.log("lasterror " + info.lasterror);
