/**
 * sampler.configure(): a filter that takes away what is constant.
 * @source https://developer.electricimp.com/node/2531
 * @assumed its number; every model has the name
 */
const NORMALISE = 1;

/**
 * sampler.configure(): samples become A-law, of 8 bits.
 * @source https://developer.electricimp.com/node/2531
 * @assumed its number; every model has the name
 */
const A_LAW_COMPRESS = 2;

/**
 * fixedfrequencydac.configure(): samples are A-law, of 8 bits.
 * @source https://developer.electricimp.com/node/2581
 * @assumed its number; every model has the name
 */
const A_LAW_DECOMPRESS = 4;

/**
 * fixedfrequencydac.configure(): samples are sound.
 * @source https://developer.electricimp.com/node/2581
 * @assumed its number; every model has the name
 */
const AUDIO = 8;

/**
 * fixedfrequencydac.stop(): the last sample has its time.
 * @source https://developer.electricimp.com/api/hardware/fixedfrequencydac/stop
 * @assumed its number; every model has the name
 */
const SYNC = 1;
