// A battery sensor: a reading, then deep sleep. It does not wait long for a network, and the table nv counts its
// attempts until somebody changes the battery.

const PATIENCE_S = 10;

server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);
if (!("nv" in getroottable())) nv <- { "count": 0 };

server.connect(function(reason) {
    if (reason == SERVER_CONNECTED) agent.send("reading", { "wakereason": hardware.wakereason(), "nv": nv });
    nv.count++;
    imp.onidle(function() { server.sleepfor(nv.count < 4 ? 20 : 300); });
}, PATIENCE_S);
