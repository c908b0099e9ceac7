server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 30);
pump <- hardware.pinA;
pump.configure(DIGITAL_OUT, 0);
function water() {
    imp.wakeup(10, water);
    pump.write(1);
    imp.wakeup(1, @() pump.write(0));
}
water();

function look() {
    imp.wakeup(20, look);
    if (server.isconnected()) return;
    server.connect(function(reason) {
        if (reason == SERVER_CONNECTED) server.log("back online");
    }, 15);
}
look();
