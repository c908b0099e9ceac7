// All is well until it freezes.
i2c <- hardware.i2cAB;
i2c.configure(CLOCK_SPEED_100_KHZ);

const TMP102 = 0x90;
const REGISTER = "\x00";

function measure() {
    imp.wakeup(10, measure);
    local raw = i2c.read(TMP102, REGISTER, 2);
    if (raw == null) return server.log("no answer");
    local steps = raw[0] << 4 | raw[1] >> 4;
    server.log("temperature: " + steps * 0.0625);
}

measure();
