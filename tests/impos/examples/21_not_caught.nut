// It does not see what a callback throws that it has only registered.
server.log("start " + hardware.wakereason());
if (hardware.wakereason() == WAKEREASON_POWER_ON) {
    try {
        imp.wakeup(5, @() imp.nothing());
    } catch (error) {
        server.log("caught: " + error);
    }
}
