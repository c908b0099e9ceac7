// Takes what agent.send() returns for the answer.
function look() {
    imp.wakeup(5, look);
    local light = hardware.lightlevel();
    local brightest = agent.send("light", light);
    server.log("brightest so far: " + brightest);
}

look();
