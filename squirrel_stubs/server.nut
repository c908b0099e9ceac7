/**
 * The impCloud, as the device sees it.
 * @source https://developer.electricimp.com/node/2291
 * @assumed it is a table
 */
server <- {};

/**
 * Writes a line into the device's log.
 * @param message any numbers and other values are shown as tostring() shows them; what is not UTF-8 is shown as binary
 * @returns integer 0, or a SEND_ERROR code
 * @source https://developer.electricimp.com/node/2398
 * @assumed offline under SUSPEND_ON_ERROR the line is recorded and the program goes on: that the imp suspends it is not
 *   simulated yet; the spelling of binary data
 */
function server::log(message) {}

/**
 * Writes a line into the device's log as an error; it is shown after "ERROR: ".
 * @param message any
 * @returns integer 0, or a SEND_ERROR code
 * @source https://developer.electricimp.com/node/2347
 * @assumed as server.log()
 */
function server::error(message) {}

/**
 * Whether the imp is connected to the impCloud.
 * @returns bool
 * @source https://developer.electricimp.com/node/2411
 */
function server::isconnected() {}

/**
 * Says what happens when sending fails.
 * @param onError integer SUSPEND_ON_ERROR, RETURN_ON_ERROR or RETURN_ON_ERROR_NO_DISCONNECT
 * @param waitUntil integer WAIT_TIL_SENT or WAIT_FOR_ACK
 * @param timeout integer|float seconds
 * @returns null
 * @errors invalid policy; invalid wait
 * @source https://developer.electricimp.com/api/server/setsendtimeoutpolicy
 * @assumed the texts of the errors
 */
function server::setsendtimeoutpolicy(onError, waitUntil, timeout) {}

/**
 * Suspend the program until the connection is back.
 * @source https://developer.electricimp.com/api/server/setsendtimeoutpolicy
 */
const SUSPEND_ON_ERROR = 0;

/**
 * Go on and return error codes.
 * @source https://developer.electricimp.com/api/server/setsendtimeoutpolicy
 */
const RETURN_ON_ERROR = 1;

/**
 * As RETURN_ON_ERROR, but a full buffer does not disconnect.
 * @since 37.0
 * @source https://developer.electricimp.com/api/server/setsendtimeoutpolicy
 * @assumed its number
 */
const RETURN_ON_ERROR_NO_DISCONNECT = 2;

/**
 * Sending has succeeded once the data is in the send buffer.
 * @source https://developer.electricimp.com/api/server/setsendtimeoutpolicy
 */
const WAIT_TIL_SENT = 0;

/**
 * Sending has succeeded once the server has acknowledged the data.
 * @source https://developer.electricimp.com/api/server/setsendtimeoutpolicy
 */
const WAIT_FOR_ACK = 1;

/**
 * Not sent: the imp is not connected.
 * @source https://developer.electricimp.com/node/2291
 */
const SEND_ERROR_NOT_CONNECTED = 1;

/**
 * Not sent: it took too long.
 * @source https://developer.electricimp.com/node/2291
 */
const SEND_ERROR_TIMEOUT = 2;

/**
 * Not sent: the connection was lost.
 * @source https://developer.electricimp.com/node/2291
 */
const SEND_ERROR_DISCONNECTED = 3;

/**
 * Not sent: the buffer is full.
 * @source https://developer.electricimp.com/node/2291
 */
const SEND_ERROR_WOULDBLOCK = 4;

/**
 * Not connected, for a reason that no other code tells.
 * @source https://developer.electricimp.com/api/server/connect
 */
const NOT_CONNECTED = 0;

/**
 * Not connected: Wi-Fi found or joined no network.
 * @source https://developer.electricimp.com/api/server/connect
 */
const NO_WIFI = 1;

/**
 * Not connected: Ethernet has no link.
 * @source https://developer.electricimp.com/api/server/connect
 */
const NO_LINK = 1;

/**
 * Not connected: no address was handed out.
 * @source https://developer.electricimp.com/api/server/connect
 */
const NO_IP_ADDRESS = 2;

/**
 * Not connected: the server's name was not resolved.
 * @source https://developer.electricimp.com/api/server/connect
 */
const NOT_RESOLVED = 3;

/**
 * Not connected: the server did not answer.
 * @source https://developer.electricimp.com/api/server/connect
 */
const NO_SERVER = 4;

/**
 * Connected.
 * @source https://developer.electricimp.com/api/server/connect
 */
const SERVER_CONNECTED = 5;

/**
 * Not connected: the proxy did not answer.
 * @since 33
 * @source https://developer.electricimp.com/api/server/connect
 */
const NO_PROXY = 6;

/**
 * Not connected: the proxy did not take the credentials.
 * @since 33
 * @source https://developer.electricimp.com/api/server/connect
 */
const NOT_AUTHORISED = 7;

/**
 * Not connected: the modem does not answer.
 * @since 39.0
 * @source https://developer.electricimp.com/node/2510
 * @assumed that the pre-releases of 40 had it
 */
const NO_MODEM = 8;

/**
 * Not connected: no usable SIM.
 * @since 39.0
 * @source https://developer.electricimp.com/node/2510
 * @assumed that the pre-releases of 40 had it
 */
const SIM_ERROR = 9;

/**
 * Not connected: no cellular network in reach.
 * @since 39.0
 * @source https://developer.electricimp.com/node/2510
 * @assumed that the pre-releases of 40 had it
 */
const NO_REGISTRATION = 10;

/**
 * Not connected: the cellular network refused the SIM.
 * @since 39.0
 * @source https://developer.electricimp.com/node/2510
 * @assumed that the pre-releases of 40 had it
 */
const REGISTRATION_DENIED = 11;

/**
 * Not connected: no data session.
 * @since 39.0
 * @source https://developer.electricimp.com/node/2510
 * @assumed its number, by sequence; that the pre-releases of 40 had it
 */
const NO_PPP_CONNECTION = 12;
