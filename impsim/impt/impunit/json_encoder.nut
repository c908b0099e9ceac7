/*
 * JSONEncoder: stands in for the library of that name, which is part of what tests find. A program that has the
 * library itself puts that in its place. Written from its public documentation.
 */

class JSONEncoder {

    static ESCAPED = { [8] = "\\b", [9] = "\\t", [10] = "\\n", [12] = "\\f", [13] = "\\r", [34] = "\\\"", [92] = "\\\\" };

    // An instance that has _serializeRaw() or _serialize() says itself what it is.
    static function encode(value) {
        return ::JSONEncoder._encode(value);
    }

    static function _encode(value) {
        local encoder = ::JSONEncoder;
        switch (type(value)) {
            case "null": return "null";
            case "bool": return value ? "true" : "false";
            case "integer":
            case "float": return value + "";
            case "string": return encoder._quoted(value);
            case "array": return "[" + encoder._joined(value.map(@(entry) ::JSONEncoder._encode(entry))) + "]";
            case "class":
            case "table": return encoder._object(value);
            case "instance": return encoder._instance(value);
        }
        return encoder._quoted(value.tostring());
    }

    static function _object(slots) {
        local members = [];
        foreach (key, value in slots) {
            if (type(value) == "function") continue;
            members.append(::JSONEncoder._quoted(key.tostring()) + ":" + ::JSONEncoder._encode(value));
        }
        return "{" + ::JSONEncoder._joined(members) + "}";
    }

    static function _instance(value) {
        if ("_serializeRaw" in value) return value._serializeRaw().tostring();
        if ("_serialize" in value) return ::JSONEncoder._encode(value._serialize());
        try {
            return ::JSONEncoder._object(value);  // it may have a _nexti
        } catch (error) {
            return ::JSONEncoder._quoted(value.tostring());
        }
    }

    static function _joined(parts) {
        local text = "";
        foreach (part in parts) text += (text == "" ? "" : ",") + part;
        return text;
    }

    static function _quoted(text) {
        local quoted = "\"";
        foreach (character in text) {
            local byte = character & 255;
            if (byte in ::JSONEncoder.ESCAPED) quoted += ::JSONEncoder.ESCAPED[byte];
            else if (byte < 32) quoted += format("\\u%04x", byte);
            else quoted += byte.tochar();
        }
        return quoted + "\"";
    }
}
