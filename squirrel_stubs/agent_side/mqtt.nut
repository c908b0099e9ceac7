/**
 * Messages by MQTT 3.1.1, for agents. A world has brokers: one that admits everybody at every address, unless it says more.
 * @side agent
 * @source https://developer.electricimp.com/api/mqtt
 * @assumed it is a table; the rate limits of the impCloud, whose numbers are not public here, are not simulated
 */
mqtt <- {};

/**
 * QoS 0: a message is delivered once or not at all.
 * @source https://developer.electricimp.com/api/mqtt
 */
mqtt.AT_MOST_ONCE <- 0;

/**
 * QoS 1: a message may be delivered more than once.
 * @source https://developer.electricimp.com/api/mqtt
 */
mqtt.AT_LEAST_ONCE <- 1;

/**
 * QoS 2: a message is delivered once.
 * @source https://developer.electricimp.com/api/mqtt
 */
mqtt.EXACTLY_ONCE <- 2;

/**
 * Makes a client. A program may have several, of which one at a time is connected.
 * @returns instance an mqttclient
 * @source https://developer.electricimp.com/api/mqtt/createclient
 * @assumed that page is right, not https://developer.electricimp.com/node/2969, which allows one client
 */
function mqtt::createclient() {}
