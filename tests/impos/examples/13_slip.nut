device.onconnect(function() {
    if (device.info().ipaddress != known {
        server.log("moved");
    }
});
