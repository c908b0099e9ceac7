// URL encoding, as developer.electricimp.com/node/2465 and /node/2326 tell it.
server.log(http.urlencode({ foo = null })); // expect: foo=%28null%20%3A%20%28nil%29%29
server.log(http.urlencode({ a = "b c&d=é/~-._" })); // expect: a=b%20c%26d%3D%C3%A9%2F~-._
server.log(http.urlencode({ a = [1, 2.5, "x"] })); // expect: a=1&a=2.5&a=x
server.log(http.urlencode({}) == "" && http.urlencode({ a = [] }) == ""); // expect: true
server.log(http.urlencode({ ["a b"] = true })); // expect: a%20b=true
local found = http.urldecode("a=1&a=2&b=%41%c3%a9+c&d&=e&&f=g=h&p=100%&q=%4");
server.log(found.a[0] + found.a[1] + typeof found.a); // expect: 12array
server.log(found.b == "Aé c"); // expect: true
server.log(found.d == "" && found[""] == "e" && found.f == "g=h"); // expect: true
server.log(found.p + found.q); // expect: 100%%4
server.log(http.urldecode("").len()); // expect: 0
