target <- 20;

function wanted(body) {
    local data = http.jsondecode(body);
    if (!("target" in data)) throw "no target";
    switch (typeof data.target) {
        case "integer": case "float": break;
        default: throw "no number";
    }
    if (data.target < 5 || data.target > 30) throw "out of range";
    return data.target;
}

http.onrequest(function(request, response) {
    try {
        if (request.path.tolower() != "/target" && request.path != "/target/") {
            response.send(404, "Not found");
        } else if (request.method == "GET") {
            response.send(200, "{\"target\": " + target + "}");
        } else if (request.method == "PUT") {
            target = wanted(request.body);
            device.send("target", target);
            response.send(200, http.jsonencode({ "target": target, "ok": true }));
        } else {
            response.send(405, "Method not allowed");
        }
    } catch (problem) {
        response.send(400, problem);
    }
});
