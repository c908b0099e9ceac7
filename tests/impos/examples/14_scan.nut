// Lists the networks around.
try {
    imp.scanwifinetworks(function(networks) {
        if (networks.len() == 0) server.log("nothing found");
        foreach (number, network in networks) {
            local name = network.ssid == "" ? "<Hidden>" : network.ssid;
            server.log(format("%d. %s on channel %d", number + 1, name, network.channel));
        }
    });
} catch (error) {
    server.error("cannot scan: " + error);
}
