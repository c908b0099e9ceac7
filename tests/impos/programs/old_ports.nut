// Programs from before agents define ports: they compile and run, and nothing comes of it.
// expect[imp001]: set 3 to relay
// expect[imp003]: set 3 to relay
// expect[imp005]: set 3 to relay
// expect[imp001]: true true
// expect[imp003]: true true
// expect[imp005]: true true
// expect[impC001]: none
// only: imp001 imp003 imp005 impC001
if (!("InputPort" in getroottable())) {
    print("OutputPort" in getroottable() ? "one" : "none");
} else {
    class Relay extends InputPort {
        name = "relay";
        type = "number";
        function set(value) { print("set " + value + " to " + name); }
    }
    Relay("relay", "number").set(3);
    class Lux extends OutputPort { constructor() { base.constructor("lux"); } }
    local lux = Lux(), plain = OutputPort("plain", "string");
    lux.set(5);
    plain.set({});
    print((lux instanceof OutputPort) + " " + (plain instanceof OutputPort));
}
