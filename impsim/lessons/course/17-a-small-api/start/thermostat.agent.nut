// The agent of a thermostat. Its URL is to become a small API.

target <- 20;       // degrees

http.onrequest(function(request, response) {
    server.log(request.method + " " + request.path);
    response.send(200, "hello");
});
