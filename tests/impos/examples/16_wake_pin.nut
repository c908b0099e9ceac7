// Sleeps until its wake-up pin goes high. Pins themselves are not simulated yet: it does without configuring one.
local small = imp.info().type == "imp001" || imp.info().type == "imp002";
local name = small ? "pin1" : "pinW";
local pin = name in hardware ? hardware[name] : null;
if (imp.info().type == "imp005") {
    server.log("an imp005 has no wake-up pin");
} else {
    if (pin != null) pin.configure(DIGITAL_IN_WAKEUP);
    server.log(hardware.wakereason() == WAKEREASON_PIN ? "woken by " + name : "not woken by " + name);
    imp.onidle(@() server.sleepfor(3600));
}
