stored <- [];
device.on("reading", function(reading) {
    if (reading.n == stored.len() + 1) stored.append(reading);
    device.send("got", reading.n);
});
