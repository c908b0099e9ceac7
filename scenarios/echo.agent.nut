// The agent of echo.device.nut.

device.onconnect(function() {
    server.log("the device is there");
});
device.on("question", function(what) {
    device.send("answer", what.model + " has started for reason " + what.reason);
});
