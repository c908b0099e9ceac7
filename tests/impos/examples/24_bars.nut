// Signal strength in bars, as phones show it.
function bars(rssi) {
    local count = 0;
    foreach (least in [-87, -82, -77, -72, -67]) {
        if (rssi > least) count++;
    }
    return count;
}
function show() {
    server.log(imp.rssi() + " dBm: " + bars(imp.rssi()));
    imp.wakeup(10, show);
}
show();
