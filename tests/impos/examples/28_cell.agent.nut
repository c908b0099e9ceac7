// Reads from it where the cell is.
device.on("network", function(found) {
    local interface = found.interface[found.active];
    if (interface.type != "cell") {
        server.log("no cell, but " + interface.type + " with " + found.ipv4.address);
        return;
    }
    local fields = split(interface.cellinfo, ",");
    local at = fields[0] == "4G" ? 6 : 5;
    server.log(format("%s cell %s of %s-%s", fields[0], fields[at + 3], fields[at], fields[at + 1]));
});
