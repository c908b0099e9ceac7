/**
 * What agents have of the object crypto: its hashes are devices' only, as agents have http.hash.
 * @side agent
 * @source https://developer.electricimp.com/node/2320
 * @assumed it is a table; agents have it whatever impOS their imp runs
 */
crypto <- {};

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
