const URL = "https://api.example.com/forecast";

function read(answer) {
    if (answer.statuscode < 200 || answer.statuscode > 299) throw answer.statuscode;
    local forecast = null;
    try { forecast = http.jsondecode(answer.body); } catch (problem) { throw "unreadable"; }
    if (typeof forecast != "table" || !("low" in forecast)) throw "unreadable";
    return forecast.low;
}

function ask() {
    http.request("GET", URL, {}, "").sendasync(function(answer) {
        try { server.log("low: " + read(answer)); }
        catch (reason) { server.log("no forecast: " + reason); }
    });
    imp.wakeup(30, ask);
}
ask();
device.on("ping", @(number) device.send("pong", number));
