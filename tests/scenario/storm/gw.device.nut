// A gateway that keeps its readings while it is offline, tells of every outage once, and finds its own way back.

const RETRY_S = 10;
const READING_S = 15;
const REPORTED = 20; // of so many readings one is sent while all is well; all are kept while it is not
const CONNECT_S = 30;

server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);

stored <- [];
readings <- 0;
startedAt <- hardware.millis();

function hello() {
    agent.send("hello", { "uptime_s": (hardware.millis() - startedAt) / 1000, "wakereason": hardware.wakereason() });
}

function flushStored() {
    server.log("flushed " + stored.len() + " stored readings");
    foreach (reading in stored) agent.send("reading", reading);
    stored.clear();
}

function reconnected() {
    server.log("RECONNECTED");
    flushStored();
}

function attempted(reason) {
    if (reason == SERVER_CONNECTED) {
        reconnected();
    } else {
        server.log("connect failed reason=" + reason);
        if (reason == NOT_AUTHORISED) imp.clearconfiguration(CONFIG_PROXY);
        imp.wakeup(RETRY_S, function() { server.connect(attempted, CONNECT_S); });
    }
}

server.onunexpecteddisconnect(function(reason) {
    server.log("DISCONNECTED reason=" + reason);
    imp.wakeup(RETRY_S, function() { server.connect(attempted, CONNECT_S); });
});

agent.on("set-proxy", function(wanted) {
    imp.setproxy(PROXY_TYPE_HTTP, "192.168.0.128", 3128, "imp", "s3cret");
});

function read() {
    imp.wakeup(READING_S, read);
    local reading = { "at": time() };
    if (!server.isconnected()) stored.append(reading);
    else if (++readings % REPORTED == 0) agent.send("reading", reading);
}

hello();
read();
