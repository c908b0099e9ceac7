// Tries once, for half a minute. The outage is longer.
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
    server.connect(function(reason) {
        if (reason == SERVER_CONNECTED) server.log("back online");
    }, 30);
}

server.onunexpecteddisconnect(@(reason) connect());
if (!server.isconnected()) connect();
water();
