/**
 * Asks the modem about the cell that serves it. This takes a while, so the answer comes to callback.
 * An impC001 gives the line of AT^SMONI, an imp006 the answers to AT+CGREG?, AT+QCSQ and AT+QNWINFO, a line each.
 * @param callback function called with one parameter, a string; empty when the modem is off or is switched off meanwhile
 * @returns null
 * @models impC001 imp006
 * @since 39.0
 * @errors no cellular interface
 * @source https://developer.electricimp.com/node/3083
 * @assumed it takes a second; a modem that is off gives an empty string, at once; several questions may be under way;
 *   an imp006 without a modem throws, and its text; which release of impOS 39 brought it (40 is the first public one)
 */
function imp::net::getcellinfo(callback) {}
