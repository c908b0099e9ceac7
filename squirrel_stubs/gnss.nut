/**
 * The cellular modem's satellite receiver, hardware.gnss.
 * @side instance
 * @models imp006
 * @since 43.0
 * @source https://developer.electricimp.com/node/3173
 * @assumed a first fix takes 30 s from enable(), 10 s with assistance data; the kinds of satellites, NMEA sentences and other
 *   settings are missing
 */
gnss <- {};

/**
 * Opens a session, which ends when nothing refers to it any more.
 * @param callback function|null called with a table: ready, 1 once the modem answers, 0 when it does not
 * @returns instance
 * @errors no cellular modem; GNSS session is already open
 * @source https://developer.electricimp.com/node/3160
 * @assumed the modem takes 5 s, in use or not; without a SIM it never gets ready; the texts of the errors
 */
function gnss::open(callback = null) {}

/**
 * What gnss.open() returns. It has the slot assist.
 * @side instance
 * @models imp006
 * @since 43.0
 * @source https://developer.electricimp.com/node/3160
 * @assumed calls take 50 ms
 */
gnsssession <- {};

/**
 * Whether the receiver is on.
 * @returns table state: 0 or 1
 * @errors modem is not ready
 * @source https://developer.electricimp.com/node/3165
 */
function gnsssession::getstate() {}

/**
 * Switches the receiver on.
 * @param mode integer|null 1 to 4
 * @param longest integer|null seconds for a position, 1 to 255
 * @param farthest integer|null metres, 1 to 1000
 * @param count integer|null how many positions, 0 for no end, to 1000
 * @param rate integer|null seconds between the first and the second, 1 to 65535
 * @returns table status: 0, 504 when it is on, -4 for a wrong parameter
 * @errors modem is not ready
 * @source https://developer.electricimp.com/node/3163
 * @assumed the parameters change nothing; those of a BG95 are checked like a BG96's
 */
function gnsssession::enable(mode = null, longest = null, farthest = null, count = null, rate = null) {}

/**
 * Switches the receiver off.
 * @returns table status: 0, 505 when it is off
 * @errors modem is not ready
 * @source https://github.com/electricimp/BG96_GPS
 */
function gnsssession::disable() {}

/**
 * Asks where the imp is.
 * @param callback function called with a table: status, and quectel where there is a fix: utc, latitude, longitude, hdop,
 *   altitude, fix, cog, spkm, spkn, date, nsat
 * @param mode integer how angles are written, 0 to 2
 * @returns null
 * @errors modem is not ready; GNSS callback is pending
 * @source https://developer.electricimp.com/node/3166
 * @source https://github.com/electricimp/BG96_GPS
 * @assumed all are strings; 505 when it is off, 516 without a fix, -4 for a wrong mode
 */
function gnsssession::readposition(callback, mode = 0) {}

/**
 * A session's assistance data, session.assist.
 * @side instance
 * @models imp006
 * @since 43.0
 * @source https://github.com/electricimp/BG96_GPS
 * @assumed any data will do, and is good for a week; the modem keeps it without power
 */
gnssassist <- {};

/**
 * Gives the receiver assistance data.
 * @param callback function called with a table: status, 0 when it was taken
 * @param data string|instance a string or a blob
 * @returns null
 * @errors modem is not ready; GNSS callback is pending; a string or a blob expected
 * @source https://github.com/electricimp/BG96_GPS
 */
function gnssassist::load(callback, data) {}

/**
 * What data there is.
 * @returns table status: 0 or 509; injecteddatatime, and xtradatadurtime in minutes
 * @errors modem is not ready
 * @source https://github.com/electricimp/BG96_GPS
 */
function gnssassist::read() {}

/**
 * Has the receiver use the data.
 * @returns table status: 0, 509 without any
 * @errors modem is not ready
 * @source https://github.com/electricimp/BG96_GPS
 */
function gnssassist::enable() {}

/**
 * Has the receiver forget what it knows, by a mode from 0 to 3; 3 deletes the assistance data.
 * @param mode integer
 * @returns table status: 0, 504 while it is on, -4 for a wrong mode
 * @errors modem is not ready
 * @source https://github.com/electricimp/BG96_GPS
 */
function gnssassist::reset(mode = 0) {}
