// What imp.net.info() tells of the connection in use, and of another interface if there is one.
local found = imp.net.info();
if (!("active" in found)) {
    server.error("no connection");
    print("not connected");
    return;
}
local interface = found.interface[found.active];
local type = interface.type;
if (type == "cell") {
    server.log("IMEI " + interface.imei);
    server.log("connected via cellular");
} else if ("address" in found.ipv4) {
    server.log(found.ipv4.address + " via " + type);
} else {
    server.error("no IP address");
}
if (found.interface.len() > 1) {
    local other = found.interface[found.active == 0 ? 1 : 0];
    server.log("could use " + other.type);
}
