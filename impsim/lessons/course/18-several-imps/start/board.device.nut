// A thermometer. The first board had an imp001, and this program is for that one alone.

i2c <- hardware.i2c89;
i2c.configure(CLOCK_SPEED_100_KHZ);

function celsius(raw) {
    local steps = raw[0] << 4 | raw[1] >> 4;
    return (steps < 0x800 ? steps : steps - 0x1000) * 0.0625;
}

function measure() {
    local raw = i2c.read(0x48 << 1, "\x00", 2);
    if (raw != null) agent.send("temperature", celsius(raw));
    imp.onidle(@() server.sleepfor(60));
}

measure();
