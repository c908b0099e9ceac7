function look() {
    imp.wakeup(5, look);
    local light = hardware.lightlevel();
    server.log("light: " + light);
    agent.send("light", light);
}

agent.on("brightest", function(brightest) {
    server.log("brightest so far: " + brightest);
});

look();
