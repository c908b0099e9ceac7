// What boot-time reports do: version out of the version string, the connection, the reason.
// expect: impOS {release}.
// expect[wifi]: Wi-Fi "impsim", 192.168.0.3
// expect[ethernet]: ethernet, 192.168.0.3
// expect[cell]: cellular, IMEI {imei}
// expect[offline]: no address
// expect: started by power-on
local version = split(imp.getsoftwareversion(), "-")[2];
print("impOS " + version.slice(0, version.len() - 1) + (version.slice(version.len() - 1) == " " ? "." : "?"));
if (version.tofloat() < 33.0) server.error("too old");

local info = imp.net.info();
local record = info.interface["active" in info ? info.active : 0];
try {
    local text = record.type;
    if (record.type == "wifi") {
        text = "Wi-Fi \"" + ("connectedssid" in record ? record.connectedssid : record.ssid) + "\"";
    }
    if (record.type == "cell" && "active" in info) {
        print("cellular, IMEI " + record.imei);
    } else {
        print(text + ", " + info.ipv4.address);
    }
} catch (problem) {
    print("no address");
}
local causes = ["power-on", "timer"];
print("started by " + causes[hardware.wakereason()]);
