// Counts what comes.
count <- 0;
device.on("reading", function(reading) { count++; });
device.ondisconnect(function() { server.log("the device is gone"); });
device.onconnect(function() { server.log("the device is there"); });
