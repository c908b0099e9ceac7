// Takes the first interface for the one in use.
server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);

function network() {
    local info = imp.net.info();
    if (!("active" in info)) return "offline, code " + info.lasterror;
    local used = info.interface[0];
    local address = "ipv4" in info && "address" in info.ipv4 ? info.ipv4.address : "";
    switch (used.type) {
        case "cell": return "cell, " + used.rssi + " dBm";
        case "ethernet": return "ethernet, " + used.link + ", " + address;
        default: return "wifi, " + ("rssi" in used ? used.rssi : 0) + " dBm, " + address;
    }
}

function look() {
    imp.wakeup(10, look);
    server.log(network());
}

look();
