def enc(v):
    if isinstance(v, dict):
        s = ""
        first = True
        for k, x in v.items():
            if not first:
                s += ","
            first = False
            s += '"' + k + '":' + enc(x)
        return "{" + s + "}"
    if isinstance(v, list):
        s = ""
        for i, x in enumerate(v):
            if i:
                s += ","
            s += enc(x)
        return "[" + s + "]"
    if isinstance(v, str):
        r = ""
        for c in v:
            if c == '"' or c == "\\":
                r += "\\"
            r += c
        return '"' + r + '"'
    if v is None:
        return "null"
    if v is True:
        return "true"
    if v is False:
        return "false"
    return str(v)


doc = {
    "name": 'sensor "one"',
    "id": 12345,
    "ok": True,
    "none": None,
    "list": [1, 2.5, "three", [4, 5]],
    "nested": {"a": "alpha", "b": [True, False], "c": {"d": "delta"}},
}
n = 0
for i in range(4000):
    n += len(enc(doc))
print(n)
