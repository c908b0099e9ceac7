brightest <- 0;

device.on("light", function(light) {
    if (light <= brightest) return;
    brightest = light;
    device.send("brightest", brightest);
});
