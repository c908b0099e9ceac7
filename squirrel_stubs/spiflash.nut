/**
 * The flash beside the imp, hardware.spiflash: what impOS leaves of it to programs. What it holds stays for ever.
 * @side instance
 * @models -imp001 -imp002
 * @source https://developer.electricimp.com/node/2312
 * @assumed a typical chip: 0.7 ms for a page of 256 bytes, 45 ms for a sector, besides the time on the wire; power that goes
 *   leaves a page or a sector as it was; the chip's power does not depend on Wi-Fi, nor Wi-Fi's on the chip; no sector is
 *   protected
 */
spiflash <- {};

/**
 * Lets the program use the flash, which it cannot when it starts.
 * @returns null
 * @source https://developer.electricimp.com/node/2549
 * @assumed it takes no time; again it does nothing
 */
function spiflash::enable() {}

/**
 * Ends what enable() began.
 * @returns null
 * @source https://developer.electricimp.com/node/2572
 * @assumed on a flash that is not enabled it does nothing
 */
function spiflash::disable() {}

/**
 * How much of the flash is the program's.
 * @returns integer bytes
 * @errors Not enabled
 * @source https://developer.electricimp.com/node/2570
 * @assumed the text of the error, which is that of the public library SPIFlash
 */
function spiflash::size() {}

/**
 * The chip's identification: a byte for the maker, two for what it is.
 * @returns integer
 * @errors Not enabled
 * @source https://developer.electricimp.com/node/2550
 * @assumed a Winbond W25Q of the flash's size
 */
function spiflash::chipid() {}

/**
 * The chip's timings as the factory has stored them.
 * @models imp005
 * @since 34.0
 * @returns table size, max_write_size, fast_read_freq, normal_read_freq, supports_fast_read, supports_quad_read, fast_dummy_cycles
 * @errors Not enabled
 * @source https://developer.electricimp.com/node/2563
 * @assumed its values; max_write_size is a page
 */
function spiflash::info() {}

/**
 * Chooses the clock of the chip, which enable() then sets.
 * @models imp003 imp004m
 * @param speed integer|float hertz, from the lowest to the highest speed that the model has
 * @returns integer the speed that it will be: the next lower one that the model has
 * @errors invalid SPI flash speed
 * @source https://developer.electricimp.com/node/2562
 * @source https://developer.electricimp.com/node/813
 * @assumed it needs no enable(); a speed that was used stays, whatever a later program asks for, until a cold boot; no speed is
 *   too fast for the chip; the text of the error
 */
function spiflash::setspeed(speed) {}

/**
 * Reads bytes into a new blob.
 * @param address integer of the first byte, from 0 on
 * @param count integer how many bytes
 * @returns instance a blob, its position at the start
 * @errors Not enabled; SPI flash address out of range
 * @source https://developer.electricimp.com/node/2530
 * @assumed what does not lie in the program's part cannot be read, and the text of the error
 */
function spiflash::read(address, count) {}

/**
 * Reads bytes into a blob, at its position.
 * @param address integer of the first byte, from 0 on
 * @param target instance a blob
 * @param count integer how many bytes
 * @returns null
 * @errors Not enabled; SPI flash address out of range; a blob expected
 * @source https://developer.electricimp.com/node/2525
 * @assumed as read()
 */
function spiflash::readintoblob(address, target, count) {}

/**
 * Writes bytes, which can only clear bits: those of a sector are all set once it was erased.
 * @param address integer of the first byte, from 0 on
 * @param source instance|string a blob, or a string
 * @param flags integer|null SPIFLASH_PREVERIFY and SPIFLASH_POSTVERIFY, 0 unless told
 * @param start integer|null which byte of the source is the first, 0 unless told
 * @param end integer|null which byte of the source is the first that is not written, its end unless told
 * @returns integer 0, or the flag of the check that has failed: where the first has, nothing is written
 * @errors Not enabled; SPI flash address out of range; a string or a blob expected; invalid start or end index
 * @source https://developer.electricimp.com/node/2565
 * @assumed strings can be written, and which number tells of a failure, as the public library SPIFlash has both; a source's
 *   position stays; nothing is written of what does not fit the program's part; the texts of the errors
 */
function spiflash::write(address, source, flags = null, start = null, end = null) {}

/**
 * Sets all bits of a sector of 4096 bytes.
 * @param address integer of its first byte
 * @returns null
 * @errors Not enabled; This request must be aligned with a sector (4kb); SPI flash address out of range
 * @source https://developer.electricimp.com/node/2526
 * @assumed the texts of the errors
 */
function spiflash::erasesector(address) {}

/**
 * spiflash.write(): reads back what it wrote.
 * @source https://developer.electricimp.com/node/2565
 * @assumed every model has the name: the public library SPIFlash for the imp001 uses it
 */
const SPIFLASH_POSTVERIFY = 1;

/**
 * spiflash.write(): checks first that the bytes can be written over what is there.
 * @source https://developer.electricimp.com/node/2565
 * @assumed every model has the name: the public library SPIFlash for the imp001 uses it
 */
const SPIFLASH_PREVERIFY = 2;
