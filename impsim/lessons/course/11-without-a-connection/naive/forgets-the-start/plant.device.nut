// Comes back from every outage, but not from one that was there first.
server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);

pump <- hardware.pinA;
pump.configure(DIGITAL_OUT, 0);

function water() {
    imp.wakeup(10, water);
    pump.write(1);
    imp.wakeup(1, @() pump.write(0));
    server.log("watered");
}

function connect() {
    server.connect(answered, 30);
}

function answered(reason) {
    if (reason == SERVER_CONNECTED) return server.log("back online");
    imp.wakeup(15, connect);
}

server.onunexpecteddisconnect(answered);
water();
