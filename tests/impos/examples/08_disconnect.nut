// Online now and then: disconnects properly, comes back after a minute, tries again every two.
server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);

function leave() {
    server.log("disconnecting");
    server.flush(10);
    server.disconnect();
    imp.wakeup(60, back);
}

function back() {
    server.connect(function(reason) {
        if (reason == SERVER_CONNECTED) {
            server.log("connected");
            imp.wakeup(10, leave);
        } else {
            imp.wakeup(120, back);
        }
    }, 30);
}

imp.wakeup(10, leave);
