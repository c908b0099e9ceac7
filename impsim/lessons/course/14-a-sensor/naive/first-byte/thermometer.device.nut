// The first byte alone: whole degrees.
i2c <- hardware.i2cAB;
i2c.configure(CLOCK_SPEED_100_KHZ);

function measure() {
    imp.wakeup(10, measure);
    local raw = i2c.read(0x48 << 1, "\x00", 2);
    if (raw == null) return server.log("no answer");
    local degrees = raw[0];
    if (degrees > 127) degrees -= 256;
    server.log("temperature: " + degrees);
}

measure();
