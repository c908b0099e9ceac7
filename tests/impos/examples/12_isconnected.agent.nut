function tell() {
    server.log("The device is " + (device.isconnected() ? "connected" : "disconnected"));
    imp.wakeup(15, tell);
}
tell();
