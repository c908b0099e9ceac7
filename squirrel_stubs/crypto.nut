/**
 * Hashes, and their comparison.
 * @since 35.7
 * @source https://developer.electricimp.com/node/2320
 * @assumed it is a table; it came with its hashes
 */
crypto <- {};

/**
 * Whether two hashes are the same, in a time that does not tell where they differ.
 * @param hashOne string|instance a string or a blob
 * @param hashTwo string|instance a string or a blob
 * @returns bool
 * @errors a string or a blob expected
 * @source https://developer.electricimp.com/node/2560
 * @assumed a string is equal to a blob of the same bytes; it came with the hashes; the text of the error
 */
function crypto::equals(hashOne, hashTwo) {}

/**
 * The SHA-256 hash.
 * @param dataToHash string|instance a string or a blob; of a blob all bytes, wherever its position is
 * @returns instance a blob of 32 bytes
 * @errors a string or a blob expected
 * @source https://developer.electricimp.com/node/2518
 * @assumed every imp takes the time of an imp004m, the slowest: 743 us, and 1 us for every 1.2 bytes; the text of the error
 */
function crypto::sha256(dataToHash) {}

/**
 * The HMAC with SHA-256.
 * @param dataToHash string|instance a string or a blob; of a blob all bytes, wherever its position is
 * @param key string|instance a string or a blob
 * @returns instance a blob of 32 bytes
 * @errors a string or a blob expected
 * @source https://developer.electricimp.com/node/2568
 * @assumed every imp takes the time of an imp004m, the slowest: 1023 us, and 1 us for every 1.2 bytes; the text of the error
 */
function crypto::hmacsha256(dataToHash, key) {}
