local texts = ["12", "tulip", "400", "7"];    // given

function number(text) {
    if (!regexp(@"^\d+$").match(text)) throw "no number: " + text;
    if (text.tointeger() > 100) throw format("too high: %s", text);
    return text.tointeger();
}

imp.wakeup(1, function() {
    foreach (text in texts) {
        local line = null;
        try {
            line = "read " + number(text);
        } catch (why) {
            line = "skipped, " + why;
        }
        server.log(line);
    }
});
