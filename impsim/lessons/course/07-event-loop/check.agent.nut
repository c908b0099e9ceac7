// The device's answers are for the log of the check: nothing is done with them.
device.on("pong", function(number) {});
