imp.onidle(function {
    server.sleepfor(10);
});
