// Posts what the imp tells as JSON.
device.on("pins", function(pins) {
    local body = http.jsonencode(pins);
    server.log(body);
    http.post("https://example.com/pins", { "Content-Type": "application/json" }, body).sendasync(function(response) {
        server.log(response.statuscode);
    });
});
