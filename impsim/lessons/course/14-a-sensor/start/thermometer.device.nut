// A thermometer: a TMP102 at the address 0x48 of the bus i2cAB.

i2c <- hardware.i2cAB;
i2c.configure(CLOCK_SPEED_100_KHZ);

const TMP102 = 0x90;            // 0x48 << 1: programs give the address with a bit for the direction
const REGISTER = "\x00";        // register 0 holds the temperature

function measure() {
    imp.wakeup(10, measure);
    local raw = i2c.read(TMP102, REGISTER, 2);
    // `raw` is a string of two bytes, or null. Log "temperature: " and degrees Celsius, or "no answer".
    server.log("temperature: " + raw[0]);
}

measure();
