/**
 * The imp itself.
 * @source https://developer.electricimp.com/api/imp
 * @assumed it is a table
 */
imp <- {};

/**
 * Sets a timer: callback is called without parameters once interval has passed and nothing else runs.
 * Zero means as soon as the imp is idle; anything else is rounded up to centiseconds.
 * @param interval integer|float seconds, 0 to 10737418 (2^30 centiseconds)
 * @param callback function called with no parameters
 * @returns instance|null the timer, or null when the interval is out of range
 * @source https://developer.electricimp.com/api/imp/wakeup
 * @assumed callbacks of timers of interval 0 run before the one of imp.onidle()
 */
function imp::wakeup(interval, callback) {}

/**
 * Takes a timer back. One that has fired already is left alone.
 * @param timer instance what imp.wakeup() returned
 * @returns null
 * @errors not a timer
 * @source https://developer.electricimp.com/api/imp/cancelwakeup
 * @assumed the text of the error for another object
 */
function imp::cancelwakeup(timer) {}

/**
 * Has callback called once, when the imp is next idle. There is one such callback: a later call replaces it, null takes it back.
 * @param callback function|null called with no parameters
 * @returns null
 * @source https://developer.electricimp.com/node/2440
 */
function imp::onidle(callback) {}

/**
 * Halts the program. The network and everything else of the imp go on; callbacks wait.
 * @param sleepTime integer|float seconds, with a resolution of 1 us
 * @returns null
 * @source https://developer.electricimp.com/node/2497
 * @assumed a time that is not positive does not halt
 */
function imp::sleep(sleepTime) {}

/**
 * What kind of imp this is: an object with the one member type, like "imp005". It cannot be iterated.
 * @returns instance
 * @source https://developer.electricimp.com/node/2321
 */
function imp::info() {}

/**
 * The release of impOS, like "d3992ca - release-36.13 - Tue Jan 31 11:51:49 2017 - production".
 * @returns string
 * @source https://developer.electricimp.com/node/2467
 * @assumed the hash at its beginning is made from the release; the dates stand in releases.toml
 */
function imp::getsoftwareversion() {}

/**
 * Where the program runs.
 * @returns integer ENVIRONMENT_CARD on an imp001, ENVIRONMENT_MODULE on others
 * @source https://developer.electricimp.com/api/imp/environment
 * @assumed that only the imp001 is a card
 */
function imp::environment() {}

/**
 * Free memory.
 * @returns integer bytes
 * @source https://developer.electricimp.com/node/2405
 * @assumed the sizes of values are those of the reference VM on a 32-bit machine
 */
function imp::getmemoryfree() {}

/**
 * Configuration that the factory gave; factory_imp_device_id where the imp was blessed by a factory imp.
 * @returns table
 * @source https://developer.electricimp.com/node/2639
 * @assumed empty: the imp was not blessed by a factory imp
 */
imp.configparams <- null;

/**
 * Registers a function that gets the exceptions that nothing catches. Without one they restart the program.
 * @param errorHandler function|null called with the exception
 * @returns null
 * @source https://developer.electricimp.com/node/2886
 * @assumed null takes it back; the program goes on once it has returned
 */
function imp::onunhandledexception(errorHandler) {}

/**
 * The Wi-Fi MAC address: 12 lower-case hexadecimal digits. Deprecated for imp.net.info().
 * @returns string
 * @models -impC001
 * @source https://developer.electricimp.com/node/2487
 * @assumed an imp006 without Wi-Fi tells the last 12 digits of its device id
 */
function imp::getmacaddress() {}

/**
 * The SSID of the network that is stored, "" when there is none. Deprecated for imp.net.info().
 * @returns string
 * @models -impC001
 * @source https://developer.electricimp.com/node/2435
 */
function imp::getssid() {}

/**
 * The BSSID of the access point in use, twelve zeroes while Wi-Fi is off. Deprecated for imp.net.info().
 * @returns string
 * @models -impC001
 * @source https://developer.electricimp.com/node/2391
 */
function imp::getbssid() {}

/**
 * The Wi-Fi channel in use, 0 while Wi-Fi is off. Deprecated for imp.net.info().
 * @returns integer
 * @models -impC001
 * @source https://developer.electricimp.com/node/2385
 */
function imp::getchannel() {}

/**
 * The Wi-Fi signal strength. Deprecated for imp.net.info().
 * @returns integer dBm, 0 while Wi-Fi is off
 * @models -impC001
 * @source https://developer.electricimp.com/node/2358
 * @assumed 0 while Wi-Fi is off
 */
function imp::rssi() {}

/**
 * The same as imp.rssi().
 * @returns integer
 * @models -impC001
 * @source https://developer.electricimp.com/node/2358
 * @assumed 0 while Wi-Fi is off
 */
function imp::getrssi() {}

/**
 * Whether Wi-Fi saves power between packets. Off after a cold boot.
 * @returns bool
 * @models -impC001
 * @source https://developer.electricimp.com/node/2386
 * @assumed false on an imp006 without Wi-Fi
 */
function imp::getpowersave() {}

/**
 * Switches power saving of Wi-Fi.
 * @param state bool
 * @returns null
 * @models -impC001
 * @source https://developer.electricimp.com/node/2372
 */
function imp::setpowersave(state) {}

/**
 * The Wi-Fi region code: two letters in the low half, a revision in the high one.
 * @returns integer
 * @models -impC001
 * @source https://developer.electricimp.com/api/imp/setcountry
 * @assumed absent on the impC001, which has no Wi-Fi; 0 on an imp006 without Wi-Fi
 */
function imp::getcountry() {}

/**
 * Stores the Wi-Fi network for the next connections; the one in use stays.
 * @param ssid string up to 32 characters
 * @param key string "" for an open network
 * @returns null
 * @models -impC001
 * @errors ssid too long; key too long
 * @source https://developer.electricimp.com/node/2395
 * @assumed absent on the impC001, which has no Wi-Fi; that and how a long SSID or key is refused
 */
function imp::setwificonfiguration(ssid, key) {}

/**
 * Stores a fixed address for the next connections.
 * @param ip string a dotted quad
 * @param netmask string a dotted quad
 * @param gateway string a dotted quad
 * @param dns array one or two strings, each a dotted quad
 * @returns null
 * @models -impC001
 * @errors invalid IP address; one or two DNS servers expected
 * @source https://developer.electricimp.com/node/2323
 * @assumed absent on the impC001, where it does not apply; the texts of the errors
 */
function imp::setstaticnetworkconfiguration(ip, netmask, gateway, dns) {}

/**
 * Stores a proxy for the next connections. imp.net.info() tells it at once, but for the password.
 * @param proxyType integer PROXY_TYPE_HTTP
 * @param address string a dotted quad or a name of up to 64 characters
 * @param port integer 0 to 65535
 * @param username string up to 32 characters
 * @param password string up to 32 characters, required with a username
 * @returns null
 * @models -impC001
 * @errors invalid proxy type; invalid proxy address; invalid proxy port; invalid proxy credentials
 * @source https://developer.electricimp.com/node/2490
 * @assumed absent on the impC001, where it does not apply; the texts of the errors
 */
function imp::setproxy(proxyType, address, port, username = "", password = "") {}

/**
 * Clears what is stored of the network, for the next connections.
 * @param action integer CONFIG_WIFI, CONFIG_STATIC_NETWORK, CONFIG_PROXY or CONFIG_ALL
 * @returns null
 * @source https://developer.electricimp.com/node/2404
 */
function imp::clearconfiguration(action = CONFIG_ALL) {}

/**
 * Asks for a TCP send window; about 30 KB is the most.
 * @param size integer bytes
 * @returns integer the size before
 * @source https://developer.electricimp.com/node/2430
 * @assumed the size is taken as asked for, up to 30720
 */
function imp::setsendbuffersize(size) {}

/**
 * The program runs in the cloud.
 * @side both
 * @source https://developer.electricimp.com/api/imp/environment
 * @assumed its number
 */
const ENVIRONMENT_AGENT = 2;

/**
 * The program runs on an imp card.
 * @side both
 * @source https://developer.electricimp.com/api/imp/environment
 * @assumed its number
 */
const ENVIRONMENT_CARD = 0;

/**
 * The program runs on an imp module.
 * @side both
 * @source https://developer.electricimp.com/api/imp/environment
 * @assumed its number
 */
const ENVIRONMENT_MODULE = 1;

/**
 * A proxy that takes HTTP CONNECT.
 * @source https://developer.electricimp.com/node/2490
 * @assumed its number
 */
const PROXY_TYPE_HTTP = 1;

/**
 * Clear the stored Wi-Fi network.
 * @source https://developer.electricimp.com/node/2404
 * @assumed its number
 */
const CONFIG_WIFI = 1;

/**
 * Clear the stored address.
 * @source https://developer.electricimp.com/node/2404
 * @assumed its number
 */
const CONFIG_STATIC_NETWORK = 2;

/**
 * Clear the stored proxy.
 * @source https://developer.electricimp.com/node/2404
 * @assumed its number
 */
const CONFIG_PROXY = 4;

/**
 * Clear all that is stored of the network.
 * @source https://developer.electricimp.com/node/2404
 * @assumed its number
 */
const CONFIG_ALL = 7;
