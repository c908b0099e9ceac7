const URL = "https://api.example.com/forecast";

function ask() {
    imp.wakeup(30, ask);
    http.get(URL).sendasync(answered);
}

function answered(answer) {
    if (answer.statuscode != 200) return server.log("no forecast: " + answer.statuscode);
    try {
        local forecast = http.jsondecode(answer.body);
        server.log("low: " + forecast.low);
    } catch (problem) {
        server.log("no forecast: unreadable");
    }
}

device.on("ping", @(number) device.send("pong", number));

ask();
