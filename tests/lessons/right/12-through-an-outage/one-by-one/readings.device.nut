server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);
taken <- 0;
waiting <- [];

function read() {
    imp.wakeup(10, read);
    waiting.append({ n = ++taken, light = hardware.lightlevel() });
    deliver();
}

function deliver() {
    if (waiting.len() > 0) agent.send("reading", waiting[0]);
}

agent.on("got", function(n) {
    if (waiting.len() == 0 || waiting[0].n != n) return;
    waiting.remove(0);
    deliver();
});

function answered(reason) {
    if (reason == SERVER_CONNECTED) deliver();
    else imp.wakeup(5, @() server.connect(answered, 30));
}

server.onunexpecteddisconnect(answered);
read();
