/**
 * Makes buses ready for use, before each had a configure() of its own.
 * @models imp001 imp002
 * @param first integer SPI_257 and the like
 * @param second integer|null another one
 * @param third integer|null another one
 * @param fourth integer|null another one
 * @returns null
 * @errors invalid peripheral
 * @source https://developer.electricimp.com/node/2493
 * @assumed newer models do not have it; what it sets: I2C at 100 kHz, SPI at 1 MHz, UARTs at 9600 8N1 without flow control;
 *   the text
 */
function hardware::configure(first, second = null, third = null, fourth = null) {}

/**
 * The older name of getdeviceid().
 * @returns string
 * @source https://developer.electricimp.com/node/2300
 * @assumed every model has it; that it is the same
 */
function hardware::getimpeeid() {}

/**
 * hardware.configure(): i2c12.
 * @models imp001 imp002
 * @source https://developer.electricimp.com/node/2493
 * @assumed its number
 */
const I2C_12 = 1;

/**
 * hardware.configure(): i2c89.
 * @models imp001 imp002
 * @source https://developer.electricimp.com/node/2493
 * @assumed its number
 */
const I2C_89 = 2;

/**
 * hardware.configure(): spi257.
 * @models imp001 imp002
 * @source https://developer.electricimp.com/node/2493
 * @assumed its number
 */
const SPI_257 = 3;

/**
 * hardware.configure(): spi189.
 * @models imp001 imp002
 * @source https://developer.electricimp.com/node/2493
 * @assumed its number
 */
const SPI_189 = 4;

/**
 * hardware.configure(): uart12.
 * @models imp001 imp002
 * @source https://developer.electricimp.com/node/2493
 * @assumed its number
 */
const UART_12 = 5;

/**
 * hardware.configure(): uart57.
 * @models imp001 imp002
 * @source https://developer.electricimp.com/node/2493
 * @assumed its number
 */
const UART_57 = 6;

/**
 * hardware.configure(): uart1289.
 * @models imp001 imp002
 * @source https://developer.electricimp.com/node/2493
 * @assumed its number
 */
const UART_1289 = 7;

/**
 * Another name of UART_1289.
 * @models imp001 imp002
 * @source https://developer.electricimp.com/node/2493
 * @assumed its number
 */
const UART2_1289 = 7;

/**
 * Another name of UART_57.
 * @models imp001 imp002
 * @source https://developer.electricimp.com/node/2493
 * @assumed its number
 */
const UART1_57 = 6;

/**
 * Another name of I2C_89.
 * @models imp001 imp002
 * @source https://developer.electricimp.com/node/2493
 * @assumed its number
 */
const I2C1_89 = 2;

/**
 * Another name of I2C_12.
 * @models imp001 imp002
 * @source https://developer.electricimp.com/node/2493
 * @assumed its number
 */
const I2C2_12 = 1;
