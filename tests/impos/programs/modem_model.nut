// A modem library looks for its modem's name and compares it exactly.
// expect[imp006]: BG96 false
// expect[impC001]: ELS61-E false
local model = null;
foreach (record in imp.net.info().interface) {
    if (record.type == "cell") {
        model = record.model;
    }
}
if (model != null) {
    server.log(model + " " + (model == "BG95-M3"));
}
