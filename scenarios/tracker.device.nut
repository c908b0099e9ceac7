// Tells every half minute where it is, if there is a network, and which one.

server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);

function again(reason) {
    if (reason == SERVER_CONNECTED) {
        server.log("registered again");
    } else {
        server.log("no network, reason=" + reason);
        imp.wakeup(20, @() server.connect(again, 60));
    }
}

server.onunexpecteddisconnect(again);

function report() {
    imp.wakeup(30, report);
    if (server.isconnected()) agent.send("position", hardware.millis() / 1000);
}

report();
