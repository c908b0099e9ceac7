imp.wakeup(20, @() server.sleepfor(40));
