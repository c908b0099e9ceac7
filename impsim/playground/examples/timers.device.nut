// imp.wakeup() calls a function later. It does not wait: the program goes on at once.
ticks <- 0;

function tick() {
    ticks++;
    server.log("tick " + ticks);
    if (ticks < 10) imp.wakeup(1, tick);
}

function tock() {
    server.log("      tock");
    if (ticks < 10) imp.wakeup(2.5, tock);
}

tick();
tock();

// A timer can be taken back until it has called.
local never = imp.wakeup(3, function() {
    server.log("nobody will read this");
});
imp.cancelwakeup(never);

imp.wakeup(5, @() server.log("five seconds have passed"));
