// Heats to whatever somebody wants.
target <- 20;

http.onrequest(function(request, response) {
    if (request.path != "/target") return response.send(404, "no such thing");
    if (request.method != "GET" && request.method != "PUT") return response.send(405, "GET or PUT");
    if (request.method == "PUT") {
        try {
            target = http.jsondecode(request.body).target;
        } catch (problem) {
            return response.send(400, "what?");
        }
        device.send("target", target);
    }
    response.send(200, http.jsonencode({ target = target }));
});
