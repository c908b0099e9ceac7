// Answers only when there is something new.
function look() {
    imp.wakeup(5, look);
    agent.send("light", hardware.lightlevel());
}

agent.on("brightest", function(brightest) {
    server.log("brightest so far: " + brightest);
});

look();
