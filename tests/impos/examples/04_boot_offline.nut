// Starts without waiting for anybody; says so once, if it can, and disconnects.
server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);
imp.enableblinkup(false);

function configured() {
    local found = imp.net.info();
    local interface = found.interface["active" in found ? found.active : 0];
    return interface.type != "wifi" || interface.ssid != "";
}

print(configured() ? "configured" : "no network is configured");
if (server.isconnected()) server.log("online");
imp.onidle(function() {
    print("flushed " + server.flush(10));
    server.disconnect();
    print("offline");
});
