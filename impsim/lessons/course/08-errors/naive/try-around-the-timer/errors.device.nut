local texts = ["12", "tulip", "400", "7"];    // given

function number(text) {
    local found = null;
    try {
        found = text.tointeger();
    } catch (error) {
        throw "no number: " + text;
    }
    if (found > 100) throw "too high: " + found;
    return found;
}

function readLater(text) {
    try {
        imp.wakeup(1, function() {
            server.log("read " + number(text));
        });
    } catch (error) {
        server.log("skipped, " + error);
    }
}

foreach (text in texts) readLater(text);
