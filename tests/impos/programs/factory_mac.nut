// A factory program's way to the MAC address: on an imp001 from the Wi-Fi record, elsewhere from the device id.
// expect: {mac}
// expect: {mac}
function macAddress() {
    if (imp.info().type != "imp001") {
        return hardware.getdeviceid().slice(4);
    }
    foreach (interface in imp.net.info().interface) {
        if (interface.type == "wifi") {
            return interface.macaddress;
        }
    }
}
print(macAddress());

// A driver's way: the first record that has one.
local found = hardware.getdeviceid().slice(4);
foreach (record in imp.net.info().interface) {
    if (record.type == "wifi" && "macaddress" in record) {
        found = record.macaddress;
        break;
    }
}
print(found);
