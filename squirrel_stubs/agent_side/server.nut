/**
 * The impCloud, as the agent sees it.
 * @side agent
 * @source https://developer.electricimp.com/node/2291
 * @assumed it is a table
 */
server <- {};

/**
 * Writes a line into the device's log, as the agent's.
 * @param message any numbers and other values are shown as tostring() shows them; what is not UTF-8 is shown as binary
 * @returns integer 0
 * @source https://developer.electricimp.com/node/2398
 */
function server::log(message) {}

/**
 * Writes a line into the device's log as the agent's error; it is shown after "ERROR: ".
 * @param message any
 * @returns integer 0
 * @source https://developer.electricimp.com/node/2347
 */
function server::error(message) {}

/**
 * Keeps a table across restarts, in the place of the one kept before. What the format cannot hold is left out; the log
 * says so.
 * @param dataToSave table
 * @param formatType integer 1: JSON, without blobs and strings that are not text; 2: binary
 * @returns integer 0
 * @errors too much data to serialize; invalid format type; too many nested tables or arrays to serialize
 * @source https://developer.electricimp.com/api/server/save
 * @source https://developer.electricimp.com/node/826
 * @source https://developer.electricimp.com/node/824
 * @assumed the texts of the errors and of the line in the log; that binary data is measured as messages are
 */
function server::save(dataToSave, formatType = 1) {}

/**
 * What server.save() has kept.
 * @returns table a new copy, empty when nothing was saved
 * @source https://developer.electricimp.com/node/2505
 */
function server::load() {}

/**
 * Starts the agent's program again. Does not return.
 * @returns null
 * @source https://developer.electricimp.com/node/2378
 */
function server::restart() {}

/**
 * Registers the function called when the impCloud wants the agent to restart; server.restart() then does it. Without one
 * it restarts at once.
 * @param callback function|null called with one of the SHUTDOWN constants
 * @returns null
 * @source https://developer.electricimp.com/node/2378
 * @assumed that agents have it: the page about server.restart() says so, the one about server.onshutdown() does not
 */
function server::onshutdown(callback) {}

/**
 * A restart because a new program was deployed.
 * @side agent
 * @source https://developer.electricimp.com/node/2454
 */
const SHUTDOWN_NEWSQUIRREL = 1;

/**
 * A restart because of a new impOS.
 * @side agent
 * @source https://developer.electricimp.com/node/2454
 */
const SHUTDOWN_NEWFIRMWARE = 2;

/**
 * A restart for another reason.
 * @side agent
 * @source https://developer.electricimp.com/node/2454
 */
const SHUTDOWN_OTHER = 3;
