// Says nothing to what it does not know.
target <- 20;

http.onrequest(function(request, response) {
    if (request.path != "/target") return;
    if (request.method == "GET") response.send(200, http.jsonencode({ target = target }));
    if (request.method == "PUT") {
        try {
            local wanted = http.jsondecode(request.body).target;
            if (typeof wanted != "integer" && typeof wanted != "float") throw "no number";
            if (wanted < 5 || wanted > 30) throw "too much";
            target = wanted;
            device.send("target", target);
            response.send(200, http.jsonencode({ target = target }));
        } catch (problem) {
            response.send(400, problem);
        }
    }
});
