/**
 * hardware.fixedfrequencydac: makes voltages of buffers at a regular rate.
 * @side instance
 * @models imp001 imp002 imp003 imp004m imp006
 * @source https://developer.electricimp.com/node/2319
 */
fixedfrequencydac <- {};

/**
 * Says where the voltage goes, and what it is made of.
 * @param output instance a pin that has an analogue output; on an imp004m hardware.pwmpairKD
 * @param sampleRate integer|float hertz
 * @param buffers array 1 to 8 blobs of 16-bit samples
 * @param callback function called with each blob that is consumed; with null when there was no other one
 * @param flags integer A_LAW_DECOMPRESS, AUDIO or both
 * @returns null
 * @errors a pin with an analogue output expected; invalid sample rate; 1 to 8 blobs expected as buffers; invalid buffer size
 * @source https://developer.electricimp.com/node/2581
 * @assumed the limits of the rate, and its rounding, are the sampler's; AUDIO means that samples are signed; the texts of the
 *   errors; both pins of a pair have the voltage that a filter would make of their PWM
 */
function fixedfrequencydac::configure(output, sampleRate, buffers, callback, flags = 0) {}

/**
 * Puts a blob behind those that wait to be consumed.
 * @param newBuffer instance a blob
 * @returns null
 * @errors not configured; more than 8 buffers in play; 1 to 8 blobs expected as buffers; invalid buffer size
 * @source https://developer.electricimp.com/node/2540
 * @assumed the texts of the errors
 */
function fixedfrequencydac::addbuffer(newBuffer) {}

/**
 * Begins to consume; returns at once.
 * @returns null
 * @errors not configured
 * @source https://developer.electricimp.com/node/2522
 * @assumed the text of the error
 */
function fixedfrequencydac::start() {}

/**
 * Ends it.
 * @param flag integer SYNC: the call blocks until the last sample has had its time
 * @returns null
 * @source https://developer.electricimp.com/api/hardware/fixedfrequencydac/stop
 * @assumed blobs that wait are let go of; the voltage stays until the pin gets another use
 */
function fixedfrequencydac::stop(flag = 0) {}
