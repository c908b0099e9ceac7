device.on("hello", function(hello) {});
device.on("reading", function(reading) {});
