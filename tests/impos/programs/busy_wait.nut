// Loops that wait by the clock end, and time passes for everything else.
// only: imp001
// situation: online
// expect: waited
// expect: true
// expect: timer came due meanwhile
// expect: 2019 2 1 false
local start = hardware.millis();
imp.wakeup(0.2, @() server.log("timer came due meanwhile"));
while (hardware.millis() - start < 250);
server.log("waited");
server.log(hardware.micros() / 1000 - start < 252);
local now = date();
imp.wakeup(1, @() server.log(now.year + " " + now.month + " " + now.day + " " + (time() == now.time)));
