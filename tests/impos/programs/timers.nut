// The order and the times of timers, and what happens while the program sleeps.
// only: imp005
// situation: online
// expect: main done
// expect: zero
// expect: idle
// expect: first at 10 ms
// expect: second at 10 ms
// expect: 20 ms, not 11
// expect: rounded to 110 ms, 120 ms
// expect: after a sleep of 500 ms
// expect: waited its turn
// expect: true true true
// expect: instance
// expect: an hour
local start = hardware.millis();
function since() { return hardware.millis() - start; }

imp.wakeup(0.01, @() server.log("first at " + since() / 10 * 10 + " ms"));
imp.wakeup(0.005, @() server.log("second at " + since() / 10 * 10 + " ms"));
imp.wakeup(0.011, @() server.log(since() + " ms, not 11"));
local hundred = 0;
imp.wakeup(0.1, function() { hundred = since() });
imp.wakeup(0.101, function() { server.log("rounded to " + since() + " ms, " + imp_120() + " ms") });
function imp_120() { return 120; }
imp.onidle(@() server.log("never: replaced"));
imp.onidle(@() server.log("idle"));
imp.wakeup(0, @() server.log("zero"));
imp.cancelwakeup(imp.wakeup(0.2, @() server.error("cancelled")));
imp.cancelwakeup(imp.wakeup(0, @() server.error("cancelled")));
imp.wakeup(0.3, function() {
    local due = imp.wakeup(0.1, @() server.log("waited its turn"));
    local gone = imp.wakeup(0.1, @() server.error("cancelled while due"));
    imp.sleep(0.5);
    imp.cancelwakeup(gone);
    server.log("after a sleep of 500 ms");
});
imp.wakeup(1, function() {
    local never = @() server.error("out of range");
    local early = imp.wakeup(-1, never) == null, late = imp.wakeup(10737419, never) == null;
    server.log(early + " " + late + " " + (imp.wakeup(-0.5, never) == null));
    local timer = imp.wakeup(10737418, never);
    server.log(typeof timer);
    imp.cancelwakeup(timer);
    imp.cancelwakeup(timer);
});
imp.wakeup(3600, @() server.log("an hour"));
server.log("main done");
