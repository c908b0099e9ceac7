/**
 * Puts the imp into deep sleep at once: nothing is flushed. The program ends, and starts again when the imp wakes.
 * @param sleepTime integer|float seconds, 0 to 2419198 (28 days minus 2 s)
 * @returns null it does not return
 * @models -imp005
 * @errors sleep time out of range
 * @source https://developer.electricimp.com/node/2424
 * @assumed fractions of seconds count; the text of the error
 */
function imp::deepsleepfor(sleepTime) {}

/**
 * Puts the imp into deep sleep at once, until a time of day (UTC): nothing is flushed.
 * @param hour integer 0 to 23
 * @param minute integer 0 to 60
 * @param second integer 0 to 60
 * @param day integer|null 0 (SUNDAY) to 6, any day without it
 * @returns null it does not return
 * @models -imp005
 * @errors wake-up time out of range
 * @source https://developer.electricimp.com/node/2471
 * @assumed minute 60 and second 60 are those after 59; null is any day; the text of the error
 */
function imp::deepsleepuntil(hour, minute, second = 0, day = null) {}

/**
 * Restarts the imp as if by a cold boot, with wake reason SW_RESET.
 * @returns null it does not return
 * @since 37.0
 * @source https://developer.electricimp.com/node/2895
 * @assumed that the pre-releases of 38 had it from the first
 */
function imp::reset() {}

/**
 * Enables or disables BlinkUp. Before impOS 42 it counts from the next change of state on: 60 s of booting, 60 s of
 * connecting, idle. Without a call BlinkUp is active in the first two; disabled, still while booting before impOS 42.
 * @param enabled bool
 * @returns null
 * @source https://developer.electricimp.com/node/2413
 */
function imp::enableblinkup(enabled) {}

/**
 * The release of the boot ROM, in the form of imp.getsoftwareversion().
 * @returns string
 * @models -impC001
 * @source https://developer.electricimp.com/node/2377
 * @assumed the first release that its model ran
 */
function imp::getbootromversion() {}

/**
 * A day of the week for imp.deepsleepuntil() and its kin.
 * @source https://developer.electricimp.com/node/2471
 */
const SUNDAY = 0;

/**
 * A day of the week for imp.deepsleepuntil() and its kin.
 * @source https://developer.electricimp.com/node/2471
 */
const MONDAY = 1;

/**
 * A day of the week for imp.deepsleepuntil() and its kin.
 * @source https://developer.electricimp.com/node/2471
 */
const TUESDAY = 2;

/**
 * A day of the week for imp.deepsleepuntil() and its kin.
 * @source https://developer.electricimp.com/node/2471
 */
const WEDNESDAY = 3;

/**
 * A day of the week for imp.deepsleepuntil() and its kin.
 * @source https://developer.electricimp.com/node/2471
 */
const THURSDAY = 4;

/**
 * A day of the week for imp.deepsleepuntil() and its kin.
 * @source https://developer.electricimp.com/node/2471
 */
const FRIDAY = 5;

/**
 * A day of the week for imp.deepsleepuntil() and its kin.
 * @source https://developer.electricimp.com/node/2471
 */
const SATURDAY = 6;
