// The default policy, SUSPEND_ON_ERROR: the program never sees an outage, because it does not run during one.

function tick() {
    imp.wakeup(10, tick);
    agent.send("tick", hardware.millis() / 1000);
}

tick();
