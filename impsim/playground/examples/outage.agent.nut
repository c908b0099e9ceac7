// The agent counts the readings and says which is the newest that it has.
newest <- 0;
heard <- 0;

device.on("readings", function(readings) {
    foreach (reading in readings) {
        if (reading > newest) heard++;
        newest = reading;
    }
    device.send("got", newest);
    server.log("readings up to " + newest + ", " + heard + " in all");
});
