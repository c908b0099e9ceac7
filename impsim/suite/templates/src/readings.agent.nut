// Logs every reading once and tells the device what it has.

last <- 0;  // when the newest reading was taken

device.on("readings", function(readings) {
    local fresh = readings.filter(@(index, reading) reading.at > last);
    if (fresh.len() > 0) {
        last = fresh.top().at;
        server.log(fresh.len() + " new, the last: " + fresh.top().free + " bytes free");
    }
    device.send("got", last);
});
