// Checks the number, but not that there is one.
target <- 20;

http.onrequest(function(request, response) {
    if (request.path != "/target") return response.send(404, "no such thing");
    if (request.method != "GET" && request.method != "PUT") return response.send(405, "GET or PUT");
    if (request.method == "PUT") {
        local wanted = http.jsondecode(request.body).target;
        if (wanted < 5 || wanted > 30) return response.send(400, "5 to 30 degrees");
        target = wanted;
        device.send("target", target);
    }
    response.send(200, http.jsonencode({ target = target }));
});
