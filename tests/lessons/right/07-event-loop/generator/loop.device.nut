local rows = 20;    // given

// The answers: this part is complete.
agent.on("ping", function(number) {
    agent.send("pong", number);
});

// A printer, and it is slow: leave it as it is.
function print(row) {
    imp.sleep(0.3);
    server.log("row " + row);
}

function printer() {
    for (local row = 1; row <= rows; row++) {
        print(row);
        yield row;
    }
}

local printing = printer();

function goOn() {
    if (resume printing) imp.onidle(goOn);
    else server.log("done");
}

goOn();
