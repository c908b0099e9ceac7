/**
 * The speed of the Ethernet link, whichever interface reaches the server: a way to see a cable that is plugged in
 * while Wi-Fi is in use. Deprecated for imp.net.info().
 * @returns integer 10 or 100 (Mbit/s), or 0 without a link
 * @models imp005
 * @since 33.0
 * @source https://developer.electricimp.com/node/2400
 * @assumed 0 while the imp is disconnected: the PHY has no power then
 */
function imp::getethernetspeed() {}
