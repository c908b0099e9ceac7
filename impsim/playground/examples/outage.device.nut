// A pump that takes a reading every ten seconds and keeps what the agent has not confirmed.
server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);

taken <- 0;
waiting <- [];

function read() {
    imp.wakeup(10, read);
    waiting.append(++taken);
    if (server.isconnected()) agent.send("readings", waiting);
}

agent.on("got", function(newest) {
    waiting = waiting.filter(@(index, reading) reading > newest);
});

function reconnect(reason) {
    if (reason == SERVER_CONNECTED) agent.send("readings", waiting);
    else server.connect(reconnect, 30);
}

server.onunexpecteddisconnect(function(reason) {
    server.log("lost, reason " + reason);
    reconnect(reason);
});

server.log("the pump is up");
read();
