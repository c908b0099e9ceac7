/**
 * A pin, hardware.pin1 and so on: which ones there are depends on the model.
 * @side instance
 * @source https://developer.electricimp.com/node/2318
 */
pin <- {};

/**
 * Gives the pin a mode.
 * @param mode integer a digital mode: DIGITAL_OUT, DIGITAL_IN and those whose names begin so; or ANALOG_IN
 * @param setting integer|float|function|null of an output its starting state, 0 unless told; of an input a function that is
 *   called without parameters whenever the world has changed the pin's state
 * @returns null
 * @errors invalid pin mode; mode not supported on this pin; invalid starting state; a callback function expected
 * @source https://developer.electricimp.com/node/2538
 * @assumed every pin can have every digital mode but DIGITAL_IN_WAKEUP, and a callback; each change calls it, however
 *   short; what the program does itself calls nothing; a starting state other than 0 is high; the texts of the errors
 */
function pin::configure(mode, setting = null) {}

/**
 * The actual state of the pin, also of an output; of an analogue input its voltage.
 * @returns integer 0 or 1; of an analogue input 0 to 65535, which is the supply's voltage
 * @source https://developer.electricimp.com/node/2520
 * @assumed a pin without a mode can be read as well; what nothing drives or pulls is 0; where the imp and the world drive
 *   a pin against each other the lower one wins; from half the supply on it is 1; a reading has 12 bits, which its lower
 *   four repeat
 */
function pin::read() {}

/**
 * Sets the state of an output. An open-drain one drives low by 0 and lets go by 1.
 * @param value integer|float 0 or 1
 * @returns null
 * @errors pin is not configured as an output
 * @source https://developer.electricimp.com/node/2556
 * @assumed other values than 0 are 1; that it throws where the pin is no output, and the text; it takes no time
 */
function pin::write(value) {}

/**
 * Lets the pin be as at power-on: tri-stated, but for some of the imp005's.
 * @returns null
 * @source https://developer.electricimp.com/node/3139
 */
function pin::disable() {}
