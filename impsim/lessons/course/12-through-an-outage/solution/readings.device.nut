server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);

taken <- 0;
waiting <- [];      // readings that the agent has not confirmed

function read() {
    imp.wakeup(10, read);
    waiting.append({ n = ++taken, light = hardware.lightlevel() });
    deliver();
}

function deliver() {
    if (server.isconnected() && waiting.len() > 0) agent.send("readings", waiting);
}

agent.on("got", function(n) {
    waiting = waiting.filter(@(index, reading) reading.n > n);
});

function answered(reason) {
    if (reason == SERVER_CONNECTED) deliver();
    else imp.wakeup(5, @() server.connect(answered, 30));
}

server.onunexpecteddisconnect(answered);
read();
