function look() {
    agent.send("light", hardware.lightlevel());
    imp.wakeup(5, look);
}
look();
agent.on("brightest", @(value) server.log(format("brightest so far: %d", value)));
