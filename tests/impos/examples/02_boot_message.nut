// What a device tells of itself when it starts.
const UNKNOWN = "(unknown)";

function version() {
    return split(imp.getsoftwareversion(), "-")[2];
}

function path() {
    local i = imp.net.info();
    local interface = i.interface["active" in i ? i.active : 0];
    if (interface.type == "cell") return "cellular, IMEI " + interface.imei;
    local ip = i.ipv4.address;
    if (interface.type != "wifi") return interface.type + ", IP " + ip;
    local name = "connectedssid" in interface ? interface.connectedssid : interface.ssid;
    return "Wi-Fi network \"" + name + "\", IP " + ip;
}

function cause() {
    // The comma after the sixth is missing on purpose: Squirrel allows it.
    local causes = ["power", "timer", "reset or memory", "pin", "new Squirrel", "Squirrel error" "new impOS",
                    "snooze", "hardware reset", "BlinkUp", "restart", "power restored"];
    local reason = hardware.wakereason();
    return reason < causes.len() ? causes[reason] : UNKNOWN;
}

server.log("impOS version " + version());
server.log(format("Product %s (%s)", __EI.PRODUCT_NAME, __EI.PRODUCT_ID));
server.log(format("Device Group %s (%s)", __EI.DEVICEGROUP_NAME, __EI.DEVICEGROUP_ID));
server.log("SHA " + __EI.DEPLOYMENT_SHA);
server.log("Connected by " + path());
server.log("Started by " + cause());
