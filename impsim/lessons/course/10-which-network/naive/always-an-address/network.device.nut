// Reads the address before it knows that there is one.
server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);

function network() {
    local info = imp.net.info();
    if (!("active" in info)) return "offline, code " + info.lasterror;
    local used = info.interface[info.active];
    local address = info.ipv4.address;
    switch (used.type) {
        case "cell": return "cell, " + used.rssi + " dBm";
        case "ethernet": return "ethernet, " + used.link + ", " + address;
        default: return "wifi, " + used.rssi + " dBm, " + address;
    }
}

function look() {
    imp.wakeup(10, look);
    server.log(network());
}

look();
