/**
 * Says over which interfaces the imp tries to reach its server, and in which order; those that are not named follow in
 * the default order: Ethernet, Wi-Fi, cellular. It counts from the next attempt on.
 * @param identifiers array of "wifi", "ethernet" and "cell", or "wl0", "eth0" and "cell0"
 * @returns null
 * @since 41.0
 * @errors invalid network interface; network interface is not available
 * @source https://developer.electricimp.com/api/imp/net/setserverinterfaces
 * @assumed what is no interface, or one that the imp lacks, throws, with these texts; an interface is tried once in a
 *   round; an empty array is the default order; a new run of the program has that, too
 */
function imp::net::setserverinterfaces(identifiers) {}

/**
 * The configuration over which the imp is connected, or was last: a network interface configuration as
 * server.connectwith() takes it. Keys and passwords in it are blobs, encrypted for this imp.
 * @returns table
 * @since 41.0
 * @source https://developer.electricimp.com/node/3094
 * @assumed null before the first connection; an empty key is an empty string
 */
function imp::net::getcurrentconfig() {}

/**
 * Brings an interface up for the local network, with or without the server. It is up for as long as the program keeps the
 * instance; one that fails is brought up again. With only the key interface the configuration is what the imp has stored.
 * @param nic table as for server.connectwith()
 * @param callback function|null called with the interface's state, a constant of imp.net, whenever that changes
 * @returns instance an interface
 * @since 41.0
 * @errors network interface is already in use (when nic has more than the key interface); no interface in network
 *   configuration; invalid network interface; network interface is not available; what is wrong in nic
 * @source https://developer.electricimp.com/node/3066
 * @source https://developer.electricimp.com/impos-release-47-internal-release
 * @assumed the callback hears the present state first; after a failure the next attempt comes 10 s later; the server comes
 *   first: an interface that is to lead to it with another configuration is brought up anew; all releases have the known
 *   issue of impOS 47; that nothing refers to the instance any more is seen at the end of a turn, or up to 10 s later;
 *   the texts of the errors
 */
function imp::net::open(nic, callback = null) {}
