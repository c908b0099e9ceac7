// Counts the interfaces that imp.net.info() knows, online and offline.

server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);

function types() {
    return imp.net.info().interface.map(@(nic) nic.type).reduce(@(all, type) all + "+" + type);
}

server.log("online: " + types());
imp.wakeup(10, function() {
    server.disconnect();
    imp.wakeup(5, function() {
        local offline = types();
        server.connect(function(reason) { server.log("offline: " + offline); });
    });
});
