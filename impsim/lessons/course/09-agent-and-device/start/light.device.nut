// A light meter. This program runs on the imp.

function look() {
    imp.wakeup(5, look);                    // again in five seconds
    local light = hardware.lightlevel();    // 0 is dark, 65535 is as bright as it gets
    server.log("light: " + light);
    // 1. Send `light` to the agent here.
}

// 3. When the agent answers, log "brightest so far: ..." with what it says.

look();
