// Says every ten seconds which network is in use.

server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);    // go on without a connection

function network() {
    local info = imp.net.info();
    // This is right for some imps only.
    local used = info.interface[0];
    return used.type + ", " + used.rssi + " dBm";
}

function look() {
    imp.wakeup(10, look);
    server.log(network());
}

look();
