// Sleeps until its wake-up pin goes high.
local small = imp.info().type == "imp001" || imp.info().type == "imp002";
local name = small ? "pin1" : "pinW";
local pin = hardware[name];
if (imp.info().type == "imp005") {
    server.log("an imp005 has no wake-up pin");
} else {
    pin.configure(DIGITAL_IN_WAKEUP);
    server.log(hardware.wakereason() == WAKEREASON_PIN ? "woken by " + name : "not woken by " + name);
    imp.onidle(@() server.sleepfor(3600));
}
