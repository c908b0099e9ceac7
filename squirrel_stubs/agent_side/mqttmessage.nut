/**
 * What mqttclient.createmessage() returns. It may be sent several times.
 * @side instance
 * @source https://developer.electricimp.com/node/2978
 */
mqttmessage <- {};

/**
 * Publishes the message.
 * @param callback null|function called with 0 once it counts as delivered, which depends on its QoS; -1: the connection has
 *   died; -12: too many are under way
 * @returns null
 * @errors mqtt client is not connected
 * @source https://developer.electricimp.com/node/2979
 * @assumed a message of QoS 0 counts as delivered when the broker has it; 1024 may be under way; the text of the error
 */
function mqttmessage::sendasync(callback = null) {}
