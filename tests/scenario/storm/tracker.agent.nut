device.on("telemetry", function(position) {});
