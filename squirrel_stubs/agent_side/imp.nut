/**
 * What agents have of the object imp.
 * @side agent
 * @source https://developer.electricimp.com/api/imp
 * @assumed it is a table
 */
imp <- {};

/**
 * Sets a timer: callback is called without parameters once interval has passed and nothing else runs.
 * Zero means as soon as the agent is idle; anything else is rounded up to centiseconds.
 * @param interval integer|float seconds, 0 to 10737418 (2^30 centiseconds)
 * @param callback function called with no parameters
 * @param name string|null for imp.cancelwakeup()
 * @returns instance|null the timer, or null when the interval is out of range
 * @source https://developer.electricimp.com/api/imp/wakeup
 * @assumed a name that is in use means the newer timer from then on; the older one stays
 */
function imp::wakeup(interval, callback, name = null) {}

/**
 * Takes a timer back. One that has fired already is left alone.
 * @param timerIdentifier instance|string what imp.wakeup() returned, or the timer's name
 * @returns null
 * @errors not a timer; no timer is called so
 * @source https://developer.electricimp.com/api/imp/cancelwakeup
 * @assumed the texts of the errors: for another object, and for the name of no timer or of one that has fired or was cancelled
 */
function imp::cancelwakeup(timerIdentifier) {}

/**
 * Halts the program; timers and messages wait.
 * @param sleepTime integer|float seconds, with a resolution of 1 us
 * @returns null
 * @source https://developer.electricimp.com/node/2497
 * @assumed a time that is not positive does not halt
 */
function imp::sleep(sleepTime) {}

/**
 * The release of impOS, like "d3992ca - release-36.13 - Tue Jan 31 11:51:49 2017 - production".
 * @returns string
 * @source https://developer.electricimp.com/node/2467
 * @assumed an agent runs the release of its imp
 */
function imp::getsoftwareversion() {}

/**
 * Where the program runs.
 * @returns integer ENVIRONMENT_AGENT
 * @source https://developer.electricimp.com/api/imp/environment
 */
function imp::environment() {}

/**
 * Free memory.
 * @returns integer bytes
 * @source https://developer.electricimp.com/node/2405
 * @assumed an agent has a million bytes; the sizes of values are those of the reference VM on a 32-bit machine
 */
function imp::getmemoryfree() {}

/**
 * Configuration: deviceid, the imp's id.
 * @returns table
 * @source https://developer.electricimp.com/node/2639
 */
imp.configparams <- null;

/**
 * Registers a function that gets the exceptions that nothing catches. Without one they restart the agent.
 * @param errorHandler function|null called with the exception
 * @returns null
 * @source https://developer.electricimp.com/node/2886
 * @assumed null takes it back
 */
function imp::onunhandledexception(errorHandler) {}

/**
 * imp.environment(): an imp001.
 * @side agent
 * @source https://developer.electricimp.com/api/imp/environment
 * @assumed its number
 */
const ENVIRONMENT_CARD = 0;

/**
 * imp.environment(): another imp.
 * @side agent
 * @source https://developer.electricimp.com/api/imp/environment
 * @assumed its number
 */
const ENVIRONMENT_MODULE = 1;

/**
 * imp.environment(): an agent.
 * @side agent
 * @source https://developer.electricimp.com/api/imp/environment
 * @assumed its number
 */
const ENVIRONMENT_AGENT = 2;
