// What the imp knows of its networks. A key that does not apply is absent, never null.
function show() {
    local info = imp.net.info();
    foreach (index, nic in info.interface) {
        local active = "active" in info && info.active == index ? " (in use)" : "";
        server.log("interface " + index + ": " + nic.type + active);
    }
    if ("ipv4" in info && "address" in info.ipv4) server.log("address " + info.ipv4.address);
    imp.wakeup(10, show);
}

// Without this the program would stand in its first server.log() until there is a connection.
server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);
show();
