// Forwards each reading once, whatever comes of it.
device.on("reading", function(reading) {
    local body = http.jsonencode([reading]);
    http.post("https://store.example.com/readings", { "Content-Type": "application/json" }, body).sendasync(@(answer) null);
});

http.onrequest(@(request, response) response.send(200, "[]"));
