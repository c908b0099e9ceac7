def run():
    xs = [[i * 1.0, i * 0.5, 1.0] for i in range(8)]
    vs = [[0.0, 0.0, 0.0] for i in range(8)]
    for step in range(1500):
        for i in range(8):
            a = xs[i]
            va = vs[i]
            for j in range(i + 1, 8):
                b = xs[j]
                vb = vs[j]
                dx = a[0] - b[0]
                dy = a[1] - b[1]
                dz = a[2] - b[2]
                d = dx * dx + dy * dy + dz * dz + 0.01
                m = 0.001 / (d * d)
                va[0] -= dx * m
                va[1] -= dy * m
                va[2] -= dz * m
                vb[0] += dx * m
                vb[1] += dy * m
                vb[2] += dz * m
        for i in range(8):
            a = xs[i]
            v = vs[i]
            a[0] += v[0] * 0.01
            a[1] += v[1] * 0.01
            a[2] += v[2] * 0.01
    return xs[0][0] != 0


print(str(run()).lower())
