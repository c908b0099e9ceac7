// Firmware for bad networks: it goes on offline, keeps its readings, tells of an outage once and comes back by itself.

const READING_S = 10;
const RETRY_S = 15;

server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);

kept <- [];

function retry() {
    server.connect(function(reason) {
        if (reason != SERVER_CONNECTED) {
            server.log("no connection, reason=" + reason);
            imp.wakeup(RETRY_S, retry);
            return;
        }
        server.log("back with " + kept.len() + " readings kept");
        foreach (reading in kept) agent.send("reading", reading);
        kept.clear();
    }, 30);
}

server.onunexpecteddisconnect(function(reason) {
    server.log("lost, reason=" + reason);
    imp.wakeup(RETRY_S, retry);
});

function read() {
    imp.wakeup(READING_S, read);
    local reading = hardware.millis() / 1000;
    if (!server.isconnected() || agent.send("reading", reading) != 0) kept.append(reading);
}

read();
