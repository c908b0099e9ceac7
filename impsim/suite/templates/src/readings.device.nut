// Takes a reading every half minute and keeps it until the agent has it, whatever the connection is like.
// Try it: impsim run src/readings.device.nut --agent src/readings.agent.nut --for 5m

const READING_S = 30;
const RETRY_S = 20;
const PATIENCE_S = 30;

// Without this, the program would stand still while there is no connection.
server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);

readings <- [];  // those that the agent has not confirmed, oldest first

function read() {
    imp.wakeup(READING_S, read);
    readings.append({at = time(), free = imp.getmemoryfree()});
    deliver();
}

function deliver() {
    if (readings.len() > 0 && server.isconnected()) agent.send("readings", readings);
}

agent.on("got", function(until) {
    while (readings.len() > 0 && readings[0].at <= until) readings.remove(0);
});

function reconnect() {
    server.connect(function(reason) {
        if (reason == SERVER_CONNECTED) deliver();
        else imp.wakeup(RETRY_S, reconnect);
    }, PATIENCE_S);
}

server.onunexpecteddisconnect(function(reason) {
    reconnect();
});

read();
