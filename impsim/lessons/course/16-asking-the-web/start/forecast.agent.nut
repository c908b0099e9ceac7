// Asks every half minute how cold the night will be.

const URL = "https://api.example.com/forecast";

function ask() {
    imp.wakeup(30, ask);
    local answer = http.get(URL).sendsync();
    local forecast = http.jsondecode(answer.body);
    server.log("low: " + forecast.low);
}

// The device wants to know whether its agent is awake.
device.on("ping", @(number) device.send("pong", number));

ask();
