/**
 * The imp's hardware.
 * @source https://developer.electricimp.com/node/2300
 * @assumed it is a table
 */
hardware <- {};

/**
 * The device's id: 16 hexadecimal digits.
 * @returns string
 * @source https://developer.electricimp.com/node/3141
 */
function hardware::getdeviceid() {}

/**
 * Time since the imp started.
 * @returns integer milliseconds, wrapping at 32 bits
 * @source https://developer.electricimp.com/node/2300
 * @assumed a call takes 5 us
 */
function hardware::millis() {}

/**
 * Time since the imp started.
 * @returns integer microseconds, wrapping at 32 bits
 * @source https://developer.electricimp.com/node/2300
 * @assumed a call takes 5 us
 */
function hardware::micros() {}

/**
 * Why the program was started.
 * @returns integer one of the WAKEREASON constants
 * @source https://developer.electricimp.com/node/2407
 */
function hardware::wakereason() {}

/**
 * The supply's voltage, which is that of analogue readings' upper end.
 * @models -imp005
 * @returns float volts
 * @source https://developer.electricimp.com/node/2444
 * @assumed the nominal 3.3 V unless the world says otherwise; it is exact, where a device may be 2 per cent off
 */
function hardware::voltage() {}

/**
 * The voltage of the battery, before the regulator.
 * @models imp003 imp004m impC001
 * @returns float volts
 * @source https://developer.electricimp.com/node/2410
 * @assumed that of the supply unless the world says otherwise
 */
function hardware::vbat() {}

/**
 * What the light sensor for BlinkUp measures.
 * @returns integer 0 to 65535, which is brightest
 * @source https://developer.electricimp.com/node/2447
 * @assumed every model has one; 20000 unless the world says otherwise; it has 12 bits, as other analogue readings
 */
function hardware::lightlevel() {}

/**
 * Power came.
 * @source https://developer.electricimp.com/node/2407
 */
const WAKEREASON_POWER_ON = 0;

/**
 * The time of a deep sleep was over.
 * @source https://developer.electricimp.com/node/2407
 */
const WAKEREASON_TIMER = 1;

/**
 * imp.reset(), or memory ran out.
 * @source https://developer.electricimp.com/node/2407
 */
const WAKEREASON_SW_RESET = 2;

/**
 * The wake pin.
 * @source https://developer.electricimp.com/node/2407
 */
const WAKEREASON_PIN = 3;

/**
 * A new program was deployed.
 * @source https://developer.electricimp.com/node/2407
 */
const WAKEREASON_NEW_SQUIRREL = 4;

/**
 * Nothing caught an exception of the program.
 * @source https://developer.electricimp.com/node/2407
 */
const WAKEREASON_SQUIRREL_ERROR = 5;

/**
 * A new impOS was installed.
 * @source https://developer.electricimp.com/node/2407
 */
const WAKEREASON_NEW_FIRMWARE = 6;

/**
 * The imp slept to try connecting again.
 * @source https://developer.electricimp.com/node/2407
 */
const WAKEREASON_SNOOZE = 7;

/**
 * The reset pin.
 * @source https://developer.electricimp.com/node/2407
 */
const WAKEREASON_HW_RESET = 8;

/**
 * A BlinkUp.
 * @source https://developer.electricimp.com/node/2407
 */
const WAKEREASON_BLINKUP = 9;

/**
 * server.restart().
 * @since 35.0
 * @source https://developer.electricimp.com/node/2407
 * @assumed that the pre-releases of 36 had it
 */
const WAKEREASON_SW_RESTART = 10;

/**
 * The supply recovered from a brown-out.
 * @since 39.0
 * @source https://developer.electricimp.com/node/2407
 */
const WAKEREASON_POWER_RESTORED = 11;

/**
 * The older name of WAKEREASON_PIN.
 * @source https://developer.electricimp.com/node/2407
 * @assumed that newer releases still have it; public code uses it
 */
const WAKEREASON_PIN1 = 3;
