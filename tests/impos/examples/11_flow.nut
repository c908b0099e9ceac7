// Online for five seconds, asleep for twenty.
server.log("online");
imp.wakeup(5, function() {
    imp.onidle(@() server.sleepfor(20));
});
