// date in UTC.
show(@() date(0, 'u')) // expect: {"min"=0, "hour"=0, "yday"=0, "year"=1970, "wday"=4, "sec"=0, "month"=0, "day"=1}
show(@() date(86399, 'u')) // expect: {"min"=59, "hour"=23, "yday"=0, "year"=1970, "wday"=4, "sec"=59, "month"=0, "day"=1}
show(@() date(951782400, 'u')) // expect: {"min"=0, "hour"=0, "yday"=59, "year"=2000, "wday"=2, "sec"=0, "month"=1, "day"=29}
show(@() date(-1, 'u')) // expect: {"min"=59, "hour"=23, "yday"=364, "year"=1969, "wday"=3, "sec"=59, "month"=11, "day"=31}
show(@() date(2147483647, 'u')) // expect: {"min"=14, "hour"=3, "yday"=18, "year"=2038, "wday"=2, "sec"=7, "month"=0, "day"=19}
show(@() date(0.9, 'u')) // expect: {"min"=0, "hour"=0, "yday"=0, "year"=1970, "wday"=4, "sec"=0, "month"=0, "day"=1}
show(@() date("x")) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(@() date(0, "u")) // expect: ERR parameter 2 has an invalid type 'string' ; expected: 'integer|float'
show(@() date(0, 'x')) // expect: {"min"=0, "hour"=0, "yday"=0, "year"=1970, "wday"=4, "sec"=0, "month"=0, "day"=1}
show(@() date(0, 'u', 5)) // expect: {"min"=0, "hour"=0, "yday"=0, "year"=1970, "wday"=4, "sec"=0, "month"=0, "day"=1}
show(@() date(0, 'l')) // expect: {"min"=0, "hour"=0, "yday"=0, "year"=1970, "wday"=4, "sec"=0, "month"=0, "day"=1}
