// Takes a proxy from its agent. It serves from the next connection on, which the program brings about itself.

server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);

function back(reason) {
    if (reason == SERVER_CONNECTED) {
        server.log("back");
        return;
    }
    server.log("refused, reason=" + reason);
    imp.clearconfiguration(CONFIG_PROXY);
    imp.wakeup(5, function() { server.connect(back, 30); });
}

agent.on("proxy", function(given) {
    imp.setproxy(PROXY_TYPE_HTTP, given.address, given.port, given.user, given.password);
    imp.wakeup(20, function() {
        server.disconnect();
        server.connect(back, 30);
    });
});
