// Keeps what is read offline, but not what was under way when the connection broke.
server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);

taken <- 0;
kept <- [];

function read() {
    imp.wakeup(10, read);
    local reading = { n = ++taken, light = hardware.lightlevel() };
    if (server.isconnected()) agent.send("reading", reading);
    else kept.append(reading);
}

function answered(reason) {
    if (reason == SERVER_CONNECTED) {
        foreach (reading in kept) agent.send("reading", reading);
        kept.clear();
    }
    else imp.wakeup(5, @() server.connect(answered, 30));
}

server.onunexpecteddisconnect(answered);
read();
