// The page calls the two equivalent; and info() follows what the program sets.
// expect: true
// expect: true
// expect: 3072 8000 30720
// expect[has_ipv4]: 1 1 12.5 8000
// expect[online]: sent 0
local info = imp.net.info();
print(("active" in info) == server.isconnected());
print(("lasterror" in info) != server.isconnected());
local first = imp.setsendbuffersize(8000), second = imp.setsendbuffersize(50000), third = imp.setsendbuffersize(8000);
print(first + " " + second + " " + third);
server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_FOR_ACK, 12.5);
local s = "ipv4" in imp.net.info() ? imp.net.info().ipv4.server : null;
server.setsendtimeoutpolicy(SUSPEND_ON_ERROR, WAIT_TIL_SENT, 30);
if (s) print(s.errorpolicy + " " + s.tcpwaitfor + " " + s.tcptimeout + " " + s.tcpsendwindow);
server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 30);
local sent = 0;
if (server.isconnected() ? (sent = server.log("sent " + sent)) != 0 : server.log("lost") != 1) server.error("wrong result");
