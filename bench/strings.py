def run():
    n = 0
    for i in range(60000):
        s = "item" + str(i) + "," + str(i * 2) + ",x"
        p = s.split(",")
        n += len(p[0]) + int(p[1]) % 7
        n += len("%04d:%s" % (i, p[2]))
        if s.find("99") != -1:
            n += 1
    return n


print(run())
