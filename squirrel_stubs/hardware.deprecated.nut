/**
 * Chooses what pins are used for, as releases before the simulated ones needed it; each bus has its own configure().
 * @models imp001 imp002
 * @param mode integer SPI_257 and the like
 * @returns null
 * @source https://developer.electricimp.com/node/2300
 * @source https://github.com/electricimp/examples
 * @assumed newer models do not have it; it does nothing
 */
function hardware::configure(mode) {}

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
 * @source https://github.com/electricimp/examples
 * @assumed its number
 */
const I2C_12 = 1;

/**
 * hardware.configure(): i2c89.
 * @models imp001 imp002
 * @source https://github.com/electricimp/examples
 * @assumed its number
 */
const I2C_89 = 2;

/**
 * hardware.configure(): spi257.
 * @models imp001 imp002
 * @source https://github.com/electricimp/examples
 * @assumed its number
 */
const SPI_257 = 3;

/**
 * hardware.configure(): spi189.
 * @models imp001 imp002
 * @source https://github.com/electricimp/examples
 * @assumed its number
 */
const SPI_189 = 4;

/**
 * hardware.configure(): uart12.
 * @models imp001 imp002
 * @source https://github.com/electricimp/examples
 * @assumed its number
 */
const UART_12 = 5;

/**
 * hardware.configure(): uart57.
 * @models imp001 imp002
 * @source https://github.com/electricimp/examples
 * @assumed its number
 */
const UART_57 = 6;

/**
 * hardware.configure(): uart1289.
 * @models imp001 imp002
 * @source https://github.com/electricimp/examples
 * @assumed its number
 */
const UART_1289 = 7;
