// Says the same until the device has confirmed it.
wanted <- 0;
confirmed <- 0;

function say() {
    if (confirmed == wanted) return;
    device.send("set", wanted);
    imp.wakeup(20, say);
}

device.on("set-done", function(value) { confirmed = value; });
imp.wakeup(70, function() {
    wanted = 7;
    say();
});
