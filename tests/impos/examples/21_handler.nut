// A global handler does, and the program goes on.
server.log("start " + hardware.wakereason());
imp.onunhandledexception(function(error) {
    server.log("handled: " + error);
});
imp.wakeup(5, @() imp.nothing());
imp.wakeup(6, @() server.log("going on"));
