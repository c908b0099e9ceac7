// Asks its agent every five seconds whether it is awake.

function ping() {
    imp.wakeup(5, ping);
    agent.send("ping", hardware.millis());
}

agent.on("pong", @(number) number);

ping();
