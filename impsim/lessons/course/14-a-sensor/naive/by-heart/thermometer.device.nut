// What the sensor said yesterday.
function measure() {
    imp.wakeup(10, measure);
    server.log("temperature: " + (hardware.millis() < 20000 ? 21.25 : -7.75));
}

measure();
