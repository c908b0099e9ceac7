// What generated programs call. Every name is looked up in the root table, whatever `this` is.

// The root tables of the two VMs become alike: same slots, same order.
local names = ["print", "type", "format", "split", "strip", "lstrip", "rstrip", "array", "assert"];
names.extend(["abs", "fabs", "sqrt", "floor", "ceil", "castf2i", "casti2f", "swap2", "swap4", "getroottable"]);
local natives = [];
foreach (name in names) natives.push(::getroottable()[name]);
local root = ::getroottable();
for (local i = 0; i < 10; i++) root.clear();  // each halves its node array
foreach (i, name in names) root[name] <- natives[i];

fuel <- 0;
lines <- 0;
kept <- [];

// Called by every function that calls others: no program runs for long.
function tick() {
    if (++::fuel > 400) throw "out of fuel";
}

// Keeps an object alive: the reference's bindenv and weakref do not.
function keep(x) {
    ::kept.push(x);
    return x;
}

// Objects have an address for an order and a text, so only their type takes part in arithmetic.
function prim(x) {
    switch (::type(x)) {
        case "integer": case "float": case "string": case "bool": case "null":
            return x;
    }
    return ::type(x);
}

function clip(x) {
    return ::type(x) == "string" && x.len() > 60 ? x.slice(0, 60) : x;
}

function show(x, depth = 0) {
    local text = "";
    switch (::type(x)) {
        case "integer": case "bool": return "" + x;
        case "float": return x + "f";
        case "string": return "'" + x + "'" + x.len();
        case "null": return "null";
        case "array":
            if (depth > 2) return "[...]";
            foreach (i, v in x) {
                if (i > 30) return text + "...";
                text += ::show(v, depth + 1) + " ";
            }
            return "[" + text + "]";
        case "table": case "class":
            if (x == ::getroottable()) return "root";
            if (depth > 2) return "{...}";
            foreach (k, v in x) text += ::show(k, depth + 1) + "=" + ::show(v, depth + 1) + " ";
            return (::type(x) == "class" ? "class" : "") + "{" + text + "}";
    }
    return ::type(x);
}

function p(...) {
    if (++::lines > 400) return;
    local text = "";
    foreach (x in vargv) text += ::show(x) + " ";
    ::print(text + "\n");
}

n0 <- 1;
n1 <- "one";
n2 <- 2.5;
n3 <- null;
