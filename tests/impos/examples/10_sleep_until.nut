// Sleeps until half past every hour.
server.log("awake at " + date().hour + ":" + date().min);
imp.onidle(function() {
    server.sleepuntil((date().hour + 1) % 24, 30);
});
