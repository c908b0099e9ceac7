// The gateway without its care: one attempt to come back, nobody is told of the outage, and no reading is kept.

server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);
server.onunexpecteddisconnect(function(reason) {
    imp.wakeup(10, function() { server.connect(@(code) null, 120); });
});

startedAt <- hardware.millis();
agent.send("hello", { "uptime_s": (hardware.millis() - startedAt) / 1000, "wakereason": hardware.wakereason() });
agent.on("set-proxy", function(wanted) {
    imp.setproxy(PROXY_TYPE_HTTP, "192.168.0.128", 3128, "imp", "s3cret");
});

function read() {
    imp.wakeup(20, read);
    agent.send("reading", { "at": time() });
}
read();
