// Takes a reading every ten seconds and sends it to its agent.
// It goes on in an outage and comes back by itself; but what becomes of the readings?

server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);

taken <- 0;

function read() {
    imp.wakeup(10, read);
    local reading = { n = ++taken, light = hardware.lightlevel() };
    agent.send("reading", reading);
}

function answered(reason) {
    if (reason != SERVER_CONNECTED) imp.wakeup(5, @() server.connect(answered, 30));
}

server.onunexpecteddisconnect(answered);
read();
