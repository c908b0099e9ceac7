/**
 * An I2C bus, hardware.i2c89 and so on, of which the imp is the controller: which ones there are depends on the model.
 * @side instance
 * @source https://developer.electricimp.com/node/2317
 * @assumed the buses that have pins of their own have SCL and SDA; whichever bus or mode takes a pin last has it, and the
 *   bus that had it is disabled; pull-ups are there, also where nothing is attached
 */
i2c <- {};

/**
 * Enables the bus, which takes its pins.
 * @param speed integer the clock in Hz, one of the CLOCK_SPEED constants
 * @returns null
 * @source https://developer.electricimp.com/node/2567
 * @assumed another speed than these four is the next lower one, or else 10 kHz
 */
function i2c::configure(speed) {}

/**
 * Writes a sub-address, unless it is empty, and then reads bytes.
 * @param address integer the target's 7 bits and a 0
 * @param subaddress string|instance what is written first: a string or a blob, mostly the number of a register
 * @param count integer how many bytes to read
 * @returns string|null the bytes, null where readerror() tells why
 * @errors a string or a blob expected; invalid number of bytes
 * @source https://developer.electricimp.com/node/2578
 * @assumed all bytes of the sub-address are written; the address's lowest bit is ignored, as are bits above the eighth; a
 *   call takes 20 us besides its bits; 0 to 65535 bytes can be read; the texts of the errors
 */
function i2c::read(address, subaddress, count) {}

/**
 * Writes bytes.
 * @param address integer the target's 7 bits and a 0
 * @param data string|instance a string or a blob: mostly the number of a register and what is to stand there; "" for none
 * @returns integer 0, or what went wrong, as of readerror()
 * @errors a string or a blob expected
 * @source https://developer.electricimp.com/node/2583
 * @assumed as of read()
 */
function i2c::write(address, data) {}

/**
 * How the last read() has ended.
 * @returns integer 0, or: -1 the bus is held low, -2 nobody acknowledges the address, -4 a byte is not taken in time, -6 nobody
 *   acknowledges the address of a read of one or two bytes, -10 of more, -8 and -11 a byte does not come in time, -9 a byte is
 *   refused, -12 the bus is held low at the second start, -13 the bus is not configured
 * @source https://developer.electricimp.com/node/2548
 * @source https://developer.electricimp.com/resources/i2cerrors
 * @source https://forums.electricimp.com/t/i2c-troubleshooting/1559
 * @source https://forums.electricimp.com/t/i2c-problem-addr-clear-error/3624
 * @assumed where a read of two bytes belongs; which step meets a line that is held low; a step is given up after 10 ms; an imp005
 *   tells -9 for all but -13, and reads 255 where a target stretches the clock
 */
function i2c::readerror() {}

/**
 * Disables the bus: its pins are as at power-on.
 * @returns null
 * @source https://developer.electricimp.com/node/2317
 * @assumed disabling it again does nothing
 */
function i2c::disable() {}
