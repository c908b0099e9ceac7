// A location program reads country, network, area and cell out of cellinfo.
// expect[impC001&cell]: 262 02 49013 3428611
local info = imp.net.info();
if ("active" in info) {
    local record = info.interface[info.active];
    if (record.type == "cell" && record.manufacturer == "Cinterion") {
        local fields = split(record.cellinfo, ",");
        switch (fields[0]) {
            case "4G":
                server.log(format("%s %s %d %d", fields[6], fields[7], ("0x" + fields[8]).tointeger(), ("0x" + fields[9]).tointeger()));
                break;
            case "3G":
                server.log(fields[5] + " " + fields[6]);
                break;
        }
    }
}
