/**
 * What imp.net.open() returns: an interface that is up for the local network. It is closed when nothing refers to it any more.
 * @side instance
 * @since 41.0
 * @source https://developer.electricimp.com/node/3082
 */
interface <- {};

/**
 * Its state.
 * @returns integer a constant of imp.net
 * @source https://developer.electricimp.com/node/3065
 */
function interface::getstate() {}

/**
 * Its addresses: ipv4, with the keys of imp.net.info().ipv4; what would be 0.0.0.0 is absent.
 * @returns table
 * @source https://developer.electricimp.com/api/interface/getiptable
 * @assumed without an address the table has server and proxy only
 */
function interface::getiptable() {}

/**
 * Opens a UDP socket, not for cellular. A socket without a local port gets one when it first sends.
 * @param callback function|null called with fromAddress, fromPort, toAddress, toPort and a blob
 * @param localPort integer|null 1024 to 65535
 * @returns instance a udpsocket
 * @errors UDP is not supported on this interface; network interface is not powered; invalid local port; local port already
 *   in use
 * @source https://developer.electricimp.com/node/3067
 * @assumed an interface that has no address yet will do; the texts of the errors
 */
function interface::openudp(callback = null, localPort = null) {}
