// The global handler gets what callbacks throw, and the program goes on.
// only: imp003
// situation: online
// expect: caught here: the index 'wakeup' does not exist
// expect: caught globally: the index 'wakeup' does not exist
// expect: goes on
try { wakeup(); } catch (problem) { server.log("caught here: " + problem); }
imp.onunhandledexception(@(problem) server.log("caught globally: " + problem));
try {
    imp.wakeup(0, function() { wakeup(); });
} catch (problem) {
    server.error("not here: " + problem);
}
imp.wakeup(1, @() server.log("goes on"));
