from functools import cmp_to_key


def run():
    seed = 12345
    out = 0
    for r in range(4):
        a = []
        for i in range(5000):
            seed = (seed * 1103 + 12345) & 0xFFFF
            a.append(seed)
        a.sort(key=cmp_to_key(lambda x, y: (x > y) - (x < y)))
        out += a[0] + a[2500] + a[4999]
    return out


print(run())
