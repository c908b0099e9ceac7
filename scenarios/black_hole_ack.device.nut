// Wants every message to be confirmed, and so finds out with its send timeout that nobody is there.
server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_FOR_ACK, 10);

function report() {
    imp.wakeup(10, report);
    local error = agent.send("reading", hardware.millis());
    if (error != 0) server.log("not sent, error=" + error);
}

report();
