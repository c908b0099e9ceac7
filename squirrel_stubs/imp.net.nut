/**
 * The imp's network interfaces.
 * @since 33
 * @source https://developer.electricimp.com/node/2315
 * @assumed it is a table
 */
imp.net <- {};

/**
 * A snapshot of what the imp knows of its networks: a fresh table at each call, without the keys whose value is not known.
 * @returns table interface (array of tables), active (integer, while connected), ipv4 (table, not for cellular),
 *   lasterror (integer, while not connected)
 * @since 33
 * @source https://developer.electricimp.com/api/imp/net/info
 * @source https://developer.electricimp.com/node/2573
 * @assumed country is spelled as letters and revision; channel is 0 while Wi-Fi is off; ipv4 keeps server and proxy while
 *   disconnected; lasterror is NOT_CONNECTED until something has failed; cellinfo of Quectel modems has the form of
 *   imp.net.getcellinfo()
 */
function imp::net::info() {}

/**
 * The interface's state is not known.
 * @since 41.0
 * @source https://developer.electricimp.com/node/3065
 */
imp.net.UNKNOWN <- -1;

/**
 * The interface starts.
 * @since 41.0
 * @source https://developer.electricimp.com/node/3065
 */
imp.net.STARTING <- 0;

/**
 * The interface is connected.
 * @since 41.0
 * @source https://developer.electricimp.com/node/3065
 */
imp.net.CONNECTED <- 1;

/**
 * Wi-Fi looks for its network.
 * @since 41.0
 * @source https://developer.electricimp.com/node/3065
 */
imp.net.WIFI_SCANNING <- 100;

/**
 * Wi-Fi joins its network.
 * @since 41.0
 * @source https://developer.electricimp.com/node/3065
 */
imp.net.WIFI_JOINING <- 101;

/**
 * Wi-Fi gets its credentials by WPS.
 * @since 41.0
 * @source https://developer.electricimp.com/node/3065
 */
imp.net.WIFI_WPSING <- 102;

/**
 * Wi-Fi has joined its network.
 * @since 41.0
 * @source https://developer.electricimp.com/node/3065
 */
imp.net.WIFI_LINK_UP <- 103;

/**
 * Wi-Fi waits for an address.
 * @since 41.0
 * @source https://developer.electricimp.com/node/3065
 */
imp.net.WIFI_DHCPING <- 104;

/**
 * Wi-Fi is off.
 * @since 41.0
 * @source https://developer.electricimp.com/node/3065
 */
imp.net.WIFI_STOPPED <- 105;

/**
 * Wi-Fi is off, because it failed.
 * @since 41.0
 * @source https://developer.electricimp.com/node/3065
 */
imp.net.WIFI_STOPPED_UNHAPPY <- 106;

/**
 * Ethernet has a link.
 * @since 41.0
 * @source https://developer.electricimp.com/node/3065
 */
imp.net.ETHERNET_LINK_UP <- 200;

/**
 * Ethernet waits for an address.
 * @since 41.0
 * @source https://developer.electricimp.com/node/3065
 */
imp.net.ETHERNET_DHCPING <- 201;

/**
 * Ethernet is off.
 * @since 41.0
 * @source https://developer.electricimp.com/node/3065
 */
imp.net.ETHERNET_STOPPED <- 202;

/**
 * Ethernet is off, because it failed.
 * @since 41.0
 * @source https://developer.electricimp.com/node/3065
 */
imp.net.ETHERNET_STOPPED_UNHAPPY <- 203;

/**
 * Ethernet is off, because it found no link.
 * @since 41.0
 * @source https://developer.electricimp.com/node/3065
 */
imp.net.ETHERNET_STOPPED_NO_LINK <- 204;

/**
 * The modem is asked whether it is alive.
 * @since 41.0
 * @source https://developer.electricimp.com/node/3065
 */
imp.net.CELLULAR_PINGING <- 300;

/**
 * The modem waits for its SIM.
 * @since 41.0
 * @source https://developer.electricimp.com/node/3065
 */
imp.net.CELLULAR_WAITING_FOR_SIM <- 301;

/**
 * The modem sets up a data session.
 * @since 41.0
 * @source https://developer.electricimp.com/node/3065
 */
imp.net.CELLULAR_PPP_CONNECTING <- 302;

/**
 * The modem registers with a network.
 * @since 41.0
 * @source https://developer.electricimp.com/node/3065
 */
imp.net.CELLULAR_REGISTERING <- 303;

/**
 * The network refused the modem.
 * @since 41.0
 * @source https://developer.electricimp.com/node/3065
 */
imp.net.CELLULAR_REGISTRATION_DENIED <- 304;

/**
 * The modem is off.
 * @since 41.0
 * @source https://developer.electricimp.com/node/3065
 */
imp.net.CELLULAR_STOPPED <- 305;

/**
 * The modem is off, because it failed.
 * @since 41.0
 * @source https://developer.electricimp.com/node/3065
 */
imp.net.CELLULAR_STOPPED_UNHAPPY <- 306;
