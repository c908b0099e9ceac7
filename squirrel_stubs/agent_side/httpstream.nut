/**
 * A request whose body is sent bit by bit, made by http.poststream() and others.
 * @side instance
 * @source https://developer.electricimp.com/node/2618
 */
httpstream <- {};

/**
 * Sends a part of the body. The first one costs a credit, as a request does.
 * @param data string|instance a string or a blob
 * @returns null
 * @errors the stream is closed; too much data for a stream; a string or a blob expected
 * @source https://developer.electricimp.com/api/httpstream/send/
 * @assumed a server gets the parts together, when the stream is closed; that there is no server shows after the first part;
 *   the texts of the errors, and a limit of 16 MB
 */
function httpstream::send(data) {}

/**
 * Ends the body and waits for the answer, while nothing else of the agent runs.
 * @returns table as httprequest.sendsync() returns it
 * @errors the stream is closed
 * @source https://developer.electricimp.com/node/2640
 * @assumed it has rawheaders, too; it gives up after ten minutes; the text of the error
 */
function httpstream::closesync() {}

/**
 * Ends the body. The function that the stream was made with gets the answer.
 * @param callback function|null called with each piece of the answer's body as it comes
 * @param timeout integer|float seconds, or NO_TIMEOUT
 * @returns null
 * @errors the stream is closed; invalid timeout
 * @source https://developer.electricimp.com/node/2635
 * @assumed the texts of the errors
 */
function httpstream::closeasync(callback = null, timeout = 600) {}

/**
 * Gives the stream up, even when it is closed: its functions are not called any more.
 * @returns null
 * @source https://developer.electricimp.com/node/2631
 * @assumed that the functions are not called
 */
function httpstream::cancel() {}

/**
 * Says which certificates of the server are good, before the first part is sent; else any is.
 * @param validation integer one of the VALIDATE constants
 * @returns null
 * @errors the stream has been begun already; invalid validation option
 * @source https://developer.electricimp.com/node/2642
 * @assumed the texts of the errors
 */
function httpstream::setvalidation(validation) {}
