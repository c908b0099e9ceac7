// The thermometer answers at address 0x48. Programs write addresses shifted by one bit.
const ADDRESS = 0x90;

i2c <- hardware.i2c89;
i2c.configure(CLOCK_SPEED_400_KHZ);
celsius <- null;

function look() {
    imp.wakeup(5, look);
    local raw = i2c.read(ADDRESS, "\x00", 2);
    if (raw == null) return server.error("no answer: " + i2c.readerror());
    celsius = ((raw[0] << 24 | raw[1] << 16) >> 20) * 0.0625;
    server.log(celsius + " degrees");
}

look();
