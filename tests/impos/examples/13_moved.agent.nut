// Notices that its imp comes from another address.
known <- "";
device.onconnect(function() {
    local address = device.info().ipaddress;
    if (known != "" && address != known) server.log("moved from " + known + " to " + address);
    known = address;
});
