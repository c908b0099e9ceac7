/**
 * The imp's agent, as the imp sees it.
 * @source https://developer.electricimp.com/node/2309
 * @assumed it is a table
 */
agent <- {};

/**
 * Registers the function that gets the agent's messages of a name. Each name has one: a later call replaces it.
 * A message without one is lost, and the log says so.
 * @param messageName string
 * @param callback function called with the message's data
 * @returns null
 * @source https://developer.electricimp.com/node/2495
 * @source https://developer.electricimp.com/troubleshooting/nohandler
 * @assumed a message that arrives before its handler is registered is lost even if the program has not ended its turn
 */
function agent::on(messageName, callback) {}

/**
 * Sends a message to the agent. Functions, classes, instances, and slots whose key is not text are left out, which
 * the log tells; strings that are neither ASCII nor UTF-8, or have a NUL in them, arrive as blobs.
 * @param messageName string
 * @param data any
 * @returns integer 0, or a SEND_ERROR code
 * @errors wrong number of parameters; too much data to serialize; too many nested tables or arrays to serialize
 * @source https://developer.electricimp.com/node/2509
 * @source https://developer.electricimp.com/node/824
 * @assumed data that cannot be serialised arrives as null; arrays close gaps; the texts of the errors, and that data beyond
 *   256 KB or deeper than 64 tables and arrays in each other is refused
 */
function agent::send(messageName, data) {}
