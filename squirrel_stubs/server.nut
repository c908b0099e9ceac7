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
 * @assumed a line that a suspended program has written without a connection is shown when it is written; the spelling of
 *   binary data; 16 bytes besides the text go into the send buffer
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
 * Connects. Under RETURN_ON_ERROR it returns at once and callback gets the outcome: one of the codes below; a later call's
 * callback takes an earlier one's place. Under SUSPEND_ON_ERROR it returns once there is a connection.
 * @param callback function|null called with the code
 * @param timeout integer|float seconds: 60 unless told otherwise, 120 where there is a modem
 * @returns null
 * @source https://developer.electricimp.com/api/server/connect
 * @assumed connected already, it calls back all the same; server.disconnect() meanwhile ends it with NOT_CONNECTED; while impOS seeks a lost connection it joins in;
 *   a time-out that is not positive is the default; impOS goes round the interfaces every 10 s
 */
function server::connect(callback = null, timeout = 60) {}

/**
 * Ends the connection and switches the network interfaces off. Under SUSPEND_ON_ERROR the next send connects again,
 * under RETURN_ON_ERROR only server.connect() does.
 * @returns null
 * @source https://developer.electricimp.com/node/2486
 * @assumed what is still in the send buffer and has no way to the server is lost
 */
function server::disconnect() {}

/**
 * Waits until the server has acknowledged everything that was sent.
 * @param timeout integer|float seconds
 * @returns integer 0, or a SEND_ERROR code
 * @source https://developer.electricimp.com/api/server/flush
 * @assumed a time-out leaves the connection as it is; under SUSPEND_ON_ERROR without a connection there is nothing to wait for
 */
function server::flush(timeout) {}

/**
 * Starts the program anew in a new VM; the network stays as it is.
 * @returns null it does not return
 * @source https://developer.electricimp.com/node/2933
 * @assumed it takes a second; before WAKEREASON_SW_RESTART was there (35.x) the wake reason is WAKEREASON_SW_RESET
 */
function server::restart() {}

/**
 * Registers a function for when a connection was lost and impOS has sought it for a minute in vain. Only under RETURN_ON_ERROR.
 * @param callback function|null called with the code of why
 * @returns null
 * @source https://developer.electricimp.com/node/2510
 * @assumed null takes it back; a new run of the program has none
 */
function server::onunexpecteddisconnect(callback) {}

/**
 * Registers a function for when new code has come; the program goes on until it calls server.restart().
 * @param callback function|null called with a SHUTDOWN code
 * @returns null
 * @source https://developer.electricimp.com/resources/imprestartoptions
 * @assumed null takes it back; nothing restarts a program that does not call server.restart()
 */
function server::onshutdown(callback) {}

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

/**
 * The program is to end for another reason.
 * @source https://developer.electricimp.com/node/2454
 * @side both
 */
const SHUTDOWN_OTHER = 3;

/**
 * The program is to end because there is new code.
 * @source https://developer.electricimp.com/node/2454
 * @side both
 */
const SHUTDOWN_NEWSQUIRREL = 1;

/**
 * The program is to end because there is a new impOS.
 * @source https://developer.electricimp.com/node/2454
 * @side both
 */
const SHUTDOWN_NEWFIRMWARE = 2;
