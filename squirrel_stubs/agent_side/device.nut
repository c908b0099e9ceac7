/**
 * The agent's imp.
 * @side agent
 * @source https://developer.electricimp.com/node/2301
 * @assumed it is a table
 */
device <- {};

/**
 * Registers the function that gets the imp's messages of a name. Each name has one: a later call replaces it.
 * A message without one is lost, and the log says so.
 * @param messageName string
 * @param callback function called with the message's data
 * @returns null
 * @source https://developer.electricimp.com/node/2382
 * @assumed messages that come before the first turn of the agent's program is over, as in a restart, wait for its end
 */
function device::on(messageName, callback) {}

/**
 * Sends a message to the imp. It is lost when the imp is not connected. What cannot be sent, see agent.send(), arrives
 * as null.
 * @param messageName string
 * @param data any
 * @returns null
 * @errors wrong number of parameters; too much data to serialize; too many nested tables or arrays to serialize
 * @source https://developer.electricimp.com/node/2470
 * @source https://developer.electricimp.com/node/2431
 * @source https://github.com/electricimp/MessageManager
 * @assumed the texts of the errors, and that data beyond
 *   256 KB or deeper than 64 tables and arrays in each other is refused
 */
function device::send(messageName, data) {}

/**
 * Whether the impCloud holds the imp to be connected. It asks every nine minutes.
 * @returns bool
 * @source https://developer.electricimp.com/node/2431
 */
function device::isconnected() {}

/**
 * Registers the function called when the imp connects, which may be before its program runs. There is one such function,
 * which can be replaced but not taken back.
 * @param callback function called with no parameters
 * @returns null
 * @source https://developer.electricimp.com/node/2417
 */
function device::onconnect(callback) {}

/**
 * Registers the function called when the imp was connected and is not any more. There is one such function, which can be
 * replaced but not taken back.
 * @param callback function called with an empty table if it has a parameter
 * @returns null
 * @source https://developer.electricimp.com/node/2479
 */
function device::ondisconnect(callback) {}

/**
 * What the impCloud knows of the imp.
 * @returns table id (string), isconnected (bool), ipaddress (string: where the imp's latest connection came from, "" when
 *   it has not connected since the agent started)
 * @source https://developer.electricimp.com/node/2914
 */
function device::info() {}
