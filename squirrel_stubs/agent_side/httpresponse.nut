/**
 * What a handler of http.onrequest() answers with, once. The answer may come later.
 * @side instance
 * @source https://developer.electricimp.com/node/2500
 */
httpresponse <- {};

/**
 * Answers the request. An answer that comes when the client waits no more is lost.
 * @param statusCode integer
 * @param responseBody string|instance a string or a blob
 * @returns null
 * @errors the response has been sent already; invalid status code; a string or a blob expected
 * @source https://developer.electricimp.com/node/2500
 * @assumed the body may be left out, or be a blob; a status is a number from 100 to 999; a second answer is an error; the
 *   texts of the errors
 */
function httpresponse::send(statusCode, responseBody = "") {}

/**
 * Adds a header to the answer. Content-Length comes by itself.
 * @param headerName string
 * @param headerValue any
 * @returns null
 * @errors the response has been sent already; invalid header
 * @source https://developer.electricimp.com/node/2388
 * @assumed a value that is no string is shown as tostring() shows it; a name may have several values; the texts of the
 *   errors
 */
function httpresponse::header(headerName, headerValue) {}
