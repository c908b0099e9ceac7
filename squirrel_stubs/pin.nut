/**
 * A pin, hardware.pin1 and so on: which ones there are, and what each can do, depends on the model.
 * @side instance
 * @source https://developer.electricimp.com/node/2318
 */
pin <- {};

/**
 * Gives the pin a mode. What follows it depends on that:
 * DIGITAL_OUT and those whose names begin so: the starting state, 0 unless told.
 * DIGITAL_IN and those whose names begin so: a function that is called whenever the world has changed the pin's state.
 * ANALOG_IN: nothing. ANALOG_OUT: the starting value, 0.0 to 1.0 of the supply, 0.0 unless told.
 * PWM_OUT: the period in seconds, and the share of it for which the pin is high, 0.0 to 1.0.
 * PULSE_COUNTER: the seconds for which it counts.
 * PTPG_OUT: the pin that triggers it, and in seconds the delay until its pulse and how long that lasts.
 * @param mode integer one of the constants
 * @param setting integer|float|function|instance|null what comes first
 * @param second integer|float|null what comes then
 * @param third integer|float|null what comes last
 * @returns null
 * @errors invalid pin mode; mode not supported on this pin; invalid starting state; a callback function expected; invalid
 *   period; invalid delay; the pin cannot be triggered by that one
 * @source https://developer.electricimp.com/node/2538
 * @assumed every pin can have every digital mode but DIGITAL_IN_WAKEUP, and a callback; each change calls it, however
 *   short, but for edges of a signal less than 20 us apart; what the program does itself calls nothing; a starting state
 *   other than 0 is high; the texts of the errors; a duty beyond its ends is at the end; a period of up to a million
 *   seconds, to the nanosecond; the parameters of PTPG_OUT
 */
function pin::configure(mode, setting = null, second = null, third = null) {}

/**
 * The actual state of the pin, also of an output; the voltage of an analogue one; of a pulse counter, after the seconds for
 * which it counts, how often the pin has gone high.
 * @returns integer 0 or 1; of an analogue pin 0 to 65535, which is the supply's voltage; of a pulse counter a number
 * @source https://developer.electricimp.com/node/2520
 * @assumed a pin without a mode can be read as well; what nothing drives or pulls is 0; where the imp and the world drive
 *   a pin against each other the lower one wins; from half the supply on it is 1; a reading has 12 bits, which its lower
 *   four repeat
 */
function pin::read() {}

/**
 * Sets an output: the state of a digital one, where an open drain drives low by 0 and lets go by 1; the share of the
 * supply's voltage that an analogue one drives; the share of time for which PWM is high; the delay of PTPG in seconds.
 * @param value integer|float
 * @returns null
 * @errors invalid delay
 * @source https://developer.electricimp.com/node/2556
 * @source https://github.com/electricimp/examples
 * @assumed other values than 0 are 1 for a digital output; nothing happens where the pin is no output, as public code writes
 *   to pins before it configures them; it takes no time
 */
function pin::write(value) {}

/**
 * The period of PWM, or how long the pulse of PTPG lasts.
 * @returns float seconds
 * @errors pin is not configured for PWM or PTPG
 * @source https://developer.electricimp.com/api/hardware/pin/getperiod
 * @assumed what it means for PTPG; the text of the error
 */
function pin::getperiod() {}

/**
 * How long PTPG waits after its trigger.
 * @returns float seconds
 * @errors pin is not configured for PTPG
 * @source https://developer.electricimp.com/api/hardware/pin/getdelay
 * @assumed the text of the error
 */
function pin::getdelay() {}

/**
 * Lets the pin be as at power-on: tri-stated, but for some of the imp005's.
 * @returns null
 * @source https://developer.electricimp.com/node/3139
 */
function pin::disable() {}
