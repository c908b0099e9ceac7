// Believes that JSON of theirs always has what it should have.
const URL = "https://api.example.com/forecast";

function ask() {
    imp.wakeup(30, ask);
    http.get(URL).sendasync(function(answer) {
        if (answer.statuscode != 200) return server.log("no forecast: " + answer.statuscode);
        local forecast = null;
        try {
            forecast = http.jsondecode(answer.body);
        } catch (problem) {
            return server.log("no forecast: unreadable");
        }
        server.log("low: " + forecast.low);
    });
}

device.on("ping", @(number) device.send("pong", number));

ask();
