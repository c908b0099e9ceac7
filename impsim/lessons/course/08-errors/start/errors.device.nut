local texts = ["12", "tulip", "400", "7"];    // given

function number(text) {
    return text.tointeger();
}

function readLater(text) {
    imp.wakeup(1, function() {
        server.log("read " + number(text));
    });
}

foreach (text in texts) readLater(text);
