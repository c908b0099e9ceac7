// Believes that an answer with the status 200 is JSON.
const URL = "https://api.example.com/forecast";

function ask() {
    imp.wakeup(30, ask);
    http.get(URL).sendasync(function(answer) {
        if (answer.statuscode != 200) return server.log("no forecast: " + answer.statuscode);
        local forecast = http.jsondecode(answer.body);
        if ("low" in forecast) server.log("low: " + forecast.low);
        else server.log("no forecast: unreadable");
    });
}

device.on("ping", @(number) device.send("pong", number));

ask();
