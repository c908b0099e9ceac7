/**
 * What mqtt.createclient() returns: a client of one broker. Its connection is closed when nothing refers to it any more.
 * @side instance
 * @source https://developer.electricimp.com/node/2969
 * @assumed losing the last reference takes leave of the broker, as disconnect() does; an agent that restarts does not, so
 *   that its last will is published
 */
mqttclient <- {};

/**
 * Begins to connect to a broker; the function registered with onconnect() hears how that has ended.
 * @param url string tcp://HOST or ssl://HOST, with :PORT if it is not 1883 or 8883
 * @param clientID string 1 to 255 bytes
 * @param options table|null username, password, willtopic, willmessage (strings or blobs), keepalive (integer: 0, or 30 to
 *   65535 seconds, 60 by default)
 * @returns null
 * @errors mqtt client is not disconnected; another mqtt client is connected; invalid client ID; invalid UTF-8; invalid
 *   keepalive; invalid topic; message too large; a string or a blob expected
 * @source https://developer.electricimp.com/node/2970
 * @assumed a session is clean; a will has QoS 0 and is not retained; a broker without an answer is given up after 30 s; a URL
 *   that leads nowhere is result -1; the broker is 20 ms away unless the world says otherwise; the texts of the errors
 */
function mqttclient::connect(url, clientID, options = null) {}

/**
 * Registers the function that hears how an attempt to connect has ended, in the place of the one before; null for none.
 * @param callback function|null called with 0; 1 to 5, the broker's reason to refuse; or -1, there was no answer
 * @returns null
 * @source https://developer.electricimp.com/node/2973
 */
function mqttclient::onconnect(callback) {}

/**
 * Registers the function that hears that a connection has died, in the place of the one before; null for none.
 * @param callback function|null called with -1 (it broke) or -3 (a message was larger than 256 KB), if it has a parameter
 * @returns null
 * @source https://developer.electricimp.com/node/2974
 */
function mqttclient::onconnectionlost(callback) {}

/**
 * Registers the function that gets messages, in the place of the one before; null for none.
 * @param callback function|null called with a table: topic (string), message (blob), qos, retain, dup (integers)
 * @returns null
 * @source https://developer.electricimp.com/node/2975
 * @assumed dup is 0
 */
function mqttclient::onmessage(callback) {}

/**
 * Makes a message, also without a connection.
 * @param topic string|instance a string or a blob; UTF-8
 * @param message string|instance a string or a blob of up to 256 KB
 * @param options table|null qos (integer, 0 by default), retain (bool)
 * @returns instance an mqttmessage
 * @errors invalid UTF-8; invalid topic; invalid QoS; invalid option 'retain'; message too large; a string or a blob expected
 * @source https://developer.electricimp.com/node/2972
 * @assumed a topic with a wildcard is refused here; other options are ignored; the texts of the errors
 */
function mqttclient::createmessage(topic, message, options = null) {}

/**
 * Subscribes to topics.
 * @param topics string|instance|array a string or a blob, or up to ten of them; UTF-8
 * @param qos null|integer|array the QoS that is asked for, or one for each topic; 0 by default
 * @param callback null|function called with the QoS granted, 128 for a refusal, or an array of them; one that has two
 *   parameters gets 0 or -1 before that
 * @returns integer 0
 * @errors mqtt client is not connected; invalid UTF-8; invalid topic; invalid QoS; too many topics; a string or a blob expected
 * @source https://developer.electricimp.com/api/mqtt/mqttclient/subscribe
 * @source https://github.com/electricimp/AzureIoTHub/blob/master/AzureIoTHub.agent.lib.nut
 * @source https://github.com/electricimp/GoogleIoTCore/blob/master/GoogleIoTCore.agent.lib.nut
 * @assumed which of the two it is decides the function's number of parameters; -1 is the QoS when the connection died;
 *   the texts of the errors
 */
function mqttclient::subscribe(topics, qos = null, callback = null) {}

/**
 * Ends subscriptions.
 * @param topics string|instance|array a string or a blob, or up to ten of them; UTF-8
 * @param callback null|function called with 0, or -1
 * @returns null
 * @errors mqtt client is not connected; invalid UTF-8; invalid topic; too many topics; a string or a blob expected
 * @source https://developer.electricimp.com/api/mqtt/mqttclient/unsubscribe
 * @assumed the texts of the errors
 */
function mqttclient::unsubscribe(topics, callback = null) {}

/**
 * Closes the connection. Until the callback is called, there can be no new one.
 * @param callback null|function called without parameters
 * @returns null
 * @source https://developer.electricimp.com/api/mqtt/mqttclient/disconnect
 * @assumed it takes 10 ms; an attempt to connect ends without a word; without a connection the callback is called all the
 *   same; what was under way fails with -1
 */
function mqttclient::disconnect(callback = null) {}

/**
 * The state of the connection.
 * @returns integer 0 disconnected, 1 connecting, 2 connected, 3 disconnecting
 * @source https://developer.electricimp.com/api/mqtt/mqttclient/connectionstate
 */
function mqttclient::connectionstate() {}
