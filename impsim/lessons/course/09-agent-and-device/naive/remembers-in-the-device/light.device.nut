// All is right until the device restarts.
brightest <- 0;

function look() {
    imp.wakeup(5, look);
    local light = hardware.lightlevel();
    if (light > brightest) brightest = light;
    agent.send("light", brightest);
}

agent.on("brightest", function(brightest) {
    server.log("brightest so far: " + brightest);
});

look();
