// Confirms, but stores twice what comes twice.
stored <- [];

device.on("readings", function(readings) {
    foreach (reading in readings) {
        stored.append(reading);
        server.log("stored reading " + reading.n);
    }
    device.send("got", readings.top().n);
});
