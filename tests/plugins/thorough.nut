// Every decision here goes every way that it can.
const LIMIT = 3;
enum E { a, b }
local total = 0;

function early(x) {
    if (x > 2) return 1;
    if (x > 1)
        return 2;
    else if (x > 0) {
        total += 1;
    }
    local found = false;
    foreach (i, v in [1, 2, 3]) {
        if (v == x + 3) break;
        total += v;
    }
    local t = {
        f = function(a) {
            while (a > 0) {
                a--;
                if (a == 1) continue;
                total++;
            }
        }
    };
    t.f(3);
    for (local i = 0; i < LIMIT; i++) {
        total += i;
        if (i == 2)
            total = 0;
    }
    do {
        x--;
    } while (x > -2);
}

class A {
    n = 0;
    constructor(n_) {
        n = n_;
    }
    function get(k) {
        switch (k) {
            case 1:
                return 1;
            case 2:
            case 3:
                n = 2;
                break;
            default:
                n = 0;
        }
        switch (k) {
            case 4:
                n = 4;
            case 5:
                n = 5;
                break;
        }
        foreach (v in [1, 2, 3]) {
            switch (v) {
                case k:
                    n = v;
                case 1:
                    continue;
            }
            n++;
        }
        try {
            if (k == 2)
                throw "x";
            n = 6;
        } catch (e) {
            n = 7;
        }
        return n;
    }
    function never() { // pragma: no cover
        n = 1;
    }
}

function numbers(many) {
    for (local i = 0; i < 2; i++)
        yield i;
    if (many)
        yield 3;
}

local a = A(1);
foreach (k in [1, 2, 3, 4, 5, 6])
    a.get(k);
foreach (x in [3, 2, 1, 0, -1])
    early(x);
foreach (many in [true, false])
    foreach (g in numbers(many))
        total += g;
