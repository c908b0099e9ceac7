server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 30);
function again(reason) {
    if (reason != SERVER_CONNECTED) imp.wakeup(60, @() server.connect(again, 20));
    else server.log("back online");
}
server.onunexpecteddisconnect(again);
if (!server.isconnected()) server.connect(again, 20);
pump <- hardware.pinA;
pump.configure(DIGITAL_OUT, 0);
function water() {
    imp.wakeup(10, water);
    pump.write(1);
    imp.wakeup(1, @() pump.write(0));
}
water();
