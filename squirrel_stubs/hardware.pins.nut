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
