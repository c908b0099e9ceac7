server.setsendtimeoutpolicy(RETURN_ON_ERROR_NO_DISCONNECT, WAIT_FOR_ACK, 5);
function again(reason) {
    if (reason != SERVER_CONNECTED) server.connect(again, 60);
    else server.log("back online");
}
server.onunexpecteddisconnect(again);
if (!server.isconnected()) again(NOT_CONNECTED);
pump <- hardware.pinA;
pump.configure(DIGITAL_OUT, 0);
function water() {
    imp.wakeup(10, water);
    pump.write(1);
    imp.wakeup(1, @() pump.write(0));
}
water();
