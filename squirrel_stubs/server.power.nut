/**
 * Sends what waits to be sent, then puts the imp into deep sleep. The program ends, and starts again when the imp wakes.
 * @param sleepTime integer|float seconds, 0 to 2419198 (28 days minus 2 s)
 * @returns null it does not return
 * @models -imp005
 * @errors sleep time out of range
 * @source https://developer.electricimp.com/node/2339
 * @assumed fractions of seconds count; the text of the error
 */
function server::sleepfor(sleepTime) {}

/**
 * Sends what waits to be sent, then puts the imp into deep sleep until a time of day (UTC).
 * @param hour integer 0 to 23
 * @param minute integer 0 to 60
 * @param second integer 0 to 60
 * @param dayOfWeek integer|null 0 (SUNDAY) to 6, any day without it
 * @returns null it does not return
 * @models -imp005
 * @errors wake-up time out of range
 * @source https://developer.electricimp.com/node/2364
 * @assumed minute 60 and second 60 are those after 59; null is any day; the text of the error
 */
function server::sleepuntil(hour, minute, second = 0, dayOfWeek = null) {}

/**
 * Tells the server when the imp will be back, and disconnects. Deprecated.
 * @param sleepTime integer|float seconds, 0 to 2419198
 * @returns integer 0, or a SEND_ERROR code
 * @errors sleep time out of range
 * @source https://developer.electricimp.com/api/server/expectonlinein
 * @assumed the text of the error
 */
function server::expectonlinein(sleepTime) {}

/**
 * Tells the server at what time of day (UTC) the imp will be back, and disconnects. Deprecated.
 * @param hour integer 0 to 23
 * @param minute integer 0 to 60
 * @param second integer 0 to 60
 * @param dayOfWeek integer|null 0 (SUNDAY) to 6, any day without it
 * @returns integer 0, or a SEND_ERROR code
 * @errors wake-up time out of range
 * @source https://developer.electricimp.com/api/server/expectonlineat
 * @assumed the text of the error
 */
function server::expectonlineat(hour, minute, second = 0, dayOfWeek = null) {}

/**
 * Blesses a device on the production line. Factory firmware only: elsewhere it logs an error, and the callback gets false.
 * @param testSuccess bool
 * @param callback function called with whether it was blessed
 * @returns null
 * @source https://developer.electricimp.com/api/server/bless
 * @assumed that elsewhere it logs as server.factoryblinkup() does, and the text
 */
function server::bless(testSuccess, callback) {}

/**
 * Has a factory's BlinkUp fixture configure a device. Elsewhere it logs that this is not a factory imp.
 * @param ssid string
 * @param password string
 * @param pin any a pin object
 * @param flags integer
 * @param apn string from impOS 47 on
 * @returns null
 * @source https://developer.electricimp.com/node/2516
 * @assumed releases before 47 overlook an apn
 */
function server::factoryblinkup(ssid, password, pin, flags, apn = "") {}

/**
 * Showed a text in the planner of old. Deprecated.
 * @param text any
 * @returns null
 * @source https://developer.electricimp.com/node/2291
 * @assumed it does nothing any more
 */
function server::show(text) {}
