// Rings when a fridge stays warm, and says so when its thermometer does not answer.
server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);

const ADDRESS = 0x90;
const WARM = 8.0;

i2c <- hardware.i2c89;
i2c.configure(CLOCK_SPEED_400_KHZ);
bell <- hardware.pin2;
bell.configure(DIGITAL_OUT, 0);
door <- hardware.pin1;
door.configure(DIGITAL_IN, @() server.log(door.read() ? "open" : "shut"));

function look() {
    imp.wakeup(5, look);
    local raw = i2c.read(ADDRESS, "\x00", 2);
    if (raw == null) {
        server.error("no answer: " + i2c.readerror());
        return;
    }
    local celsius = ((raw[0] << 24 | raw[1] << 16) >> 20) * 0.0625;
    bell.write(celsius > WARM ? 1 : 0);
}

look();
