from functools import reduce


def mk(k):
    n = 0

    def f(x):
        nonlocal n
        n += x * k
        return n & 0xFFFF

    return f


def run():
    fs = [mk(i) for i in range(10)]
    s = 0
    for r in range(50000):
        for f in fs:
            s = (s + f(1)) & 0xFFFF
    return s + reduce(lambda a, b: a + b, map(lambda v: v * 2, [1, 2, 3]))


print(run())
