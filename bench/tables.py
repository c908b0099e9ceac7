def run():
    t = {}
    s = 0
    keys = ["key" + str(i) for i in range(2000)]
    for r in range(100):
        for k in keys:
            if k in t:
                t[k] += r
            else:
                t[k] = 1
        s += t["key7"] + t["key42"]
    for k, v in t.items():
        s += v & 3
    return s


print(run())
