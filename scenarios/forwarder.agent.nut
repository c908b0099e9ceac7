// Forwards readings to a store on the Internet. What the store has not taken stays in line.
const STORE = "https://store.example.com/readings";
const RETRY_S = 10;
const TIMEOUT_S = 15; // impOS waits for ten minutes unless it is told otherwise

line <- [];
sending <- false;

function forward() {
    if (sending || line.len() == 0) return;
    sending = true;
    local parcel = clone line;
    local request = http.post(STORE, { "Content-Type": "application/json" }, http.jsonencode(parcel));
    request.sendasync(function(answer) {
        sending = false;
        if (answer.statuscode == 200) {
            line = line.slice(parcel.len());
            forward();
        } else {
            server.log("not taken: " + answer.statuscode);
            imp.wakeup(RETRY_S, forward);
        }
    }, null, TIMEOUT_S);
}

device.on("reading", function(reading) {
    line.append(reading);
    if (line.len() == 1) forward();
});

http.onrequest(function(request, response) {
    if (request.path != "/line") return response.send(404, "no such thing");
    response.header("Content-Type", "application/json");
    response.send(200, http.jsonencode(line));
});
