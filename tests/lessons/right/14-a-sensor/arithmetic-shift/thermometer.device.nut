i2c <- hardware.i2cAB;
i2c.configure(CLOCK_SPEED_400_KHZ);

function measure() {
    imp.wakeup(10, measure);
    local raw = i2c.read(0x90, "\x00", 2);
    if (raw == null) server.log("no answer");
    else server.log("temperature: " + ((raw[0] << 24 | raw[1] << 16) >> 20) * 0.0625);
}
measure();
