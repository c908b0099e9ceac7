server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 30);

function used(info) {
    foreach (index, one in info.interface) if ("active" in info && info.active == index) return one;
    return null;
}

function network() {
    local info = imp.net.info();
    local one = used(info);
    if (one == null) return format("offline, code %d", info.lasterror);
    local text = one.type;
    if ("rssi" in one) text += ", " + one.rssi + " dBm";
    if ("link" in one) text += ", " + one.link;
    if ("ipv4" in info && "address" in info.ipv4 && one.type != "cell") text += ", " + info.ipv4.address;
    return text;
}

function look() {
    server.log(network());
    imp.wakeup(10, look);
}
look();
