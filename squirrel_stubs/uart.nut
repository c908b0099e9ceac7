/**
 * A UART, hardware.uart57 and so on: which ones there are depends on the model.
 * @side instance
 * @source https://developer.electricimp.com/node/2314
 * @assumed whichever bus or mode takes a pin last has it, and the UART that had it is disabled
 */
uart <- {};

/**
 * Enables the UART, which takes its pins. Its buffers are empty then.
 * @param baud integer bits a second
 * @param bits integer 7 or 8
 * @param parity integer PARITY_NONE, PARITY_EVEN or PARITY_ODD
 * @param stop integer 1 or 2
 * @param flags integer NO_CTSRTS, NO_TX, NO_RX, TIMING_ENABLED, CALLBACK_WITH_FLAGS, joined by |
 * @param callback function|null called when bytes have come, without parameters; with CALLBACK_WITH_FLAGS of every event, with the
 *   flags that flags() would give
 * @returns integer the actual rate, the nearest that the UART can have
 * @errors invalid baud rate; invalid word size; invalid parity; invalid number of stop bits
 * @source https://developer.electricimp.com/node/2534
 * @assumed rates come from one clock by whole numbers, but for the imp005's uart0 and uart2, which have every rate; rates beyond the
 *   limits are taken for these; flags are 0 unless told; the callback is called once for what has come until it is called, and again
 *   only when more comes; who sends at a rate more than 3% off, or in another format, is read wrongly; the texts of the errors
 */
function uart::configure(baud, bits, parity, stop, flags = 0, callback = null) {}

/**
 * The next byte that has come.
 * @returns integer the byte, with TIMING_ENABLED also the microseconds since the one before it in bits 8 to 30; -1 where none has come
 * @errors UART is not configured
 * @source https://developer.electricimp.com/node/2579
 * @assumed the first byte came as long after nothing as can be told; that it throws, and the text
 */
function uart::read() {}

/**
 * Bytes that have come. It does not wait for more.
 * @param count integer|null how many at most; all of them unless told
 * @returns instance a blob, empty where none have come
 * @errors UART is not configured; invalid number of bytes
 * @source https://developer.electricimp.com/node/2569
 * @assumed that it throws, and the texts
 */
function uart::readblob(count = null) {}

/**
 * Bytes that have come. It does not wait for more.
 * @param count integer|null how many at most; all of them unless told
 * @returns string empty where none have come
 * @errors UART is not configured; invalid number of bytes
 * @source https://developer.electricimp.com/node/2557
 * @assumed that it throws, and the texts
 */
function uart::readstring(count = null) {}

/**
 * Sends bytes: they go into a buffer, and out while the program goes on. It waits while the buffer is full.
 * @param data integer|string|instance a byte, a string or a blob
 * @returns null
 * @errors UART is not configured; a string or a blob expected
 * @source https://developer.electricimp.com/node/2584
 * @assumed a UART without an output, or configured with NO_TX, sends nothing; that it throws, and the texts
 */
function uart::write(data) {}

/**
 * Waits until all bytes have gone out.
 * @returns null
 * @source https://developer.electricimp.com/node/2574
 */
function uart::flush() {}

/**
 * What has happened since it was last asked for.
 * @returns integer READ_READY, WRITE_DONE and so on, joined by |
 * @source https://developer.electricimp.com/node/2561
 * @assumed a byte that finds the buffer full is lost and an OVERRUN_ERROR; one with a FRAME_ERROR or PARITY_ERROR is kept; after a
 *   pause of a byte's time the next byte is LINE_IDLE; what a callback is called for is taken from the flags
 */
function uart::flags() {}

/**
 * Disables the UART: its pins are as at power-on, what has not gone out never will, what has come is lost.
 * @returns null
 * @source https://developer.electricimp.com/node/2545
 * @assumed disabling it again does nothing
 */
function uart::disable() {}

/**
 * Sets the size of the buffer for what comes, which is 80 bytes unless set. Only before configure().
 * @param size integer at least 20, of an imp005 80
 * @returns null
 * @errors UART is configured: disable it first; invalid FIFO size; not enough memory for the FIFO
 * @source https://developer.electricimp.com/node/2544
 * @assumed the limit is the memory that is free at the start, and it takes none; the texts of the errors
 */
function uart::setrxfifosize(size) {}

/**
 * Sets the size of the buffer for what goes out, which is 80 bytes unless set. Only before configure().
 * @param size integer at least 20, of an imp005 80
 * @returns null
 * @errors UART is configured: disable it first; invalid FIFO size; not enough memory for the FIFO
 * @source https://developer.electricimp.com/node/2551
 * @assumed as of setrxfifosize()
 */
function uart::settxfifosize(size) {}

/**
 * Has a pin driven while bytes go out, for an RS-485 driver.
 * @param pin instance one of the imp's pins
 * @param polarity integer 1: it is high while bytes go out, 0: it is low
 * @param before integer microseconds for which it is so before the first byte
 * @param after integer microseconds for which it stays so after the last byte
 * @returns null
 * @errors a pin expected; invalid delay
 * @source https://developer.electricimp.com/node/2577
 * @assumed before and after configure() alike; delays are 0 to 1000 us, and that after the last byte is left out; the texts of the errors
 */
function uart::settxactive(pin, polarity, before = 2, after = 2) {}
