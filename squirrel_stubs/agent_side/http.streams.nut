/**
 * Makes a request of any method whose body is sent bit by bit.
 * @side agent
 * @param verb string the method
 * @param url string
 * @param headers table|null
 * @param callback function called with a table as httprequest.sendsync() returns it, when the request has come to its end
 * @returns instance an httpstream
 * @errors invalid header
 * @source https://developer.electricimp.com/node/2637
 * @assumed headers may be null; closesync() does not call the function; the text of the error
 */
function http::requeststream(verb, url, headers, callback) {}

/**
 * Makes a POST request whose body is sent bit by bit.
 * @side agent
 * @param url string
 * @param headers table|null
 * @param callback function called with a table as httprequest.sendsync() returns it, when the request has come to its end
 * @returns instance an httpstream
 * @errors invalid header
 * @source https://developer.electricimp.com/node/2636
 * @assumed headers may be null; closesync() does not call the function; the text of the error
 */
function http::poststream(url, headers, callback) {}

/**
 * Makes a PUT request whose body is sent bit by bit.
 * @side agent
 * @param url string
 * @param headers table|null
 * @param callback function called with a table as httprequest.sendsync() returns it, when the request has come to its end
 * @returns instance an httpstream
 * @errors invalid header
 * @source https://developer.electricimp.com/api/http/putstream/
 * @assumed headers may be null; closesync() does not call the function; the text of the error
 */
function http::putstream(url, headers, callback) {}
