/**
 * The JSON text of a value. Functions, classes, instances, blobs and strings that are not text are left out.
 * @side agent
 * @param value any
 * @param settings table|null compact: true for a text without spaces
 * @returns string
 * @errors too many nested tables or arrays to serialize; too much data to serialize
 * @source https://developer.electricimp.com/node/2421
 * @source https://developer.electricimp.com/node/824
 * @assumed in an array, and alone, they become null; keys that are no strings become strings; a float has as many digits as
 *   it takes to be the same float, a whole one no point; a slash is not escaped; what is deeper than 64 tables and arrays in
 *   each other is refused; the texts of the errors
 */
function http::jsonencode(value, settings = null) {}

/**
 * The value of a JSON text.
 * @side agent
 * @param json string|instance a string or a blob
 * @returns any null, bool, integer, float, string, array or table
 * @errors JSON syntax error; too many nested tables or arrays to serialize; a string or a blob expected
 * @source https://developer.electricimp.com/node/2474
 * @assumed 256 tables and arrays may be in each other: the page says that five may, not what becomes of more; an
 *   integer of more than 32 bits becomes a float; of a key that stands in a table twice the last value counts; a blob will do;
 *   the texts of the errors
 */
function http::jsondecode(json) {}

/**
 * The fields of a table as in a query: "a=1&b=2". An array becomes several fields of the same name.
 * @side agent
 * @param dataTable table
 * @returns string
 * @source https://developer.electricimp.com/node/2465
 * @assumed values that are neither strings nor numbers are shown as tostring() shows them, as the page shows it for null
 */
function http::urlencode(dataTable) {}

/**
 * The fields of a query as a table of strings, and arrays of strings for names that stand there several times.
 * @side agent
 * @param URLdataString string
 * @returns table
 * @source https://developer.electricimp.com/node/2326
 * @assumed a plus is a space; a name without a value has an empty string; a percent sign without two digits behind it stays
 */
function http::urldecode(URLdataString) {}

/**
 * Bytes as Base64, in one line.
 * @side agent
 * @param dataToEncode string|instance a string or a blob; of a blob all bytes, wherever its position is
 * @returns string
 * @errors a string or a blob expected
 * @source https://developer.electricimp.com/node/2394
 * @assumed the text of the error
 */
function http::base64encode(dataToEncode) {}

/**
 * The bytes of Base64 text; none when it is none.
 * @side agent
 * @param dataToDecode string|instance a string or a blob
 * @returns instance a blob
 * @errors a string or a blob expected
 * @source https://developer.electricimp.com/node/2462
 * @assumed spaces and ends of lines are overlooked, and equals signs may be missing; the text of the error
 */
function http::base64decode(dataToDecode) {}
