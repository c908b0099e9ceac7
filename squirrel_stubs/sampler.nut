/**
 * hardware.sampler: an analogue-to-digital converter that fills buffers at a regular rate.
 * @side instance
 * @models imp001 imp002 imp003 impC001
 * @source https://developer.electricimp.com/node/2310
 */
sampler <- {};

/**
 * Says what to sample, and where to put it.
 * @param pins instance|array a pin that has an analogue input, or several: then their samples take turns
 * @param sampleRate integer|float hertz, from 1/60 to 2,000,000
 * @param buffers array 1 to 8 blobs, each of two bytes a pin and sample
 * @param callback function called with each full blob and how many of its bytes are samples; with null and 0 when there was
 *   no blob to fill
 * @param filters integer NORMALISE, A_LAW_COMPRESS or both
 * @returns null
 * @errors a pin with an analogue input expected; invalid sample rate; 1 to 8 blobs expected as buffers; invalid buffer size
 * @source https://developer.electricimp.com/node/2531
 * @assumed the texts of the errors; while no blob is empty samples are lost, and the function is called once for it; with
 *   A_LAW_COMPRESS a blob has as many samples as bytes; NORMALISE takes a running mean as the middle; a blob's position is
 *   its start when the function is called
 */
function sampler::configure(pins, sampleRate, buffers, callback, filters = 0) {}

/**
 * Begins to sample; returns at once.
 * @returns null
 * @errors not configured
 * @source https://developer.electricimp.com/node/2533
 * @assumed the first sample is taken one period later; the text of the error
 */
function sampler::start() {}

/**
 * Ends sampling; what the current blob has is handed over.
 * @returns null
 * @source https://developer.electricimp.com/node/2566
 * @assumed a blob without samples is not handed over
 */
function sampler::stop() {}

/**
 * Ends sampling and frees the blobs; it has to be configured anew.
 * @returns null
 * @source https://developer.electricimp.com/node/2559
 */
function sampler::reset() {}

/**
 * The sample rate that is closest to the one asked for: 60 MHz divided by a whole number.
 * @returns float hertz
 * @errors not configured
 * @source https://developer.electricimp.com/node/2558
 * @assumed the error
 */
function sampler::getsampleratehz() {}
