/**
 * i2c.configure(): a clock of 10 kHz.
 * @source https://developer.electricimp.com/node/2317
 */
const CLOCK_SPEED_10_KHZ = 10000;

/**
 * i2c.configure(): a clock of 50 kHz.
 * @source https://developer.electricimp.com/node/2317
 */
const CLOCK_SPEED_50_KHZ = 50000;

/**
 * i2c.configure(): a clock of 100 kHz.
 * @source https://developer.electricimp.com/node/2317
 */
const CLOCK_SPEED_100_KHZ = 100000;

/**
 * i2c.configure(): a clock of 400 kHz.
 * @source https://developer.electricimp.com/node/2317
 */
const CLOCK_SPEED_400_KHZ = 400000;

/**
 * spi.configure(): the clock is low between bytes.
 * @source https://developer.electricimp.com/node/2555
 */
const CLOCK_IDLE_LOW = 0;

/**
 * spi.configure(): the most significant bit goes first.
 * @source https://developer.electricimp.com/node/2555
 */
const MSB_FIRST = 0;

/**
 * spi.configure(): it only reads.
 * @source https://developer.electricimp.com/node/2555
 */
const SIMPLEX_RX = 1;

/**
 * spi.configure(): it only writes.
 * @source https://developer.electricimp.com/node/2555
 */
const SIMPLEX_TX = 2;

/**
 * spi.configure(): the clock is high between bytes.
 * @source https://developer.electricimp.com/node/2555
 */
const CLOCK_IDLE_HIGH = 4;

/**
 * spi.configure(): bits are read at the second edge of the clock.
 * @source https://developer.electricimp.com/node/2555
 */
const CLOCK_2ND_EDGE = 8;

/**
 * spi.configure(): the least significant bit goes first.
 * @source https://developer.electricimp.com/node/2555
 */
const LSB_FIRST = 16;

/**
 * spi.configure(): without a clock's pin.
 * @source https://developer.electricimp.com/node/2555
 */
const NO_SCLK = 32;

/**
 * spi.configure(): it drives a chip select that is active when low.
 * @source https://developer.electricimp.com/node/2555
 * @assumed every model and release has the name; only some buses can do it
 */
const USE_CS_L = 64;

/**
 * uart.configure(): no parity bit.
 * @source https://developer.electricimp.com/node/2534
 * @assumed its number
 */
const PARITY_NONE = 0;

/**
 * uart.configure(): even parity.
 * @source https://developer.electricimp.com/node/2534
 * @assumed its number
 */
const PARITY_EVEN = 1;

/**
 * uart.configure(): odd parity.
 * @source https://developer.electricimp.com/node/2534
 * @assumed its number
 */
const PARITY_ODD = 2;

/**
 * uart.configure(): no hardware flow control.
 * @source https://developer.electricimp.com/node/2534
 * @assumed its number: it and the next flags are bits in a row
 */
const NO_CTSRTS = 1;

/**
 * uart.configure(): it only receives.
 * @source https://developer.electricimp.com/node/2534
 * @assumed its number
 */
const NO_TX = 2;

/**
 * uart.configure(): it only sends.
 * @source https://developer.electricimp.com/node/2534
 * @assumed its number
 */
const NO_RX = 4;

/**
 * uart.configure(): it notes when bytes arrive.
 * @source https://developer.electricimp.com/node/2534
 * @assumed its number
 */
const TIMING_ENABLED = 8;

/**
 * uart.configure(): the callback gets the flags of what has happened, and hears of everything.
 * @source https://developer.electricimp.com/node/2584
 * @assumed its number
 */
const CALLBACK_WITH_FLAGS = 16;

/**
 * uart.flags(): bytes have come.
 * @source https://developer.electricimp.com/node/2561
 */
const READ_READY = 1;

/**
 * uart.flags(): all has gone out.
 * @source https://developer.electricimp.com/node/2561
 */
const WRITE_DONE = 2;

/**
 * uart.flags(): there was noise on the line.
 * @source https://developer.electricimp.com/node/2561
 */
const NOISE_ERROR = 4;

/**
 * uart.flags(): a frame had no end where it should.
 * @source https://developer.electricimp.com/node/2561
 */
const FRAME_ERROR = 8;

/**
 * uart.flags(): a parity bit was wrong.
 * @source https://developer.electricimp.com/node/2561
 */
const PARITY_ERROR = 16;

/**
 * uart.flags(): a byte found the buffer full.
 * @source https://developer.electricimp.com/node/2561
 */
const OVERRUN_ERROR = 32;

/**
 * uart.flags(): the line was idle for the time of a byte.
 * @source https://developer.electricimp.com/node/2561
 */
const LINE_IDLE = 64;

/**
 * uart.flags(): the buffer of what goes out has become half full.
 * @source https://developer.electricimp.com/node/2561
 */
const WRITE_HALF_DONE = 128;
