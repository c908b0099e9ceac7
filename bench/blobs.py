import struct


def run():
    b = bytearray(4096)
    s = 0
    for r in range(20):
        p = 0
        for i in range(1024):
            struct.pack_into("<i", b, p, i * r)
            p += 4
        p = 0
        for i in range(1024):
            s = (s + struct.unpack_from("<i", b, p)[0]) & 0xFFFF
            p += 4
        for i in range(4096):
            b[i] = (b[i] + i) & 0xFF
            s += b[i] & 1
    return s


print(run())
