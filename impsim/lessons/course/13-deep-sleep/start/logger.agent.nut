device.on("readings", @(readings) server.log(readings.len() + " readings, the last one " + readings.top()));
