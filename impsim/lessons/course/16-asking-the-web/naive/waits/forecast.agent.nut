// Is right about every answer, and deaf until it has come.
const URL = "https://api.example.com/forecast";

function ask() {
    imp.wakeup(30, ask);
    local answer = http.get(URL).sendsync();
    if (answer.statuscode != 200) return server.log("no forecast: " + answer.statuscode);
    try {
        server.log("low: " + http.jsondecode(answer.body).low);
    } catch (problem) {
        server.log("no forecast: unreadable");
    }
}

device.on("ping", @(number) device.send("pong", number));

ask();
