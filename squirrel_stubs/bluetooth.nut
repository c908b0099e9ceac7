/**
 * Bluetooth LE, hardware.bluetooth.
 * @side instance
 * @models imp004m imp006
 * @source https://developer.electricimp.com/node/2896
 * @assumed every variant of an imp006 has it; a program that is suspended hears of Bluetooth later, but nothing is paused
 */
bluetooth <- {};

/**
 * Starts the radio. It is closed when nothing refers to the instance any more.
 * @param uart instance|null imp004m only: where the radio is
 * @param firmware string|instance|null imp004m only: the radio's firmware
 * @param options table|null imp004m only; of its keys mac, the radio's address, has an effect
 * @returns instance
 * @errors bluetooth.open() takes no parameters on this imp; a UART expected; Bluetooth firmware expected; invalid Bluetooth
 *   address; Bluetooth is already open
 * @source https://developer.electricimp.com/node/2900
 * @assumed it takes 500 ms; any firmware will do, and any UART, which stays free; the texts of the errors
 */
function bluetooth::open(uart = null, firmware = null, options = null) {}

/**
 * What bluetooth.open() returns.
 * @side instance
 * @models imp004m imp006
 * @source https://developer.electricimp.com/node/2896
 * @assumed once it is closed, every method but close() throws "Bluetooth is closed"
 */
btinstance <- {};

/**
 * The radio's address.
 * @returns string 12 hexadecimal digits
 * @errors Bluetooth is closed
 * @source https://developer.electricimp.com/node/2897
 * @assumed the one behind the Wi-Fi address
 */
function btinstance::address() {}

/**
 * Ends everything. Closing it again does nothing.
 * @returns null
 * @source https://developer.electricimp.com/node/2898
 */
function btinstance::close() {}

/**
 * Advertises this from now on.
 * @param advert string|instance up to 31 bytes, a string or a blob
 * @param shortest integer|null milliseconds between two, 20 to 10240
 * @param longest integer|null
 * @param response string|instance|null what is answered to a scan, up to 31 bytes
 * @returns null
 * @errors Bluetooth is closed; invalid interval; a string or a blob expected; advertising data is longer than 31 bytes
 * @source https://developer.electricimp.com/node/2904
 * @assumed 100 ms where a program does not say; halfway between the two; the texts of the errors
 */
function btinstance::startadvertise(advert, shortest = null, longest = null, response = null) {}

/**
 * Advertises no more.
 * @returns null
 * @errors Bluetooth is closed
 * @source https://developer.electricimp.com/node/2906
 */
function btinstance::stopadvertise() {}

/**
 * Scans from now on; the function gets what was heard.
 * @param callback function called with an array of tables: type, rssi, address, addresstype, data, time, rule
 * @returns null
 * @errors Bluetooth is closed
 * @source https://developer.electricimp.com/node/2905
 * @assumed up to 64 advertisements wait for a program that is busy; every advertisement in an open window is heard
 */
function btinstance::startscan(callback) {}

/**
 * Scans no more; what was heard and not told is lost.
 * @returns null
 * @errors Bluetooth is closed
 * @source https://developer.electricimp.com/node/2907
 */
function btinstance::stopscan() {}

/**
 * How it scans, now and later.
 * @param active bool whether it asks for scan responses
 * @param interval integer milliseconds, 3 to 10240
 * @param window integer for how many of these it listens
 * @returns null
 * @errors Bluetooth is closed; invalid interval; invalid window
 * @source https://developer.electricimp.com/api/hardware/bluetooth/setscanparams
 * @assumed the texts of the errors
 */
function btinstance::setscanparams(active, interval = 10, window = 10) {}

/**
 * Which advertisements are told, now and later.
 * @param rules array of tables: address, addresstype, minrssi, type, data, collect, collectmax; none has to be there
 * @returns null
 * @errors Bluetooth is closed; invalid scan filter; invalid Bluetooth address; a string or a blob expected; advertising data is
 *   longer than 31 bytes
 * @source https://developer.electricimp.com/api/hardware/bluetooth/setscanfilter
 * @assumed the first rule that matches counts; collect gathers for so many seconds, each advertisement of an address once;
 *   collectmax ends that early; patterns of addresses are missing; the texts of the errors
 */
function btinstance::setscanfilter(rules) {}

/**
 * What who connects can read and write, in the place of what there was.
 * @param services array of tables: uuid, and chars, an array of tables: uuid, value, read, write, flags
 * @returns null
 * @errors Bluetooth is closed; invalid GATT service; invalid UUID; a string or a blob expected
 * @source https://developer.electricimp.com/node/2901
 * @assumed UUIDs are numbers, or 4 or 32 hexadecimal digits; a characteristic is known by its UUID alone; functions may do what
 *   others may; notifications are missing; the texts of the errors
 */
function btinstance::servegatt(services) {}

/**
 * Takes connections from now on; the function gets each. null: takes none.
 * @param callback function|null called with a connection, which ends when the program does not keep it
 * @returns null
 * @errors Bluetooth is closed
 * @source https://developer.electricimp.com/node/2899
 * @assumed there is one connection at a time; it stands 100 ms after somebody has asked, 2 s later if they pair; null
 *   leaves one that stands
 */
function btinstance::onconnect(callback) {}

/**
 * What who connects must be able to: level 4 unless told otherwise.
 * @param level integer 1, 3 or 4
 * @param code integer|null the pairing code, 0 to 999999; levels 3 and 4 need it
 * @returns null
 * @errors Bluetooth is closed; invalid security level; invalid pairing code
 * @source https://developer.electricimp.com/node/2918
 * @assumed the texts of the errors
 */
function btinstance::setsecurity(level, code = null) {}

/**
 * The pairing code: a random one unless setsecurity() has set it.
 * @returns integer
 * @errors Bluetooth is closed
 * @source https://developer.electricimp.com/api/hardware/bluetooth/setsecurity
 * @assumed it is an integer
 */
function btinstance::getsecuritycode() {}

/**
 * What the function of onconnect() gets. The connection ends when nothing refers to it any more.
 * @side instance
 * @models imp004m imp006
 * @source https://developer.electricimp.com/node/2899
 */
btconnection <- {};

/**
 * The address of who is connected.
 * @returns string 12 hexadecimal digits
 * @source https://developer.electricimp.com/node/2899
 */
function btconnection::address() {}

/**
 * Ends the connection; onclose()'s function is not called.
 * @returns null
 * @source https://developer.electricimp.com/node/2899
 */
function btconnection::close() {}

/**
 * Registers a function for when the other side goes.
 * @param callback function|null called without parameters
 * @returns null
 * @source https://developer.electricimp.com/node/2899
 */
function btconnection::onclose(callback) {}

/**
 * The security level that is set.
 * @returns integer 1, 3 or 4
 * @source https://developer.electricimp.com/node/2899
 */
function btconnection::security() {}
