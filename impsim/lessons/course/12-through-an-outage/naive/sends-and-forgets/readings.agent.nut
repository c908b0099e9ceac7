// Stores what the device has read: each reading once, in the order in which they were taken.

stored <- [];

device.on("reading", function(reading) {
    stored.append(reading);
    server.log("stored reading " + reading.n);
});
