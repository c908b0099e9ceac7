// The pump runs on; nobody ever connects again.
server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);

pump <- hardware.pinA;
pump.configure(DIGITAL_OUT, 0);

function water() {
    imp.wakeup(10, water);
    pump.write(1);
    imp.wakeup(1, @() pump.write(0));
    if (server.isconnected()) server.log("watered");
}

water();
