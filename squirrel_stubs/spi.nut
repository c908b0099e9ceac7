/**
 * An SPI bus, hardware.spi257 and so on, of which the imp is the controller: which ones there are depends on the model.
 * @side instance
 * @source https://developer.electricimp.com/node/2311
 * @assumed whichever bus or mode takes a pin last has it, and the bus that had it is disabled; where nobody answers, bytes are 0,
 *   or 255 where the world drives the input high
 */
spi <- {};

/**
 * Enables the bus, which takes its pins.
 * @param flags integer SIMPLEX_TX, CLOCK_IDLE_HIGH and so on, joined by |
 * @param rate integer|float the clock in kHz
 * @returns integer the actual clock in kHz: the highest that the bus has and that is not above, or the lowest
 * @source https://developer.electricimp.com/node/2555
 * @assumed the clocks: 15000 of spi189, 30000 of spi257, 18000 of the imp003, 24000 of imp004m and imp006, 25000 of the impC001, and
 *   their halves down to the seventh (spi257: the eighth); of the imp005 the nearest of 32000 over 2 to 256; USE_CS_L does
 *   nothing but on an imp005
 */
function spi::configure(flags, rate) {}

/**
 * Writes bytes; what comes in meanwhile is ignored.
 * @param data string|instance a string or a blob
 * @returns integer the number of bytes
 * @errors SPI is not configured; a string or a blob expected
 * @source https://developer.electricimp.com/node/2539
 * @assumed a call takes 10 us besides its bits; that it throws, and the texts
 */
function spi::write(data) {}

/**
 * Writes bytes and reads as many at the same time.
 * @param data string|instance a string or a blob
 * @returns string|instance what came in, of the same type
 * @errors SPI is not configured; a string or a blob expected
 * @source https://developer.electricimp.com/node/2543
 * @assumed as of write(); a bus that only writes reads zeros, one that only reads writes nothing
 */
function spi::writeread(data) {}

/**
 * Reads bytes while zeros go out.
 * @param count integer how many
 * @returns instance a blob
 * @errors SPI is not configured; invalid number of bytes
 * @source https://developer.electricimp.com/node/2576
 * @assumed as of write(); the limits of count
 */
function spi::readblob(count) {}

/**
 * Reads bytes while zeros go out.
 * @param count integer how many, up to 65535
 * @returns string
 * @errors SPI is not configured; invalid number of bytes
 * @source https://developer.electricimp.com/node/2311
 * @assumed as of write(); the limits of count
 */
function spi::readstring(count) {}

/**
 * The last byte that came in. Deprecated: writeread() does it in one.
 * @param count integer 1
 * @returns integer
 * @errors SPI is not configured; read(1) reads the last byte only
 * @models -imp004m -impC001
 * @source https://developer.electricimp.com/node/2541
 * @assumed that it throws for another count; that the imp006 has it
 */
function spi::read(count) {}

/**
 * Drives the bus's own chip select, after configure() with USE_CS_L.
 * @param select integer 1 to assert it, which is low; 0 to let the target go
 * @returns null
 * @errors SPI is not configured with USE_CS_L
 * @models imp005
 * @source https://developer.electricimp.com/node/2537
 * @assumed other models have no such method; the text of the error
 */
function spi::chipselect(select) {}

/**
 * Disables the bus: its pins are as at power-on.
 * @returns null
 * @source https://developer.electricimp.com/node/2311
 * @assumed disabling it again does nothing
 */
function spi::disable() {}
