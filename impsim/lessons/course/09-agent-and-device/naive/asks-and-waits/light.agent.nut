brightest <- 0;

device.on("light", function(light) {
    if (light > brightest) brightest = light;
    device.send("brightest", brightest);
});
