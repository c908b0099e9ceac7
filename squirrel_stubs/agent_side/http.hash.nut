/**
 * Hashes, and codes that prove who made a message.
 * @side agent
 * @source https://developer.electricimp.com/api/http
 * @assumed it is a table
 */
http.hash <- {};

/**
 * The MD5 hash.
 * @side agent
 * @param dataToHash string|instance a string or a blob
 * @returns instance a blob of 16 bytes
 * @errors a string or a blob expected
 * @source https://gist.github.com/ElectricImpSampleCode/89f45e414c8a1f2e399d0c3451da2b6c
 * @assumed it takes no time; of a blob all bytes, wherever its position is; the text of the error
 */
function http::hash::md5(dataToHash) {}

/**
 * The SHA-1 hash.
 * @side agent
 * @param dataToHash string|instance a string or a blob
 * @returns instance a blob of 20 bytes
 * @errors a string or a blob expected
 * @source https://developer.electricimp.com/api/http/hash/sha1
 * @assumed it takes no time; of a blob all bytes, wherever its position is; the text of the error
 */
function http::hash::sha1(dataToHash) {}

/**
 * The SHA-256 hash.
 * @side agent
 * @param dataToHash string|instance a string or a blob
 * @returns instance a blob of 32 bytes
 * @errors a string or a blob expected
 * @source https://gist.github.com/ElectricImpSampleCode/4ebe8e86b1cad6bb8313f654ab4d66e1
 * @assumed it takes no time; of a blob all bytes, wherever its position is; the text of the error
 */
function http::hash::sha256(dataToHash) {}

/**
 * The SHA-512 hash.
 * @side agent
 * @param dataToHash string|instance a string or a blob
 * @returns instance a blob of 64 bytes
 * @errors a string or a blob expected
 * @source https://developer.electricimp.com/api/http/hash/sha512
 * @assumed it takes no time; of a blob all bytes, wherever its position is; the text of the error
 */
function http::hash::sha512(dataToHash) {}

/**
 * The HMAC with MD5.
 * @side agent
 * @param dataToHash string|instance a string or a blob
 * @param key string|instance a string or a blob
 * @returns instance a blob of 16 bytes
 * @errors a string or a blob expected
 * @source https://developer.electricimp.com/api/http/hash/hmacmd5
 * @assumed it takes no time; of a blob all bytes, wherever its position is; the text of the error
 */
function http::hash::hmacmd5(dataToHash, key) {}

/**
 * The HMAC with SHA-1.
 * @side agent
 * @param dataToHash string|instance a string or a blob
 * @param key string|instance a string or a blob
 * @returns instance a blob of 20 bytes
 * @errors a string or a blob expected
 * @source https://developer.electricimp.com/api/http/hash/hmacsha1
 * @assumed it takes no time; of a blob all bytes, wherever its position is; the text of the error
 */
function http::hash::hmacsha1(dataToHash, key) {}

/**
 * The HMAC with SHA-256.
 * @side agent
 * @param dataToHash string|instance a string or a blob
 * @param key string|instance a string or a blob
 * @returns instance a blob of 32 bytes
 * @errors a string or a blob expected
 * @source https://gist.github.com/ElectricImpSampleCode/88b239a705c72a1c0b7dc34e58c1c26f
 * @assumed it takes no time; of a blob all bytes, wherever its position is; the text of the error
 */
function http::hash::hmacsha256(dataToHash, key) {}

/**
 * The HMAC with SHA-512.
 * @side agent
 * @param dataToHash string|instance a string or a blob
 * @param key string|instance a string or a blob
 * @returns instance a blob of 64 bytes
 * @errors a string or a blob expected
 * @source https://gist.github.com/ElectricImpSampleCode/b0be1a09cceb24336fec17ef390bc185
 * @assumed it takes no time; of a blob all bytes, wherever its position is; the text of the error
 */
function http::hash::hmacsha512(dataToHash, key) {}
