target <- 20;

http.onrequest(function(request, response) {
    if (request.path != "/target") return response.send(404, "no such thing");
    if (request.method == "PUT") return change(request, response);
    if (request.method != "GET") return response.send(405, "GET or PUT");
    answer(response);
});

function answer(response) {
    response.header("Content-Type", "application/json");
    response.send(200, http.jsonencode({ target = target }));
}

function change(request, response) {
    local wanted = null;
    try {
        wanted = http.jsondecode(request.body).target;
    } catch (problem) {
        return response.send(400, "JSON with a target expected");
    }
    if (typeof wanted != "integer" && typeof wanted != "float") return response.send(400, "a number expected");
    if (wanted < 5 || wanted > 30) return response.send(400, "5 to 30 degrees");
    target = wanted;
    device.send("target", target);
    answer(response);
}
