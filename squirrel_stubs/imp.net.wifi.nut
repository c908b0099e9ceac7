/**
 * Has the next attempt to connect ask for a Wi-Fi network by WPS: for up to two minutes, whatever its timeout, it waits for an
 * access point whose WPS button is pressed, stores the network that it is given, and joins it. Then WPS is over, successful or not.
 * @param pin string eight decimal digits; without it: by button only
 * @returns null
 * @models -impC001
 * @since 35.7
 * @errors invalid PIN
 * @source https://developer.electricimp.com/node/2535
 * @source https://developer.electricimp.com/node/896
 * @assumed any PIN is right; the text of the error; the imp005 has it from the same release on, where it came later; it does
 *   nothing on an imp006 without Wi-Fi
 */
function imp::net::configurewps(pin = "") {}

/**
 * Where the imp looks first for its Wi-Fi network: the access point that it joined last, or what imp.net.setwifihints() said.
 * @returns table bssid (string, 12 hexadecimal digits) and channel (integer); "" and -1 when there are no hints
 * @models -impC001
 * @since 37.32
 * @source https://developer.electricimp.com/node/2983
 * @source https://developer.electricimp.com/node/2868
 * @assumed every association is recorded, also while roaming
 */
function imp::net::getwifihints() {}

/**
 * Says where to look first for the Wi-Fi network. Wrong hints only cost time. The next association overwrites them.
 * @param bssid string|null 12 hexadecimal digits; null clears the hints
 * @param channel integer|null ignored without a bssid
 * @returns null
 * @models -impC001
 * @since 37.32
 * @errors invalid BSSID; invalid channel
 * @source https://developer.electricimp.com/node/2984
 * @source https://developer.electricimp.com/node/2868
 * @assumed that malformed hints are refused, and the texts of the errors; absent on the impC001 like imp.net.getwifihints()
 */
function imp::net::setwifihints(bssid, channel) {}

/**
 * Keeps Wi-Fi powered while the imp is disconnected, until it sleeps deeply or imp.reset() is called.
 * @returns null
 * @models -imp005 -imp006 -impC001
 * @since 40
 * @source https://developer.electricimp.com/node/3050
 * @source https://developer.electricimp.com/releasenotes/releases/release40
 * @assumed since impOS 40, whose notes speak of a new method against latency during reconnects; the method's page says 42
 */
function imp::net::latchwifipower() {}
