// The hashes of a sentence, in hexadecimal digits and as Base64.
local text = "The quick brown fox jumps over the lazy dog";

function show(hash) {
    local digits = "Hex: 0x";
    foreach (byte in hash) digits += format("%02X", byte);
    server.log(digits);
    server.log(http.base64encode(hash));
}

show(http.hash.md5(text));
show(http.hash.sha256(text));
show(http.hash.hmacsha256(text, "key"));
