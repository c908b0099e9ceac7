/**
 * The imp's USB port, hardware.usb, of which the imp is the host.
 * @side instance
 * @models imp005 impC001
 * @source https://developer.electricimp.com/node/2536
 * @assumed the port always has power; it is off when a program starts, and in deep sleep; no hub, no isochronous endpoint
 */
usb <- {};

/**
 * Turns the port on, and registers the function for what happens there, in the place of that before.
 *
 * It is called with USB_DEVICE_CONNECTED and a table of speed and descriptors, USB_DEVICE_DISCONNECTED and a table
 * of device, USB_TRANSFER_COMPLETED and a table of device, endpoint, state and length, or USB_UNRECOVERABLE_ERROR and null.
 * @param callback function called with the event and what belongs to it
 * @returns null
 * @source https://developer.electricimp.com/node/2536
 * @assumed a device is found 200 ms after it was plugged in; state is 15 for a transfer that went well, as public drivers
 *   understand it; manufacturer, product and serial are the numbers of strings
 */
function usb::configure(callback) {}

/**
 * Turns the port off, which closes all endpoints.
 * @returns null
 * @source https://developer.electricimp.com/node/2554
 */
function usb::disable() {}

/**
 * Sends a control request, and waits for its end.
 * @param speed integer|float 1.5 or 12
 * @param device integer the device's address, 0 until it was given another
 * @param endpoint integer 0
 * @param type integer direction, type and recipient
 * @param request integer its number
 * @param value integer 0 to 0xFFFF
 * @param index integer 0 to 0xFFFF
 * @param size integer the largest packet: 8, 16, 32 or 64
 * @param data instance|null a blob to be sent, or to be filled
 * @returns null
 * @errors USB is not configured; invalid USB speed; invalid maximum packet size; a blob expected; 4 (a stall); 5 (nobody
 *   answers); 18 (invalid endpoint)
 * @source https://developer.electricimp.com/node/2571
 * @assumed it takes 3 ms; failures are thrown as numbers, with which public drivers compare them; the blob keeps its length
 *   and its position; the texts of the errors
 */
function usb::controltransfer(speed, device, endpoint, type, request, value, index, size, data = null) {}

/**
 * Opens an endpoint, which is closed when the device goes.
 * @param speed integer|float 1.5 or 12
 * @param device integer the device's address
 * @param interface integer the number of its interface
 * @param type integer 2 for bulk, 3 for interrupt; only one interrupt endpoint can be open, and only one to the imp
 * @param size integer the largest packet: 8, 16, 32 or 64
 * @param endpoint integer its address: 1 to 15, with 0x80 added for one to the imp
 * @param interval integer|null between polls of an interrupt endpoint, 1 to 255
 * @returns null
 * @errors USB is not configured; invalid USB speed; invalid maximum packet size; invalid interval; 5 (nobody answers); 18
 *   (invalid endpoint)
 * @source https://developer.electricimp.com/node/2554
 * @assumed the interval changes nothing: what a device has comes a millisecond later; failures are numbers; the texts of the
 *   errors
 */
function usb::openendpoint(speed, device, interface, type, size, endpoint, interval = null) {}

/**
 * Begins a transfer on an endpoint; USB_TRANSFER_COMPLETED tells of its end.
 * @param device integer the device's address
 * @param endpoint integer its address
 * @param type integer 2 for bulk, 3 for interrupt
 * @param data instance a blob to be sent, or to be filled: as long as what is wanted
 * @returns null
 * @errors USB is not configured; a blob expected; 5 (nobody answers); 17 (busy); 18 (invalid endpoint)
 * @source https://developer.electricimp.com/node/2564
 * @assumed it takes a millisecond and the time on the wire; the blob keeps its length and its position; a transfer that goes on
 *   when the device goes is not told of; failures are numbers; the texts of the errors
 */
function usb::generaltransfer(device, endpoint, type, data) {}

/**
 * An event that usb.configure()'s callback gets: a device was plugged in.
 * @models imp005 impC001
 * @source https://developer.electricimp.com/node/2536
 * @source https://github.com/electricimp/Usb
 * @assumed its number
 */
const USB_DEVICE_CONNECTED = 0;

/**
 * An event that usb.configure()'s callback gets: the device was unplugged.
 * @models imp005 impC001
 * @source https://developer.electricimp.com/node/2536
 * @source https://github.com/electricimp/Usb
 * @assumed its number
 */
const USB_DEVICE_DISCONNECTED = 1;

/**
 * An event that usb.configure()'s callback gets: a transfer has ended, well or not.
 * @models imp005 impC001
 * @source https://developer.electricimp.com/node/2536
 * @source https://github.com/electricimp/Usb
 * @assumed its number
 */
const USB_TRANSFER_COMPLETED = 2;

/**
 * An event that usb.configure()'s callback gets: the bus must be configured again.
 * @models imp005 impC001
 * @source https://developer.electricimp.com/node/2536
 * @source https://github.com/electricimp/Usb
 * @assumed its number
 */
const USB_UNRECOVERABLE_ERROR = 3;
