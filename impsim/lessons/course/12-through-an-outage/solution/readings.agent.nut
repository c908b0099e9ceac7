stored <- [];
newest <- 0;

device.on("readings", function(readings) {
    foreach (reading in readings) {
        if (reading.n <= newest) continue;
        newest = reading.n;
        stored.append(reading);
        server.log("stored reading " + reading.n);
    }
    device.send("got", newest);
});
