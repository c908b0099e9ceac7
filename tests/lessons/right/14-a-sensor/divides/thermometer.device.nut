i2c <- hardware.i2cAB;
i2c.configure(CLOCK_SPEED_400_KHZ);

function measure() {
    local problem = i2c.write(0x90, "\x00");
    local raw = problem == 0 ? i2c.read(0x90, "", 2) : null;
    if (raw) {
        local whole = raw[0] < 128 ? raw[0] : raw[0] - 256;
        server.log("temperature: " + (whole + raw[1] / 256.0));
    } else server.log("no answer");
    imp.wakeup(10, measure);
}
measure();
