device.on("light", function(light) {
    local kept = server.load();
    if (!("brightest" in kept) || kept.brightest < light) {
        kept.brightest <- light;
        server.save(kept);
    }
    device.send("brightest", kept.brightest);
});
