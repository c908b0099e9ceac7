/**
 * Connects over one interface with a network interface configuration, which is not stored. Not with SUSPEND_ON_ERROR.
 * @param nic table interface ("wl0", "eth0", "cell0" or the kind of interface), wificonfig (ssid, key: string, null or a blob of
 *   imp.net.getcurrentconfig()), staticconfig (ip, netmask, gateway, dns: array), proxyconfig (type, address, port, user,
 *   password), from impOS 47 cellconfig (apn); all but interface may be absent
 * @param callback function|null called with the outcome, as of server.connect()
 * @param timeout integer|float seconds: 60 unless told otherwise, 120 for cellular
 * @returns null
 * @since 41.0
 * @errors not available with SUSPEND_ON_ERROR; no interface in network configuration; invalid network interface; network
 *   interface is not available; invalid wificonfig, staticconfig, proxyconfig or cellconfig; does not apply
 * @source https://developer.electricimp.com/node/3053
 * @source https://developer.electricimp.com/node/2395
 * @assumed with only the key interface the configuration is what the imp has stored; else no wificonfig is the stored
 *   network, no staticconfig DHCP, no proxyconfig no proxy; a connection that stands stays and the outcome is
 *   SERVER_CONNECTED; an attempt under way begins anew; a lost connection is sought with the same configuration;
 *   keys that are not listed are ignored; the texts of the errors
 */
function server::connectwith(nic, callback, timeout = 60) {}
