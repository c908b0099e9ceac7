// A program that lives through outages: it goes on offline, keeps its readings, and reconnects by itself.
// Try it: impsim run scenarios/outage.device.nut --world scenarios/outage.world.yaml --model imp005 --impos 36

const READING_S = 60;
const RETRY_S = 30;

server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);

kept <- [];

function connection() {
    local info = imp.net.info();
    return "active" in info ? info.interface[info.active].type : "none";
}

// print() is seen in the log whatever the connection is like; server.log() reaches the cloud or is lost.
function read() {
    imp.wakeup(READING_S, read);
    kept.append(hardware.millis() / 1000);
    if (server.isconnected()) flush();
}

function flush() {
    if (server.log("via " + connection() + ": readings at " + kept.reduce(@(text, at) text + ", " + at) + " s") == 0) kept.clear();
}

function reconnect() {
    server.connect(function(reason) {
        if (reason == SERVER_CONNECTED) flush();
        else imp.wakeup(RETRY_S, reconnect);
    }, 30);
}

server.onunexpecteddisconnect(function(reason) {
    print("lost for a minute: reason " + reason);
    reconnect();
});

read();
