// Every branch of the documentation's example: developer.electricimp.com/api/imp/net/info
// expect[cell]: connected via cellular, IMEI {imei}
// expect[wifi]: connected via wifi, address 192.168.0.3
// expect[ethernet]: connected via ethernet, address 192.168.0.3
// expect[ethernet]: it could also connect via wifi
// expect[wifi&imp005]: it could also connect via ethernet
// expect[wifi&imp006]: it could also connect via cell
// expect[cell&imp006]: it could also connect via wifi
// expect[offline]: not connected
local data = imp.net.info();
if ("active" in data) {
    local type = data.interface[data.active].type;
    if (type == "cell") {
        server.log("connected via cellular, IMEI " + data.interface[data.active].imei);
    } else if ("address" in data.ipv4) {
        server.log("connected via " + type + ", address " + data.ipv4.address);
    } else {
        server.error("no address");
    }
    if (data.interface.len() > 1) {
        local other = data.active == 0 ? data.interface[1].type : data.interface[0].type;
        server.log("it could also connect via " + other);
    }
} else {
    server.log("not connected");
}
