device.on("light", function(light) { device.send("brightest", light); });
