local texts = ["12", "tulip", "400", "7"];    // given

function number(text) {
    try {
        local found = text.tointeger();
        if (found > 100) throw "too high: " + found;
        return found;
    } catch (error) {
        throw "no number: " + text;
    }
}

function readLater(text) {
    imp.wakeup(1, function() {
        try {
            server.log("read " + number(text));
        } catch (error) {
            server.log("skipped, " + error);
        }
    });
}

foreach (text in texts) readLater(text);
