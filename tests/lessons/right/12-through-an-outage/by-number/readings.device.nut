server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);
taken <- 0;
waiting <- {};

function read() {
    imp.wakeup(10, read);
    local n = ++taken;
    waiting[n] <- { n = n, light = hardware.lightlevel() };
    if (server.isconnected()) foreach (reading in waiting) agent.send("reading", reading);
}

agent.on("got", function(n) {
    if (n in waiting) delete waiting[n];
});

function answered(reason) {
    if (reason != SERVER_CONNECTED) imp.wakeup(5, @() server.connect(answered, 30));
}

server.onunexpecteddisconnect(answered);
read();
