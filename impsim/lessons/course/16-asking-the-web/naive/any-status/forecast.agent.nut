// Reads every answer, also one that says that there is none.
const URL = "https://api.example.com/forecast";

function ask() {
    imp.wakeup(30, ask);
    http.get(URL).sendasync(function(answer) {
        try {
            server.log("low: " + http.jsondecode(answer.body).low);
        } catch (problem) {
            server.log("no forecast: unreadable");
        }
    });
}

device.on("ping", @(number) device.send("pong", number));

ask();
