/**
 * What agents have of the object crypto: hashes, their comparison, and RSA signatures.
 * @side agent
 * @source https://developer.electricimp.com/node/2320
 * @assumed it is a table; agents have it whatever impOS their imp runs
 */
crypto <- {};

/**
 * The mode of signatures: RSA with SHA-256 (RSASSA-PKCS1-v1_5), the only one.
 * @source https://developer.electricimp.com/api/crypto/sign
 * @assumed the value
 */
crypto.RSASSA_PKCS1_SHA256 <- 1;

/**
 * Whether two hashes are the same, in a time that does not tell where they differ.
 * @param hashOne string|instance a string or a blob
 * @param hashTwo string|instance a string or a blob
 * @returns bool
 * @errors a string or a blob expected
 * @source https://developer.electricimp.com/node/2560
 * @assumed a string is equal to a blob of the same bytes; the text of the error
 */
function crypto::equals(hashOne, hashTwo) {}

/**
 * The SHA-256 hash.
 * @param dataToHash string|instance a string or a blob; of a blob all bytes, wherever its position is
 * @returns instance a blob of 32 bytes
 * @errors a string or a blob expected
 * @source https://developer.electricimp.com/node/2320
 * @assumed agents have it as they have crypto.hmacsha256(), though its own page names devices only; the text of the error
 */
function crypto::sha256(dataToHash) {}

/**
 * The HMAC with SHA-256. Its page names devices only; public agents use it.
 * @param dataToHash string|instance a string or a blob; of a blob all bytes, wherever its position is
 * @param key string|instance a string or a blob
 * @returns instance a blob of 32 bytes
 * @errors a string or a blob expected
 * @source https://github.com/electricimp/AzureIoTHub/blob/master/examples/IoTCentral.agent.nut
 * @assumed the text of the error
 */
function crypto::hmacsha256(dataToHash, key) {}

/**
 * Signs a message. Each call costs the length of the key in bits / 1024 of 40 credits, of which two come back per second.
 * @param mode integer crypto.RSASSA_PKCS1_SHA256
 * @param message string|instance a string or a blob of up to 65536 bytes
 * @param privateKey string|instance an RSA key of 1024 to 4096 bits, DER in PKCS#1 or PKCS#8, not encrypted
 * @param callback function called with error (null or a string) and signature (a blob)
 * @returns null
 * @errors invalid mode; invalid key; message too long; no credits left; a string or a blob expected
 * @source https://developer.electricimp.com/api/crypto/sign
 * @assumed a message that is too long, and a call that costs more than the credits that are left, throws; it takes 1 ms;
 *   credits outlast a restart of the agent; the texts of the errors
 */
function crypto::sign(mode, message, privateKey, callback) {}

/**
 * Checks the signature of a message. It costs as many credits as crypto.sign() does, out of the same ones.
 * @param mode integer crypto.RSASSA_PKCS1_SHA256
 * @param message string|instance a string or a blob of up to 65536 bytes
 * @param signature string|instance a string or a blob
 * @param publicKey string|instance an RSA key of 1024 to 4096 bits, DER in PKCS#1 or PKCS#8
 * @param callback function called with error (null or a string) and isVerified (bool)
 * @returns null
 * @errors invalid mode; invalid key; message too long; no credits left; a string or a blob expected
 * @source https://developer.electricimp.com/node/2982
 * @assumed a message that is too long, and a call that costs more than the credits that are left, throws; it takes 1 ms; a
 *   signature of another length is one that does not match; the texts of the errors
 */
function crypto::verify(mode, message, signature, publicKey, callback) {}
