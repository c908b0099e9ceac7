/**
 * A request, made by http.get() and others; it can be sent once. Forty requests may be sent at once, and two a second for
 * long, streams included.
 * @side instance
 * @source https://developer.electricimp.com/node/2299
 * @assumed one that is sent without credits gets the status 429 after 10 ms
 */
httprequest <- {};

/**
 * Sends the request and waits for the answer, while nothing else of the agent runs.
 * @returns table statuscode (below 100 a number of libcurl's: 6 for a name that does not resolve), headers (by name in lower
 *   case), rawheaders (an array of tables with k and v), body
 * @errors the request has been sent already
 * @source https://developer.electricimp.com/node/2449
 * @source https://github.com/electricimp/BayeuxClient
 * @assumed it gives up after ten minutes, as sendasync() does; redirections are not followed, which public Firebase code
 *   does by itself; a request takes 50 ms to its server, and so does the answer; of several headers with one name `headers`
 *   has all values, with commas between them; the text of the error
 */
function httprequest::sendsync() {}

/**
 * Sends the request; functions get what comes back.
 * @param doneCallback function called with a table as sendsync() returns it
 * @param streamCallback function|null called with each piece of the body as it comes
 * @param timeout integer|float seconds, or NO_TIMEOUT
 * @returns null
 * @errors the request has been sent already; invalid timeout
 * @source https://developer.electricimp.com/node/2363
 * @assumed the time-out holds without a streamCallback, too; zero is none; the body that a streamCallback has got is not in the table;
 *   the texts of the errors
 */
function httprequest::sendasync(doneCallback, streamCallback = null, timeout = 600) {}

/**
 * Gives the request up: its functions are not called any more. What has not been sent, or has come to its end, is left
 * alone.
 * @returns null
 * @source https://developer.electricimp.com/api/httprequest
 * @assumed that the functions are not called
 */
function httprequest::cancel() {}

/**
 * Says which certificates of the server are good, before the request is sent; else any is.
 * @param validation integer one of the VALIDATE constants
 * @returns null
 * @errors the request has been sent already; invalid validation option
 * @source https://developer.electricimp.com/node/2384
 * @assumed the texts of the errors
 */
function httprequest::setvalidation(validation) {}
