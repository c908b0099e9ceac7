/**
 * HTTP: requests to the Internet, and from there to the agent's own URL.
 * @side agent
 * @source https://developer.electricimp.com/api/http
 * @assumed it is a table
 */
http <- {};

/**
 * Makes a request of any method, which the instance's sendsync() or sendasync() sends.
 * @param verb string the method, like "HEAD"
 * @param url string begins with http: or https:; what is wrong with it shows when the request is sent
 * @param headers table|null
 * @param body string|instance a string or a blob
 * @returns instance an httprequest
 * @errors invalid header; a string or a blob expected
 * @source https://developer.electricimp.com/node/819
 * @assumed headers may be null, their values numbers; a blob will do as a body; the texts of the errors
 */
function http::request(verb, url, headers, body) {}

/**
 * Makes a GET request.
 * @param url string
 * @param headers table|null
 * @returns instance an httprequest
 * @errors invalid header
 * @source https://developer.electricimp.com/node/819
 * @assumed headers may be null; the text of the error
 */
function http::get(url, headers = null) {}

/**
 * Makes a POST request.
 * @param url string
 * @param headers table|null
 * @param body string|instance a string or a blob
 * @returns instance an httprequest
 * @errors invalid header; a string or a blob expected
 * @source https://developer.electricimp.com/node/819
 * @assumed headers may be null; a blob will do as a body; the texts of the errors
 */
function http::post(url, headers, body) {}

/**
 * Makes a PUT request.
 * @param url string
 * @param headers table|null
 * @param body string|instance a string or a blob
 * @returns instance an httprequest
 * @errors invalid header; a string or a blob expected
 * @source https://developer.electricimp.com/node/819
 * @assumed headers may be null; a blob will do as a body; the texts of the errors
 */
function http::put(url, headers, body) {}

/**
 * Makes a DELETE request.
 * @param url string
 * @param headers table|null
 * @returns instance an httprequest
 * @errors invalid header
 * @source https://developer.electricimp.com/node/819
 * @assumed headers may be null; the text of the error
 */
function http::httpdelete(url, headers = null) {}

/**
 * Registers the function for requests to the agent's URL, in the place of that before; null for none. It gets a table with
 * method, path (without the agent's id), query (a table), headers (a table, with names in lower case) and body, and the
 * httpresponse to answer with, now or later.
 * @param callback function|null called with request and response
 * @returns null
 * @source https://developer.electricimp.com/node/2484
 * @source https://developer.electricimp.com/node/741
 * @assumed the impCloud answers 404 without a handler, 413 for a body of more than 512 KB, 500 when the agent restarts
 *   instead of answering, 503 when it does not run any more, and 504 after a minute without an answer; of several headers
 *   with one name the handler gets all values, with commas between them; the impCloud adds host, x-forwarded-for,
 *   x-forwarded-port and, which public Rocky code looks at, x-forwarded-proto; requests that come before the first turn of the
 *   agent's program is over wait for its end
 */
function http::onrequest(callback) {}

/**
 * The agent's own URL, like "https://agent.electricimp.com/a1b2c3d4e5f6".
 * @returns string
 * @source https://developer.electricimp.com/node/2380
 * @assumed which characters are in the id; it depends on the imp's id alone
 */
function http::agenturl() {}

/**
 * sendasync(): without a time-out.
 * @side agent
 * @source https://developer.electricimp.com/node/2363
 * @assumed its number
 */
const NO_TIMEOUT = -1;

/**
 * setvalidation(): any certificate will do.
 * @side agent
 * @source https://developer.electricimp.com/node/2384
 * @assumed its number
 */
const VALIDATE_NONE = 0;

/**
 * setvalidation(): the certificate must be the host's, and of an authority that is known.
 * @side agent
 * @source https://developer.electricimp.com/node/2384
 * @assumed its number
 */
const VALIDATE_USING_SYSTEM_CA_CERTS = 1;
