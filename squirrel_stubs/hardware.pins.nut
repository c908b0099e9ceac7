/**
 * A digital output: drives high and low.
 * @source https://developer.electricimp.com/node/2538
 * @assumed the number, which is that in public stubs for unit tests
 */
const DIGITAL_OUT = 1024;

/**
 * A digital output with an open drain: drives low or lets go.
 * @source https://developer.electricimp.com/node/2538
 * @assumed the number, which is that in public stubs for unit tests
 */
const DIGITAL_OUT_OD = 1280;

/**
 * A digital output with an open drain and a pull-up.
 * @source https://developer.electricimp.com/node/2538
 * @assumed the number, which is that in public stubs for unit tests
 */
const DIGITAL_OUT_OD_PULLUP = 1536;

/**
 * A digital input.
 * @source https://developer.electricimp.com/node/2538
 * @assumed the number, which is that in public stubs for unit tests
 */
const DIGITAL_IN = 256;

/**
 * A digital input with a pull-up.
 * @source https://developer.electricimp.com/node/2538
 * @assumed the number, which is that in public stubs for unit tests
 */
const DIGITAL_IN_PULLUP = 512;

/**
 * A digital input with a pull-down.
 * @source https://developer.electricimp.com/node/2538
 * @assumed the number, which is that in public stubs for unit tests
 */
const DIGITAL_IN_PULLDOWN = 768;

/**
 * A digital input with a pull-down that ends deep sleep when it goes high; wake-up pins only.
 * @source https://developer.electricimp.com/node/3158
 * @assumed the number, which is that in public stubs for unit tests; only a pin that goes high wakes the imp, one that is
 *   high already does not
 */
const DIGITAL_IN_WAKEUP = 2560;

/**
 * An analogue input.
 * @source https://developer.electricimp.com/node/2538
 * @assumed the number: the next one of those in public stubs for unit tests
 */
const ANALOG_IN = 1792;

/**
 * An analogue output, which drives a voltage.
 * @source https://developer.electricimp.com/node/2538
 * @assumed the number: the one after ANALOG_IN's
 */
const ANALOG_OUT = 2048;

/**
 * Pulse-width modulation.
 * @source https://developer.electricimp.com/node/2538
 * @assumed the number: the one after ANALOG_OUT's
 */
const PWM_OUT = 2304;

/**
 * A pulse counter: reading it takes as long as it counts.
 * @source https://developer.electricimp.com/node/2538
 * @assumed the number: the one after DIGITAL_IN_WAKEUP's
 */
const PULSE_COUNTER = 2816;

/**
 * A pin-triggered pulse generator.
 * @source https://developer.electricimp.com/node/2556
 * @assumed its name, and the number: the one after PULSE_COUNTER's
 */
const PTPG_OUT = 3072;
