// A tracker that reports its position where there is a network, and does not insist where there is none.

server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);

function attempted(reason) {
    if (reason != SERVER_CONNECTED) imp.wakeup(30, connect);
}

function connect() {
    server.connect(attempted, 60);
}

server.onunexpecteddisconnect(attempted);

function report() {
    imp.wakeup(30, report);
    if (server.isconnected()) agent.send("telemetry", { "at": time() });
}

report();
