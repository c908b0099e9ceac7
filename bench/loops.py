def run():
    s = 0
    for i in range(1000):
        for j in range(1500):
            s = (s + i * j) & 0xFFFF
    return s


print(run())
