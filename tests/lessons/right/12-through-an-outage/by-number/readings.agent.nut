stored <- [];
seen <- {};
device.on("reading", function(reading) {
    device.send("got", reading.n);
    if (reading.n in seen) return;
    seen[reading.n] <- true;
    stored.append(reading);
    stored.sort(@(a, b) a.n <=> b.n);
});
