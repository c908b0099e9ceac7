device.on("reading", function(reading) {});
