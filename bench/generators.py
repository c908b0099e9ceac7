def gen(n):
    for i in range(n):
        yield i


def run():
    s = 0
    for r in range(10):
        for v in gen(40000):
            s = (s + v) & 0xFFFF
        g = gen(1000)
        while (v := next(g, None)) is not None:
            s += v & 1
    return s


print(run())
