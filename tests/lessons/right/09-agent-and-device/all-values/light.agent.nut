seen <- [];
function told(light) {
    seen.append(light);
    local sorted = clone seen;
    sorted.sort();
    device.send("brightest", sorted.top());
}
device.on("light", told);
