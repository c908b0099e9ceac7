// agent.send("netInfo", imp.net.info()) has to work: nothing but serialisable values, names that are plain.
// expect: all plain
local bad = [];
function walk(value, path) {
    switch (typeof value) {
        case "table":
            foreach (key, below in value) {
                if (typeof key != "string") bad.push(path + "[" + key + "]");
                walk(below, path + "." + key);
            }
            break;
        case "array":
            foreach (index, below in value) walk(below, path + "[" + index + "]");
            break;
        case "integer":
        case "float":
        case "bool":
        case "string":
            break;
        default:
            bad.push(path + " is a " + typeof value);
    }
}
walk(imp.net.info(), "info");
server.log(bad.len() ? bad[0] : "all plain");
