// After an unexpected disconnect it tries again every quarter of an hour, and tells what has happened once it can.
const WAIT_S = 900;
const CONNECT_S = 60;
lost <- null;

function down(reason) {
    if (reason != SERVER_CONNECTED) {
        if (lost == null) lost = { reason = reason, since = time() };
        print("down " + reason);
        imp.wakeup(WAIT_S, @() server.connect(connected, CONNECT_S));
    }
}

function connected(reason) {
    if (reason != SERVER_CONNECTED) return down(reason);
    server.log(format("reason %d\nfrom %d to %d", lost.reason, lost.since, time()));
    lost = null;
}

server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);
server.onunexpecteddisconnect(down);
