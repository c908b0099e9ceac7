/**
 * What interface.openudp() returns: a UDP socket in the local network. It is closed when nothing refers to it any more.
 * @side instance
 * @since 41.0
 * @source https://developer.electricimp.com/node/3068
 * @assumed it keeps its interface open
 */
udpsocket <- {};

/**
 * Sends a datagram within the local network, a hundred at once and 25 a second for long.
 * @param address string a dotted quad of a private network: 10.x.x.x, 172.16.x.x to 172.31.x.x or 192.168.x.x
 * @param port integer 0 to 65535, not 67 nor 68
 * @param data string|instance a string or a blob of up to 65507 bytes
 * @returns integer 0, or a SEND_ERROR code
 * @errors UDP socket is closed; invalid address; invalid port; a string or a blob expected; too much data for a datagram
 * @source https://developer.electricimp.com/node/3072
 * @assumed SEND_ERROR_WOULDBLOCK for too many, SEND_ERROR_NOT_CONNECTED while the interface has no address; all sockets of
 *   a program share the allowance; an imp does not hear itself; it takes 1 ms besides the LAN's latency; the texts of the errors
 */
function udpsocket::send(address, port, data) {}

/**
 * Registers the function for what is received, in the place of that before; null for none.
 * @param callback function|null called with fromAddress, fromPort, toAddress, toPort and a blob
 * @returns null
 * @errors UDP socket is closed
 * @source https://developer.electricimp.com/node/3069
 */
function udpsocket::onreceive(callback) {}

/**
 * Closes the socket and frees its port. Closing it again does nothing.
 * @returns null
 * @source https://developer.electricimp.com/node/3071
 */
function udpsocket::close() {}
