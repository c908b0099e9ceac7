class Meter {
    constructor() {
        agent.on("brightest", told.bindenv(this));
        look();
    }
    function look() {
        local light = hardware.lightlevel();
        server.log("measured " + light);
        agent.send("light", light);
        imp.wakeup(5, look.bindenv(this));
    }
    function told(value) {
        server.log("brightest so far: " + value);
    }
}
Meter();
