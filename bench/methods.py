class Counter:
    def __init__(self, s):
        self.n = 0
        self.step = s

    def inc(self):
        self.n += self.step
        return self

    def get(self):
        return self.n


class Sub(Counter):
    def inc(self):
        super().inc()
        self.n = self.n & 0xFFFFF
        return self


def run():
    c = Counter(2)
    d = Sub(3)
    for i in range(250000):
        c.inc()
        d.inc()
    return c.get() + d.get()


print(run())
