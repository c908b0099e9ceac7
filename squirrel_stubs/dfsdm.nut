/**
 * hardware.dfsdm: a filter that makes samples of the pulses of a digital microphone.
 * @side instance
 * @models imp004m imp006
 * @source https://developer.electricimp.com/node/2893
 */
dfsdm <- {};

/**
 * Says how to filter, and where to put samples.
 * @param filterOrder integer 0 to 5; 0 is a fast filter of the second order
 * @param decimationRate integer 0 to 1023: one less than it is
 * @param integrationRate integer 0 to 255: one less than it is
 * @param offset integer -8388607 to 8388607, added to each sample
 * @param rightShift integer 0 to 24: by how many bits samples are made smaller
 * @param samplingEdge string "RISING-EDGE", "FALLING-EDGE" or ""
 * @param bufferArray array 1 to 8 blobs
 * @param callback function called with each full blob and how many of its bytes are samples; with null and 0 when there was
 *   no blob to fill
 * @param preprocessors integer A_LAW_COMPRESS or 0
 * @returns null
 * @errors invalid filter parameters; invalid sampling edge; 1 to 8 blobs expected as buffers; invalid buffer size
 * @source https://developer.electricimp.com/node/2893
 * @assumed the sound is a voltage on the pin DATA, silence half the supply; the microphone's clock is 2.048 MHz; a filter's
 *   gain is its decimation to the power of its order, times its integration; 16 bits are kept of a sample; what the sampler's
 *   blobs assume; the texts of the errors; NORMALISE does nothing
 */
function dfsdm::configure(filterOrder, decimationRate, integrationRate, offset, rightShift, samplingEdge, bufferArray, callback, preprocessors = 0) {}

/**
 * Begins to sample; returns at once.
 * @returns null
 * @errors not configured
 * @source https://developer.electricimp.com/node/2890
 * @assumed the text of the error
 */
function dfsdm::start() {}

/**
 * Ends sampling; what the current blob has is handed over.
 * @returns null
 * @source https://developer.electricimp.com/node/2889
 */
function dfsdm::stop() {}

/**
 * Ends sampling and frees the blobs; it has to be configured anew.
 * @returns null
 * @source https://developer.electricimp.com/node/2891
 */
function dfsdm::reset() {}

/**
 * The sample rate; 0 before the first sample.
 * @returns float hertz
 * @source https://developer.electricimp.com/node/2892
 */
function dfsdm::getsampleratehz() {}
