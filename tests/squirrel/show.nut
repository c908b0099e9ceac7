// Comes before the programs beside it: show(f) prints what f() gives, so that its type can be seen, or what it throws.
function show(f) {
    try {
        ::print(::shown(f()) + "\n")
    } catch (e) {
        ::print("ERR " + (typeof e == "string" ? e : ::shown(e)) + "\n")
    }
}

function shown(x) {
    local text = "", part = 0
    switch (typeof x) {
        case "string":
            for (local i = 0; i < x.len(); i++) {
                local byte = x[i] & 255
                text += byte >= 32 && byte < 127 ? byte.tochar() : ::format("\\x%02x", byte)
            }
            return "\"" + text + "\""
        case "float":
            return ::format("%.9gf", x)
        case "array":
            foreach (element in x) text += (part++ ? ", " : "") + ::shown(element)
            return "[" + text + "]"
        case "table":
            foreach (key, value in x) text += (part++ ? ", " : "") + ::shown(key) + "=" + ::shown(value)
            return "{" + text + "}"
        case "blob":
            foreach (byte in x) text += ::format("%02x", byte)
            return "blob<" + text + "@" + x.tell() + ">"
        case "null":
            return "null"
        case "integer":
        case "bool":
            return x.tostring()
    }
    return "<" + typeof x + ">"
}
