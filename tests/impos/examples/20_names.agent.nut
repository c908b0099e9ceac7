// Two timers, one cancelled as an object and one by its name.
local first = imp.wakeup(5, @() server.log("never"));
imp.wakeup(6, @() server.log("never"), "second");
imp.cancelwakeup(first);
imp.cancelwakeup("second");
