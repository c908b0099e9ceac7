local texts = ["12", "tulip", "400", "7"];    // given

function number(text) {
    try {
        local found = text.tointeger();
        if (found > 100) throw "too high: " + found;
        return found;
    } catch (error) {
        return null;
    }
}

function readLater(text) {
    imp.wakeup(1, function() {
        local found = number(text);
        if (found != null) server.log("read " + found);
    });
}

foreach (text in texts) readLater(text);
