/**
 * Looks for Wi-Fi networks, whether the imp is connected or not. Without a callback the program waits for the end of the scan.
 * Only one scan can run at a time. Switching Wi-Fi off cuts a scan short: it then tells what it has found so far.
 * @param callback function called with the array, once the scan is over
 * @returns array|null without a callback: a table for each access point, with ssid (string, "" for a hidden network),
 *   bssid (string, 12 hexadecimal digits), channel (integer), rssi (integer, dBm) and open (bool, whether it needs no key)
 * @models -impC001
 * @errors scan already running in imp.scanwifinetworks(callback)
 * @source https://developer.electricimp.com/node/2376
 * @assumed a scan takes 0.1 s per channel; networks are in the order of their channels; an imp006 without Wi-Fi finds none;
 *   null with a callback; a restart of the program ends its scan
 */
function imp::scanwifinetworks(callback = null) {}
